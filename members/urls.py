"""Addresses of organisations and their staff, under /organisation/; of applicants, under /aderare/."""

from django.urls import include, path

from members.views import joining, leaving, logos, profiles, review, services, staff

app_name = "members"
# First parts of addresses that no organisation may have as its own.
TAKEN = frozenset({"waiting", "invitation", "application", "reference"})
of_members = [
    path("", staff.organisations, name="organisations"),
    path("waiting/", review.waiting, name="waiting"),
    path("application/<uuid:pk>/", joining.application, name="application"),
    path("application/<uuid:pk>/act/", joining.application_act, name="application_act"),
    path("application/<uuid:pk>/statutes/", joining.statutes, name="application_statutes"),
    path("reference/<int:pk>/", joining.reference, name="reference"),
    path("invitation/<str:token>/", staff.invitation, name="invitation"),
    path("<slug:slug>/", staff.organisation, name="organisation"),
    path("<slug:slug>/end/<int:pk>/", staff.end, name="end"),
    path("<slug:slug>/revoke/<uuid:pk>/", staff.revoke, name="revoke"),
    path("<slug:slug>/profile/", profiles.profile, name="profile"),
    path("<slug:slug>/profile/begin/", profiles.begin, name="profile_begin"),
    path("<slug:slug>/profile/edit/", profiles.edit, name="profile_edit"),
    path("<slug:slug>/profile/save/", profiles.autosave, name="profile_autosave"),
    path("<slug:slug>/profile/check/", profiles.check, name="profile_check"),
    path("<slug:slug>/profile/submit/", profiles.submit, name="profile_submit"),
    path("<slug:slug>/profile/logo/", logos.change, name="profile_logo"),
    path("<slug:slug>/profile/<int:number>/logo/", logos.of_revision, name="revision_logo"),
    path("<slug:slug>/logo/", logos.public, name="public_logo"),
    path("<slug:slug>/profile/<int:number>/", profiles.revision, name="revision"),
    path("<slug:slug>/profile/<int:number>/review/", review.review, name="review"),
    path("<slug:slug>/profile/<int:number>/ask/", review.ask, name="review_ask"),
    path("<slug:slug>/profile/<int:number>/verdict/", review.verdict, name="verdict"),
    path("<slug:slug>/act-for/", staff.choose, name="act_for"),
    path("<slug:slug>/leaving/", leaving.leaving, name="leaving"),
    path("<slug:slug>/leaving/act/", leaving.leaving_act, name="leaving_act"),
    path("<slug:slug>/leaving/export/", leaving.export, name="export"),
    path("<slug:slug>/services/", services.offers, name="offers"),
    path("<slug:slug>/services/new/", services.new_offer, name="offer_new"),
    path("<slug:slug>/services/<int:pk>/", services.offer, name="offer"),
    path("<slug:slug>/services/<int:pk>/edit/", services.edit_offer, name="offer_edit"),
    path("<slug:slug>/services/<int:pk>/confirm/", services.confirm, name="offer_confirm"),
    path("<slug:slug>/services/<int:pk>/end/", services.end, name="offer_end"),
]
urlpatterns = [
    path("organisation/", include(of_members)),
    path("aderare/", joining.join, name="join"),
    path("aderare/trimisa/", joining.join_sent, name="join_sent"),
    path("aderare/<str:token>/", joining.door, name="application_door"),
]

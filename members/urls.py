"""Addresses of organisations and their staff, under /organisation/."""

from django.urls import path

from members import views

app_name = "members"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("<slug:slug>/", views.organisation, name="organisation"),
    path("<slug:slug>/end/<int:pk>/", views.end, name="end"),
    path("<slug:slug>/revoke/<uuid:pk>/", views.revoke, name="revoke"),
]

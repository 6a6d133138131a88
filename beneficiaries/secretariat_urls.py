"""Addresses of the secretariat's pages, under /secretariat/."""

from django.urls import path

from beneficiaries.secretariat import catalogue, periods, review

app_name = "secretariat"
urlpatterns = [
    path("", periods.periods, name="periods"),
    path("indicators/", catalogue.indicators, name="indicators"),
    path("deadline/<int:pk>/", periods.deadline, name="deadline"),
    path("review/<uuid:pk>/", review.review, name="review"),
    path("review/<uuid:pk>/ask/", review.question, name="ask"),
    path("review/<uuid:pk>/settle/<int:query>/", review.settled, name="settle"),
    path("review/<uuid:pk>/verdict/", review.verdict, name="verdict"),
    path("<slug:code>/", periods.show_board, name="board"),
    path("<slug:code>/remind/", periods.remind, name="remind"),
    path("<slug:code>/close/", periods.close, name="close"),
    path("<slug:code>/form/", catalogue.form, name="form"),
]

"""Mails about the groups: how often, no more, and where their links lead. Before the groups' own slugs."""

from django.urls import path

from workgroups.views import paces, threads

urlpatterns = [
    path("notices/", paces.paces, name="paces"),
    path("notices/stop/<str:token>/", paces.stop, name="stop"),
    path("t/<int:pk>/", threads.go, name="go"),
]

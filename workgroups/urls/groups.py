"""The groups themselves."""

from django.urls import path

from workgroups.views import groups

urlpatterns = [
    path("", groups.groups, name="list"),
    path("<slug:slug>/", groups.group, name="group"),
]

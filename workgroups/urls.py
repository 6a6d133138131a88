"""Addresses of the working groups, under /groups/."""

from django.urls import path

from workgroups import views

app_name = "workgroups"
urlpatterns = [
    path("", views.groups, name="list"),
    path("<slug:slug>/", views.group, name="group"),
]

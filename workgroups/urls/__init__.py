"""Addresses of the working groups, under /groups/: one module a matter."""

from workgroups.urls import groups

app_name = "workgroups"
urlpatterns = [*groups.urlpatterns]

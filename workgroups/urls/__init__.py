"""Addresses of the working groups, under /groups/: one module a matter."""

from workgroups.urls import discussions, groups, paces, things

app_name = "workgroups"
urlpatterns = [
    *paces.urlpatterns,
    *things.urlpatterns,
    *groups.urlpatterns,
    *discussions.urlpatterns,
]

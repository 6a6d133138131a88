"""The groups themselves, and who belongs to them."""

from django.urls import path

from workgroups.views import groups, people

urlpatterns = [
    path("", groups.groups, name="list"),
    path("<slug:slug>/", groups.group, name="group"),
    path("<slug:slug>/people/", people.people, name="people"),
    path("<slug:slug>/people/<int:pk>/", people.member, name="member"),
    path("<slug:slug>/join/", people.join, name="join"),
    path("<slug:slug>/answer/<int:pk>/", people.answer, name="answer"),
    path("<slug:slug>/open/", people.open_group, name="open"),
]

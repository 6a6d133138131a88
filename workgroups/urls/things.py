"""Resources, meetings, decisions, tasks, calendar, export. A thing has a key of its own, not a number."""

from django.urls import path

from workgroups.views import calendars, decisions, exporting, meetings, resources, tasks

urlpatterns = [
    path("library/", resources.library, name="library"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/<str:token>.ics", calendars.feed, name="feed"),
    path("resources/<uuid:key>/", resources.resource, name="resource"),
    path("resources/<uuid:key>/<int:number>/download/", resources.download, name="download"),
    path("resources/<uuid:key>/<int:number>/page/<int:page>/", resources.preview, name="preview"),
    path("resources/<uuid:key>/edit/", resources.edit, name="resource_edit"),
    path("resources/<uuid:key>/version/", resources.new_version, name="resource_version"),
    path("resources/<uuid:key>/remove/", resources.remove, name="resource_remove"),
    path("meetings/<uuid:key>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:key>/edit/", meetings.edit, name="meeting_edit"),
    path("meetings/<uuid:key>/cancel/", meetings.cancel, name="meeting_cancel"),
    path("meetings/<uuid:key>/minutes/", meetings.minutes, name="minutes"),
    path("decisions/<uuid:key>/", decisions.proposal, name="proposal"),
    path("decisions/<uuid:key>/answer/", decisions.give_answer, name="give_answer"),
    path("decisions/<uuid:key>/close/", decisions.finish, name="proposal_close"),
    path("tasks/<uuid:key>/done/", tasks.done, name="task_done"),
    path("<slug:slug>/resources/", resources.resources, name="resources"),
    path("<slug:slug>/resources/add/<str:form>/", resources.add, name="resource_add"),
    path("<slug:slug>/meetings/", meetings.meetings, name="meetings"),
    path("<slug:slug>/meetings/add/", meetings.add, name="meeting_add"),
    path("<slug:slug>/decisions/", decisions.decisions, name="decisions"),
    path("<slug:slug>/decisions/add/", decisions.add, name="proposal_add"),
    path("<slug:slug>/decisions/register.csv", decisions.register, name="register"),
    path("<slug:slug>/tasks/", tasks.tasks, name="tasks"),
    path("<slug:slug>/tasks/add/", tasks.add, name="task_add"),
    path("<slug:slug>/export/", exporting.export, name="export"),
    path("<slug:slug>/export/archive/", exporting.make_export, name="export_archive"),
]

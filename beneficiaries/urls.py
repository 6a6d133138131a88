"""Addresses of the reporter's pages, under /returns/."""

from django.urls import path

from beneficiaries.views import activities, filling, own, returns, sending, workbooks

app_name = "beneficiaries"
urlpatterns = [
    path("", returns.returns, name="returns"),
    path("activities/", activities.activities, name="activities"),
    path("activities/<uuid:pk>/remove/", activities.remove, name="remove_activity"),
    path("start/<slug:organisation>/<slug:period>/", returns.start, name="start"),
    path("own/<slug:organisation>/years.xlsx", own.years, name="own_years"),
    path("own/<slug:organisation>/htcds.csv", own.mapped, name="own_mapped"),
    path("<uuid:pk>/", returns.report, name="report"),
    path("<uuid:pk>/services/", returns.services, name="services"),
    path("<uuid:pk>/nothing/", returns.nothing, name="nothing"),
    path("<uuid:pk>/correct/", returns.correct, name="correct"),
    path("<uuid:pk>/fill/<slug:section>/", filling.fill, name="fill"),
    path("<uuid:pk>/autosave/", filling.autosave, name="autosave"),
    path("<uuid:pk>/paste/<slug:code>/", filling.paste, name="paste"),
    path("<uuid:pk>/check/", sending.check, name="check"),
    path("<uuid:pk>/explain/", sending.explain_findings, name="explain"),
    path("<uuid:pk>/ask-signature/", sending.ask_signature, name="ask_signature"),
    path("<uuid:pk>/sent/", sending.sent, name="sent"),
    path("<uuid:pk>/print/", sending.printed, name="print"),
    path("<uuid:pk>/blank/", workbooks.blank, name="blank"),
    path("<uuid:pk>/workbook/", workbooks.workbook, name="workbook"),
    path("<uuid:pk>/workbook/file/", workbooks.download, name="workbook_file"),
    path("<uuid:pk>/workbook/use/", workbooks.use, name="workbook_use"),
    path("<uuid:pk>/workbook/marked/", workbooks.marked, name="workbook_marked"),
]

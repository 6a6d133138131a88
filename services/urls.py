"""Addresses of the totals and the releases, under /totals/."""

from django.urls import path

from services.views import live, releasing, waivers

app_name = "services"
urlpatterns = [
    path("", live.totals, name="totals"),
    path("waivers/", waivers.waivers, name="waivers"),
    path("waivers/<int:pk>/", waivers.answer, name="answer"),
    path("waivers/<int:pk>/withdraw/", waivers.withdraw, name="withdraw"),
    path("releases/<int:pk>/", releasing.release, name="release"),
    path("releases/<int:pk>/publish/", releasing.publish, name="publish"),
    path("releases/figures/<int:pk>/", releasing.lineage, name="lineage"),
    path("<int:year>/", live.year, name="year"),
    path("<int:year>/figure/<int:cell>/", live.figure, name="figure"),
    path("<int:year>/totals.<slug:extension>", live.download, name="download"),
    path("<slug:scope>/release/", releasing.prepare, name="prepare"),
    path("<slug:scope>/release/waivers/", waivers.ask, name="ask_waivers"),
]

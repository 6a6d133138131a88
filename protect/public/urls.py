"""Public pages. Include `urlpatterns` in i18n_patterns, and `untranslated` outside it."""

from django.urls import path

from protect.public import start, totals, views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("accesibilitate/", views.accessibility, name="accessibility"),
    path("confidentialitate/", views.privacy, name="privacy"),
    path("contact/", views.contact, name="contact"),
    path("cifre/", totals.totals, name="totals"),
    path("cifre/<slug:scope>/", totals.newest_release, name="release"),
    path("cifre/<slug:scope>/r<int:number>/", totals.one_release, name="numbered"),
    path("cifre/<slug:scope>/r<int:number>/<str:name>", totals.release_file, name="release_file"),
]
untranslated = [path("healthz", views.health, name="healthz")]
signed_in = [path("home/", start.start, name="home")]

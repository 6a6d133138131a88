"""Public pages. Include `urlpatterns` in i18n_patterns, and `untranslated` outside it."""

from django.urls import path

from protect.public import start, totals
from protect.public.views import directory, finding, pages, searching

app_name = "public"
urlpatterns = [
    path("", pages.home, name="home"),
    path("grupuri/", pages.groups, name="groups"),
    path("organizatii/", directory.directory, name="directory"),
    path("organizatii/organizatii.csv", directory.directory_csv, name="directory_csv"),
    path("organizatii/<slug:slug>/", directory.organisation, name="organisation"),
    path("gaseste/", finding.find, name="find"),
    path("gaseste/<slug:slug>/", finding.find_county, name="find_county"),
    path("iesire/", finding.safety, name="safety"),
    path("cauta/", searching.search, name="search"),
    path("cifre/", totals.totals, name="totals"),
    path("cifre/<slug:scope>/", totals.newest_release, name="release"),
    path("cifre/<slug:scope>/r<int:number>/", totals.one_release, name="numbered"),
    path("cifre/<slug:scope>/r<int:number>/<str:name>", totals.release_file, name="release_file"),
    path("date/", pages.open_data, name="open_data"),
    path("accesibilitate/", pages.accessibility, name="accessibility"),
    path("confidentialitate/", pages.privacy, name="privacy"),
    path("contact/", pages.contact, name="contact"),
]
untranslated = [
    path("healthz", pages.health, name="healthz"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
]
signed_in = [path("home/", start.start, name="home")]

"""Public pages. Include `urlpatterns` in i18n_patterns, and `untranslated` outside it."""

from django.urls import path

from protect.public import start, views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("accesibilitate/", views.accessibility, name="accessibility"),
    path("confidentialitate/", views.privacy, name="privacy"),
    path("contact/", views.contact, name="contact"),
]
untranslated = [path("healthz", views.health, name="healthz")]
signed_in = [path("home/", start.start, name="home")]

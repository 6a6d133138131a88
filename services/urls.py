"""Addresses of the totals, under /totals/."""

from django.urls import path

from services import views

app_name = "services"
urlpatterns = [
    path("", views.totals, name="totals"),
    path("<int:year>/", views.year, name="year"),
    path("<int:year>/figure/<int:cell>/", views.figure, name="figure"),
    path("<int:year>/totals.<slug:extension>", views.download, name="download"),
]

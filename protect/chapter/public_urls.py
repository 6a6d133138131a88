"""Addresses of the published chapters, under /rapoarte/."""

from django.urls import path

from protect.chapter.views import public

app_name = "reports"
urlpatterns = [
    path("", public.chapters, name="list"),
    path("<int:year>/", public.chapter, name="chapter"),
    path("<int:year>/<int:number>/", public.chapter, name="edition"),
    path("<int:year>/<int:number>/<slug:language>/<str:name>", public.file, name="file"),
]

"""Addresses of the chapter's workshop, under /chapter/."""

from django.urls import path

from protect.chapter.views import contributing, outline

app_name = "chapter"
urlpatterns = [
    path("", outline.chapters, name="list"),
    path("contribution/<int:pk>/", contributing.contribution, name="contribution"),
    path("contribution/<int:pk>/decide/", contributing.decide, name="decide"),
    path("<int:year>/", outline.outline, name="outline"),
    path("<int:year>/add/", outline.add, name="add_section"),
    path("<int:year>/section/<slug:code>/", outline.section, name="section"),
    path("<int:year>/section/<slug:code>/move/", outline.move, name="move"),
    path("<int:year>/section/<slug:code>/complete/", outline.complete, name="complete"),
    path("<int:year>/section/<slug:code>/remove/", outline.remove, name="remove_section"),
    path("<int:year>/section/<slug:code>/contributions/", contributing.contributions, name="contributions"),
    path("<int:year>/section/<slug:code>/ask/", contributing.ask, name="ask"),
]

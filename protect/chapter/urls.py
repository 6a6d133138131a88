"""Addresses of the chapter's workshop, under /chapter/."""

from django.urls import path

from protect.chapter.views import (
    annexes,
    contributing,
    drafts,
    numbers,
    outline,
    pictures,
    publishing,
    writing,
)

app_name = "chapter"
urlpatterns = [
    path("", outline.chapters, name="list"),
    path("contribution/<int:pk>/", contributing.contribution, name="contribution"),
    path("contribution/<int:pk>/draft/", drafts.of_contribution, name="contribution_draft"),
    path("contribution/<int:pk>/decide/", contributing.decide, name="decide"),
    path("<int:year>/", outline.outline, name="outline"),
    path("<int:year>/add/", outline.add, name="add_section"),
    path("<int:year>/checks/", writing.checks, name="checks"),
    path("<int:year>/numbers/", numbers.numbers, name="numbers"),
    path("<int:year>/numbers/<slug:code>/", numbers.outside, name="outside"),
    path("<int:year>/annex/", annexes.annex, name="annex"),
    path("<int:year>/editions/", publishing.editions, name="editions"),
    path("<int:year>/approval/<slug:group>/", publishing.approval, name="approval"),
    path("<int:year>/preview/<slug:language>/", publishing.preview, name="preview"),
    path("<int:year>/comment/<int:pk>/", writing.answer, name="answer"),
    path("<int:year>/section/<slug:code>/", outline.section, name="section"),
    path("<int:year>/section/<slug:code>/move/", outline.move, name="move"),
    path("<int:year>/section/<slug:code>/complete/", outline.complete, name="complete"),
    path("<int:year>/section/<slug:code>/remove/", outline.remove, name="remove_section"),
    path("<int:year>/section/<slug:code>/contributions/", contributing.contributions, name="contributions"),
    path("<int:year>/section/<slug:code>/ask/", contributing.ask, name="ask"),
    path("<int:year>/section/<slug:code>/pictures/", pictures.pictures, name="pictures"),
    path("<int:year>/section/<slug:code>/pictures/<slug:picture>/", pictures.picture, name="picture"),
    path(
        "<int:year>/section/<slug:code>/pictures/<slug:picture>/change/",
        pictures.change,
        name="change_picture",
    ),
    path("<int:year>/section/<slug:code>/<slug:language>/", writing.write, name="write"),
    path("<int:year>/section/<slug:code>/<slug:language>/draft/", drafts.of_text, name="text_draft"),
    path("<int:year>/section/<slug:code>/<slug:language>/opened/", writing.opened, name="opened"),
    path("<int:year>/section/<slug:code>/<slug:language>/versions/", writing.versions, name="versions"),
    path("<int:year>/section/<slug:code>/<slug:language>/comment/", writing.remark, name="comment"),
]

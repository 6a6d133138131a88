"""What an organisation that leaves was asked for the chapter, and what it wrote for it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from members.exporting import as_json
from members.leaving import File, Holding, Room, register_room
from members.models import Organisation
from protect.chapter.models import Contribution


def holdings(organisation: Organisation) -> Iterable[Holding]:
    """Questions without an answer: answered now, or laid down; nobody else answers for an organisation."""
    waiting = Contribution.objects.unanswered().filter(organisation=organisation)
    for one in waiting.select_related("section__chapter"):
        yield Holding(
            _("Asked for the chapter of %(year)d: %(section)s")
            % {"year": one.section.chapter.year, "section": one.section.title},
            key=f"contribution-{one.pk}",
            url=reverse("chapter:contribution", args=[one.pk]),
        )


def end(organisation: Organisation) -> None:
    """Nothing: what was sent stays in the chapter, what was not is no longer waited for."""


def export(organisation: Organisation) -> Iterable[File]:
    """The texts that were written for the organisation, and what became of them."""
    texts = Contribution.objects.filter(organisation=organisation).select_related(
        "section__chapter", "written_by"
    )
    rows = texts.order_by("section__chapter__year", "section__position", "pk")
    yield "contributions.json", as_json([contribution_data(one) for one in rows])


def contribution_data(one: Contribution) -> dict[str, Any]:
    """A question and its answer."""
    return {
        "year": one.section.chapter.year, "section": one.section.code, "question": one.section.prompt,
        "state": one.state, "text": one.text, "accepted_text": one.accepted_text,
        "written_by": one.written_by.name if one.written_by else None, "written_at": one.written_at,
    }  # fmt: skip


def register() -> None:
    """Called once, when the app is ready."""
    register_room(Room("chapter", holdings, end, export))

"""Reads of the chapter: where each section stands, last year's words, what waits for whom."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from members.models import Organisation
from protect.accounts.models import User
from protect.chapter.models import Chapter, Contribution, OutsideFigure, Section, Text
from protect.chapter.rules import coordinates
from protect.chapter.tokens import OUTSIDE, tokens_of


@dataclass(frozen=True)
class Standing:
    """A section in the task list: how many were asked, how many answered, which texts are written."""

    section: Section
    asked: int
    waiting: int
    written: list[str]

    @property
    def answered(self) -> int:
        return self.asked - self.waiting

    @property
    def is_written(self) -> bool:
        return self.section.kind != Section.Kind.TEXT or len(self.written) == 2


def outline_of(chapter: Chapter) -> list[Standing]:
    """The sections in their order, in two queries."""
    sections = chapter.sections.annotate(
        asked=Count("contributions", distinct=True),
        waiting=Count("contributions", filter=Q(contributions__in=Contribution.objects.unanswered())),
    ).prefetch_related("texts")
    return [
        Standing(
            section,
            section.asked,
            section.waiting,
            [text.language for text in section.texts.all() if text.body.strip()],
        )
        for section in sections
    ]


def last_year(section: Section) -> Section | None:
    """The section of the same code in the latest chapter before this one."""
    return (
        Section.objects.filter(code=section.code, chapter__year__lt=section.chapter.year)
        .select_related("chapter")
        .order_by("-chapter__year")
        .first()
    )


def text_before(section: Section, language: str) -> Text | None:
    """What the chapter said in this section the last time."""
    before = last_year(section)
    if before is None:
        return None
    return Text.objects.filter(section=before, language=language).exclude(body="").first()


def answer_before(contribution: Contribution) -> Contribution | None:
    """What the same author answered to the same section the last time."""
    before = last_year(contribution.section)
    if before is None:
        return None
    rows = Contribution.objects.filter(
        section=before, organisation=contribution.organisation, workgroup=contribution.workgroup
    )
    return rows.exclude(text="").first()


def asked_of(user: User, editing: QuerySet[Organisation]) -> QuerySet[Contribution]:
    """What `user` may write for `editing` and for the groups they coordinate: the newest year first.

    What nobody answered before its section was finished is not asked any more.
    """
    missed = Q(state=Contribution.State.ASKED, section__completed_at__isnull=False)
    return (
        Contribution.objects.filter(Q(organisation__in=editing) | Q(workgroup__in=coordinates(user)))
        .exclude(missed)
        .select_related("section__chapter", "organisation", "workgroup")
        .order_by("-section__chapter__year", "section__position")
    )


def texts_that_use(figure: OutsideFigure) -> list[Text]:
    """The texts of the chapter that name a figure from elsewhere."""
    texts = Text.objects.filter(section__chapter=figure.chapter_id, body__contains=f"{OUTSIDE}:{figure.code}")
    return [
        text
        for text in texts.select_related("section__chapter").order_by("section__position", "language")
        if any((token.code, token.scope) == (OUTSIDE, figure.code) for token in tokens_of(text.body))
    ]

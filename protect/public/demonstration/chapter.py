"""The chapter of 2020, compiled by the portal's own acts, and the one of this year, just begun."""

import datetime
from collections.abc import Sequence

from protect.accounts.models import User
from protect.chapter.actions.approving import approve, ask_for_approval
from protect.chapter.actions.contributions import (
    accept_contribution,
    ask_for_contributions,
    send_contribution,
)
from protect.chapter.actions.numbers import take_release
from protect.chapter.actions.outline import begin_chapter, complete_section
from protect.chapter.actions.outside import note_outside_figure
from protect.chapter.actions.publishing import publish_edition
from protect.chapter.actions.writing import save_text, take_in
from protect.chapter.models import LANGUAGES, Chapter, Contribution, OutsideFigure, Section, Text
from protect.public.demonstration import chapter_texts as texts
from protect.public.demonstration.people import today
from services.releases.queries import latest
from workgroups.models import Workgroup, WorkgroupMembership

YEAR = 2020


def chapters(secretariat: User) -> None:
    """The year that was published, and this year's questions."""
    this_year(secretariat)
    year_2020(secretariat)


def year_2020(secretariat: User) -> Chapter:
    """Contributions, texts, release, approval, edition. Without a release it stays a draft."""
    chapter = begin_chapter(YEAR, by=secretariat)
    for code, value, qualifier, noun in texts.OUTSIDE:
        figure = OutsideFigure(
            chapter=chapter, code=code, value=value, qualifier=qualifier, noun=noun,
            source_ro=texts.SOURCE[0], source_en=texts.SOURCE[1], dated=datetime.date(YEAR, 12, 31),
        )  # fmt: skip
        note_outside_figure(figure, by=secretariat)
    for text in Text.objects.filter(section__chapter=chapter).select_related("section"):
        romanian, english = texts.TEXTS[text.section.code]
        save_text(text, romanian if text.language == "ro" else english, 0, by=secretariat)
    for code, (as_list, answers) in texts.ANSWERS.items():
        contributed(chapter.sections.get(code=code), answers, as_list, secretariat)
    for section in chapter.sections.all():
        complete_section(section, True, by=secretariat)
    if latest(YEAR) is None:
        return chapter
    take_release(chapter, by=secretariat)
    chapter.refresh_from_db()
    ask_for_approval(chapter, by=secretariat)
    chapter.refresh_from_db()
    for group in Workgroup.objects.all():
        agrees = group.slug != texts.DISSENT[0]
        approve(chapter, group, agrees, "" if agrees else texts.DISSENT[1], by=coordinator(group))
    publish_edition(chapter, by=secretariat)
    return chapter


def coordinator(group: Workgroup) -> User:
    """Who speaks for a group."""
    role = WorkgroupMembership.Role.COORDINATOR
    return User.objects.get(
        workgroup_memberships__workgroup=group,
        workgroup_memberships__role=role,
        workgroup_memberships__until=None,
    )


def contributed(section: Section, answers: Sequence[texts.Answer], as_list: bool, secretariat: User) -> None:
    """The question, the answers, what was taken of each, and the text that they make in both languages."""
    ask_for_contributions(section, by=secretariat)
    for answer in answers:
        contribution = answered(section, answer.author, answer.words)
        accept_contribution(contribution, answer.edited, answer.english, by=secretariat)
    for language, _name in LANGUAGES:
        take_in(section, language, by=secretariat, as_list=as_list)


def answered(section: Section, slug: str, words: str) -> Contribution:
    """An answer, sent by the organisation's reporter or by the group's coordinator."""
    if section.asks == Section.Asks.GROUPS:
        contribution = section.contributions.get(workgroup__slug=slug)
        assert contribution.workgroup is not None
        return send_contribution(contribution, words, 0, by=coordinator(contribution.workgroup))
    contribution = section.contributions.get(organisation__slug=slug)
    reporter = User.objects.get(email=f"raportor.{slug}@example.org")
    return send_contribution(contribution, words, 0, by=reporter)


def this_year(secretariat: User) -> None:
    """A chapter that has begun: a question is out, two have answered."""
    chapter = begin_chapter(today().year, by=secretariat)
    section = chapter.sections.get(code="practices")
    section.due_on = today() + datetime.timedelta(days=21)
    section.save(update_fields=["due_on"])
    ask_for_contributions(section, by=secretariat)
    for slug, words in texts.ANSWERED_THIS_YEAR:
        answered(section, slug, words)

"""The checks of a whole chapter: its texts in both languages, with the release that they stand on."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from protect.chapter.binding import figures_for
from protect.chapter.checks import CHECKS, Finding, Subject, findings_in
from protect.chapter.models import Chapter, Section, Text
from protect.chapter.pictures import uses
from protect.chapter.tokens import Figures
from protect.chapter.words import count_words, lix
from services.releases.queries import latest


@dataclass(frozen=True)
class Reading:
    """How long and how hard a section is, in one language."""

    subject: Subject
    words: int
    lix: int


@dataclass(frozen=True)
class Checked:
    """What the checks say of a chapter."""

    findings: list[Finding]
    readings: list[Reading]

    @property
    def hard(self) -> list[Finding]:
        """What stands in the way of an edition."""
        return [finding for finding in self.findings if finding.hard]

    @property
    def by_check(self) -> list[tuple[str | Promise, list[Finding]]]:
        """Every check with what it found, also those that found nothing."""
        named = [(name, [f for f in self.findings if f.check == code]) for code, (_c, name) in CHECKS.items()]
        rest = [f for f in self.findings if f.check not in CHECKS]
        return [*named, (_("the release"), rest)]


def subject_of(section: Section, text: Text, figures: Figures) -> Subject:
    """One text, ready to be checked, with the words of its pictures."""
    shown = [picture for picture in section.pictures.all() if uses(text.body, picture.code)]
    return Subject(
        code=section.code,
        title=section.title,
        language=text.language,
        body=text.body,
        figures=figures,
        most_words=section.most_words,
        unanswered=tuple(c.passage for c in text.comments.all() if c.answered_at is None),
        must_be_written=section.kind == Section.Kind.TEXT,
        pictures={p.code: p.description(text.language) for p in section.pictures.all()},
        captions=tuple(filter(None, (w for p in shown for w in (p.caption(text.language), p.credit)))),
    )


def subjects_of(chapter: Chapter) -> list[Subject]:
    """Every text of a chapter, ready to be checked."""
    figures = figures_for(chapter)
    return [
        subject_of(section, text, figures)
        for section in chapter.sections.prefetch_related("texts__comments", "pictures")
        for text in section.texts.all()
    ]


def check_chapter(chapter: Chapter) -> Checked:
    """Run all checks; the release is looked at as well."""
    subjects = subjects_of(chapter)
    found = [finding for subject in subjects for finding in findings_in(subject)]
    found += release_findings(chapter)
    readings = [Reading(s, count_words(s.body), lix(s.body)) for s in subjects if s.body.strip()]
    return Checked(found, sorted(readings, key=lambda reading: -reading.lix))


def release_findings(chapter: Chapter) -> list[Finding]:
    """A chapter without a release, or on one that is not the newest."""
    newest = latest(chapter.year)
    if chapter.release is None:
        return [Finding("release", _("The chapter stands on no release yet."), hard=True)]
    if newest and newest.pk != chapter.release_id:
        said = _("Release %(release)s is newer. Look at the sentences that it changes.")
        return [Finding("release", said % {"release": newest.title}, hard=True)]
    return []

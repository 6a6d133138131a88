"""Putting a chapter together: its texts, the members' profiles, the groups, the release, as one document."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _

from members.models import Organisation, ProfileRevision
from protect.chapter.binding import figures_for
from protect.chapter.charts import draw, drawn_before
from protect.chapter.document import Block, Document, Drawing, Heading, Listing, Paragraph, Run
from protect.chapter.formats.html import element
from protect.chapter.markdown import CHART, blocks_of
from protect.chapter.models import Chapter, Section, Text
from protect.chapter.pictures import PICTURE, photo_of
from protect.chapter.tables import TRAINED, Drawn, Released, released
from protect.chapter.tokens import OUTSIDE, QUALIFIERS, Figures, tokens_of
from protect.romanian.dates import and_list, day
from protect.romanian.numbers import format_number
from protect.romanian.plurals import counted
from protect.romanian.text import sort_key
from services.models import Release
from workgroups.models import Workgroup

PROFILE_QUALIFIERS = {"about": "about", "more": "more_than"}


@dataclass
class Assembly:
    """The work of one language: what is read once, and the charts that turn up on the way."""

    chapter: Chapter
    language: str
    figures: Figures
    release: Released | None
    whole: bool = True
    charts: dict[str, Drawn] = field(default_factory=dict)

    def chart(self, code: str, words: str) -> Sequence[Block]:
        """The chart of a code, once a document."""
        if self.release is None or code in self.charts:
            return []
        drawn = {"services": self.release.services_chart, "training": self.release.audiences_chart}
        found = drawn[code]() if code in drawn else None
        if found is None:
            return []
        self.charts[code] = found
        return [found.picture]

    def drawings(self) -> dict[str, Drawing]:
        """What was drawn of the charts; while the chapter is only read, a drawing made before does."""
        pictures = [(chart.picture, chart.spec) for chart in self.charts.values()]
        return draw(pictures, self.language) if self.whole else drawn_before(pictures, self.language)

    def prose(self, section: Section, body: str | None = None) -> list[Block]:
        """The section's own text, or another `body`, with its charts and pictures."""
        if body is None:
            body = next((t.body for t in section.texts.all() if t.language == self.language), "")
        known = {picture.code: picture for picture in section.pictures.all()}

        def drawn(what: str, words: str) -> Sequence[Block]:
            if what.startswith(CHART):
                return self.chart(what.removeprefix(CHART), words)
            found = known.get(what.removeprefix(PICTURE))
            return [photo_of(found, words, self.language, whole=self.whole)] if found else []

        return blocks_of(body, self.figures, self.language, drawn)

    def section(self, number: int, section: Section) -> Iterator[Block]:
        """A section with its heading."""
        yield Heading(2, f"{number}. {section.title_in(self.language)}", section.code)
        yield from self.prose(section)
        if section.kind == Section.Kind.MEMBERS:
            yield from self.members()
        elif section.kind == Section.Kind.GROUPS:
            yield from self.groups()
        elif section.kind == Section.Kind.TABLE and self.release:
            yield from self.table(self.release)
        yield from self.sources(section)

    def members(self) -> Iterator[Block]:
        """One presentation an organisation, as its published profile says it."""
        for profile in profiles_of(self.chapter.year):
            yield Heading(3, profile.organisation.name, profile.organisation.slug)
            for part in lines_of(profile.text("mission")) + lines_of(profile.text("activity")):
                yield Paragraph((Run(part),))
            said = lines_of(profile.text("programmes"))
            said += [self.key_figure(figure) for figure in profile.figures.all()]
            if said:
                yield Listing(tuple((Run(words),) for words in said))

    def key_figure(self, figure) -> str:  # type: ignore[no-untyped-def]
        """A number that an organisation says of itself, with its year and its source."""
        qualifier = QUALIFIERS.get((PROFILE_QUALIFIERS.get(figure.qualifier, ""), self.language), "")
        number = f"{qualifier} {format_number(figure.number or 0, self.language)}".strip()
        source = ", ".join(str(part) for part in (figure.year, figure.source) if part)
        return f"{figure.label}: {number} ({source})" if source else f"{figure.label}: {number}"

    def groups(self) -> Iterator[Block]:
        """The working groups with what each is for."""
        yield Listing(
            tuple(
                (Run(group.name, bold=True), Run(f": {group.purpose.rstrip('.')}."))
                for group in Workgroup.objects.all()
            )
        )

    def table(self, release: Released) -> Iterator[Block]:
        """The table of the release, its chart, and who was trained."""
        yield from self.chart("services", "") or []
        yield release.services()
        trained = next((f for f in release.totals if f.indicator.code == TRAINED and f.value), None)
        if trained:
            people = counted(trained.value or 0, trained.version.noun, self.language)
            words = _("People trained directly in training sessions: %(people)s.") % {"people": people}
            yield Paragraph((Run(words),))

    def sources(self, section: Section) -> Iterator[Block]:
        """Where the figures from elsewhere in a section come from."""
        text = next((t for t in section.texts.all() if t.language == self.language), None)
        used = {token.scope for token in tokens_of(text.body if text else "") if token.code == OUTSIDE}
        numbers: dict[tuple[str, datetime.date], list[str]] = {}
        for figure in self.chapter.outside_figures.standing().order_by("value"):
            if figure.code in used:
                source = (figure.source_in(self.language), figure.dated)
                numbers.setdefault(source, []).append(format_number(figure.value, self.language))
        for (said, dated), found in numbers.items():
            words = _("Source of %(numbers)s: %(source)s, %(day)s.") % {
                "numbers": and_list(found, self.language),
                "source": said,
                "day": day(dated, self.language),
            }
            yield Paragraph((Run(words),), "note")


def lines_of(text: str) -> list[str]:
    """The lines that hold something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def profiles_of(year: int) -> list[ProfileRevision]:
    """The published profiles of who was a member at the end of the year, by the Romanian alphabet."""
    members = Organisation.objects.members_on(datetime.date(year, 12, 31))
    found = ProfileRevision.objects.filter(published_for__in=members)
    rows = found.select_related("organisation").prefetch_related("figures")
    return sorted(rows, key=lambda profile: sort_key(profile.organisation.name))


def section_html(text: Text, figures: Figures) -> str:
    """How a section's own text reads, with its charts and pictures, for the page on which it is written."""
    chapter, language = text.section.chapter, text.language
    with translation.override(language):
        release = released(chapter.release, language) if chapter.release else None
        work = Assembly(chapter, language, figures, release, whole=False)
        blocks = work.prose(text.section, text.body)
        document = Document(language, "", chapter.year, "", tuple(blocks), work.drawings())
        return "".join(part for block in blocks for part in element(document, block))


def document_of(
    chapter: Chapter, language: str, *, whole: bool = True, number: int = 1, changed: str = ""
) -> Document:
    """The chapter in `ro` or `en`; not `whole` while it is only read: then without the bytes of an edition.

    A later edition says its `number` and what it `changed` before everything else.
    """
    with translation.override(language):
        release = released(chapter.release, language) if chapter.release else None
        work = Assembly(chapter, language, figures_for(chapter), release, whole=whole)
        sections = chapter.sections.select_related("chapter").prefetch_related("texts", "pictures__file")
        blocks = [
            block for number, section in enumerate(sections, 1) for block in work.section(number, section)
        ]
        if changed:
            words = _("Edition %(number)d. What changed: %(changed)s")
            said = words % {"number": number, "changed": changed}
            blocks.insert(0, Paragraph((Run(said),), "note"))
        return Document(
            language=language,
            title=_("ProTECT: report of %(year)d") % {"year": chapter.year},
            year=chapter.year,
            statement=statement_of(release),
            blocks=tuple(blocks),
            drawings=work.drawings(),
        )


def statement_of(release: Released | None) -> str:
    """On which release the chapter stands."""
    if release is None:
        return _("No release of this year was published yet.")
    published = release.release.published_at or release.release.cut_at
    return _("The numbers stand on release %(release)s of %(day)s.") % {
        "release": release.release.title,
        "day": day(published, release.language),
    }


def document_of_release(release: Release, language: str) -> Document:
    """The table and charts of a year that has a release and no chapter."""
    with translation.override(language):
        read = released(release, language)
        work = Assembly(Chapter(year=release.year), language, {}, read)
        blocks = tuple(work.table(read))
        title = _("ProTECT: report of %(year)d") % {"year": release.year}
        return Document(language, title, release.year, statement_of(read), blocks, work.drawings())

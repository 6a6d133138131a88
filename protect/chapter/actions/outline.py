"""Beginning a chapter and changing its outline."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.audit.actions import record
from protect.chapter.models import LANGUAGES, Chapter, Section, Text
from protect.chapter.outline import DEFAULT
from protect.chapter.rules import may_compile

COPIED = (
    "code", "position", "kind", "title_ro", "title_en", "asks",
    "prompt_ro", "prompt_en", "answer_words", "most_words",
)  # fmt: skip


def only_compilers(user: User) -> None:
    """Refuse everybody but the secretariat."""
    if not may_compile(user):
        raise PermissionDenied


@transaction.atomic
def begin_chapter(year: int, *, by: User) -> Chapter:
    """A chapter with the outline of the latest one before it, or of 2020; made once a year.

    The questions are copied, the deadlines and texts are not: last year's stand beside the new ones.
    """
    only_compilers(by)
    found = Chapter.objects.filter(year=year).first()
    if found:
        return found
    chapter = Chapter(year=year, begun_by=by)
    chapter.full_clean(exclude=["begun_by"])
    chapter.save()
    earlier = Chapter.objects.filter(year__lt=year).order_by("-year").first()
    if earlier:
        plans = [{name: getattr(s, name) for name in COPIED} for s in earlier.sections.all()]
    else:
        plans = [{"position": place, **vars(plan)} for place, plan in enumerate(DEFAULT)]
    for plan in plans:
        make_section(Section(chapter=chapter, **plan))
    record("chapter.begin", chapter, by=by, year=year, outline_of=earlier.year if earlier else 2020)
    return chapter


def make_section(section: Section) -> Section:
    """Save a section with its two empty texts."""
    section.full_clean()
    section.save()
    Text.objects.bulk_create(Text(section=section, language=code) for code, _name in LANGUAGES)
    return section


@transaction.atomic
def add_section(section: Section, *, by: User) -> Section:
    """Add a section at the end of its chapter's outline."""
    only_compilers(by)
    last = section.chapter.sections.aggregate(last=Max("position"))["last"]
    section.position = 0 if last is None else last + 1
    make_section(section)
    record("chapter.section_add", section, by=by, code=section.code)
    return section


@transaction.atomic
def change_section(section: Section, *, by: User) -> Section:
    """Keep what the form changed: titles, question, limits, who is asked, deadline."""
    only_compilers(by)
    if section.contributions.exists():
        before = Section.objects.get(pk=section.pk)
        if before.asks != section.asks:
            raise ValidationError(_("People were already asked. Who is asked no longer changes."))
    section.full_clean(exclude=["chapter"])
    section.save()
    record("chapter.section_change", section, by=by, code=section.code)
    return section


@transaction.atomic
def move_section(section: Section, up: bool, *, by: User) -> None:
    """Let a section change places with its neighbour."""
    only_compilers(by)
    order = list(section.chapter.sections.select_for_update())
    here = next(place for place, found in enumerate(order) if found.pk == section.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        for place, found in enumerate(order):
            found.position = place
        Section.objects.bulk_update(order, ["position"])
        record("chapter.section_move", section, by=by, code=section.code, place=there)


@transaction.atomic
def remove_section(section: Section, *, by: User) -> None:
    """Take a section out of the outline, as long as nobody wrote anything in it."""
    only_compilers(by)
    wrote = section.texts.filter(version__gt=0).exists() or section.contributions.exclude(text="").exists()
    if wrote or section.pictures.exists():
        raise ValidationError(_("Somebody wrote in this section. Empty texts only can be removed."))
    record("chapter.section_remove", section, by=by, code=section.code)
    section.delete()


@transaction.atomic
def complete_section(section: Section, done: bool, *, by: User) -> Section:
    """Say that a section is finished, or that it is not."""
    only_compilers(by)
    section.completed_at = timezone.now() if done else None
    section.save(update_fields=["completed_at"])
    record("chapter.section_complete", section, by=by, code=section.code, done=done)
    return section

"""Figures from elsewhere: noted with source and date, corrected, taken away. No version is ever lost."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.audit.actions import record
from protect.chapter.actions.outline import only_compilers
from protect.chapter.models import OutsideFigure, OutsideVersion, Text
from protect.chapter.models.outside import CONTENT
from protect.chapter.queries import texts_that_use


@transaction.atomic
def note_outside_figure(figure: OutsideFigure, *, by: User) -> OutsideFigure:
    """Keep a figure from elsewhere, with its source and its date."""
    only_compilers(by)
    keep_version(figure, by)
    record("chapter.outside", figure, by=by, code=figure.code, source=figure.source_en)
    return figure


@transaction.atomic
def change_outside_figure(figure: OutsideFigure, version: int, *, by: User) -> OutsideFigure:
    """Correct a figure: every sentence that holds it reads differently at once. Its code stays."""
    only_compilers(by)
    stored = standing(figure)
    if stored.version != version:
        raise ValidationError(_("Somebody changed this figure meanwhile. Look at it again."))
    before = {name: getattr(stored, name) for name in CONTENT}
    if all(getattr(figure, name) == value for name, value in before.items()):
        return stored
    for name in CONTENT:
        setattr(stored, name, getattr(figure, name))
    keep_version(stored, by)
    record(
        "chapter.outside_change", stored, by=by, code=stored.code, version=stored.version,
        before=before["value"], after=stored.value,
    )  # fmt: skip
    return stored


@transaction.atomic
def remove_outside_figure(figure: OutsideFigure, *, by: User) -> None:
    """Take a figure away that no text holds any more; its versions stay."""
    only_compilers(by)
    stored = standing(figure)
    used = texts_that_use(stored)
    if used:
        raise ValidationError(
            _("It stands in: %(texts)s. Take it out of the text first.") % {"texts": named(used)}
        )
    stored.removed_at = timezone.now()
    keep_version(stored, by)
    record("chapter.outside_remove", stored, by=by, code=stored.code)


def standing(figure: OutsideFigure) -> OutsideFigure:
    """The figure as it is now, locked."""
    found = OutsideFigure.objects.select_for_update().standing().filter(pk=figure.pk).first()
    if found is None:
        raise ValidationError(_("This figure was taken away meanwhile."))
    return found


def keep_version(figure: OutsideFigure, by: User) -> None:
    """Save the figure, and beside it the version that it is now."""
    figure.noted_by = by
    figure.version += 1
    figure.full_clean(exclude=["noted_by"])
    figure.save()
    content = {name: getattr(figure, name) for name in CONTENT}
    removed = figure.removed_at is not None
    OutsideVersion.objects.create(figure=figure, number=figure.version, removed=removed, by=by, **content)


def named(texts: list[Text]) -> str:
    """Sections with their languages."""
    return "; ".join(f"{text.section.title} ({text.language})" for text in texts)

"""Handing the annex's tables to the agency, which is noted with its legal basis where nothing is withheld."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.audit.actions import record
from protect.chapter.actions.outline import only_compilers
from protect.chapter.annex import annex, csv_of, raw_numbers, released_numbers
from protect.chapter.formats import FORMATS
from protect.files.cells import csv_file
from protect.privacy.fields import check_text
from services.releases.queries import latest

EXTENSIONS = ("docx", "xlsx", "csv")


@transaction.atomic
def hand_over_annex(
    year: int, extension: str, language: str, *, by: User, controlled: bool = True, basis: str = ""
) -> tuple[str, bytes]:
    """The annex as (content type, content). Not `controlled` it needs its legal basis, which is logged."""
    only_compilers(by)
    basis = basis.strip()
    if controlled:
        release = latest(year)
        if release is None:
            raise ValidationError(_("No release of this year was published yet."))
        numbers = released_numbers(release)
    else:
        if not basis:
            raise ValidationError(_("Write the legal basis: it stays in the log."))
        check_text(basis, strict=True)
        numbers = raw_numbers(year)
    if not numbers:
        raise ValidationError(_("No verified return of this year."))
    record("chapter.annex", by=by, reason=basis, year=year, format=extension, controlled=controlled)
    if extension == "csv":
        return "text/csv; charset=utf-8", csv_file(csv_of(numbers), mark=False)
    content_type, write = FORMATS[extension]
    return content_type, write(annex(year, language, numbers, controlled=controlled))

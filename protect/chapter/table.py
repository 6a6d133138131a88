"""The table of a year that has no release: from verified totals, and it says so."""

from django.utils import translation
from django.utils.translation import gettext as _

from protect.chapter.document import Document, Paragraph, Run, Table
from protect.romanian.plurals import counted
from services.queries import Year, year_of

TRAINED = "trained"


def document_of_totals(year: int, language: str) -> Document:
    """The table in `ro` or `en`; raises LookupError where nothing was verified."""
    with translation.override(language):
        totals = year_of(year)
        if not totals.lines:
            raise LookupError(year)
        title = _("Beneficiaries of specialised services registered by ProTECT organisations, %(year)d") % {
            "year": year
        }
        rows = tuple(
            (line.version.name, line.total.people) for line in totals.lines if line.indicator.code != TRAINED
        )
        heading = (_("Service"), _("Total"))
        table = Table("beneficiaries", title, heading, rows, tuple(notes_of(totals, language)))
        trained = totals.line(TRAINED)
        blocks: list[Table | Paragraph] = [table]
        if trained:
            people = counted(trained.total.people, trained.version.noun, language)
            words = _("People trained directly in training sessions: %(people)s.") % {"people": people}
            blocks.append(Paragraph((Run(words),)))
        return Document(
            language=language,
            title=title,
            year=year,
            statement=_("From verified returns: no release of this year was published yet."),
            blocks=tuple(blocks),
        )


def notes_of(totals: Year, language: str) -> list[str]:
    """Where the numbers come from, and what must not be done with them."""
    notes = [
        _("Source: verified returns of %(organisations)s.")
        % {"organisations": counted(totals.verified, "organisation", language)},
        _("The lines are not added up: one person can receive several services."),
    ]
    if not totals.is_closed:
        notes.append(_("Provisional: a period is still open, do not compare it with a closed one."))
    if totals.is_synthetic:
        notes.append(
            _("Synthetic: how these sums divide among organisations is invented for the demonstration.")
        )
    return notes

"""The chapter's table as plain data: a row a line about people, a sentence about training, the source."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from protect.romanian.numbers import format_number
from protect.romanian.plurals import counted
from services.queries import Year, year_of

TRAINED = "trained"


@dataclass(frozen=True)
class Table:
    """What both file formats write; `rows` are (service, number of people)."""

    language: str
    title: str
    heading: tuple[str, str]
    rows: list[tuple[str, int]]
    training: str
    notes: list[str]

    def shown(self, number: int) -> str:
        """A number as the language writes it."""
        return format_number(number, self.language)


def table_of(year: int, language: str) -> Table:
    """The table of a year in `ro` or `en`; raises LookupError where nothing was verified."""
    with translation.override(language):
        totals = year_of(year)
        if not totals.lines:
            raise LookupError(year)
        trained = totals.line(TRAINED)
        training = ""
        if trained:
            training = _("People trained directly in training sessions: %(people)s.") % {
                "people": counted(trained.total.people, trained.version.noun, language)
            }
        return Table(
            language=language,
            title=_("Beneficiaries of specialised services registered by ProTECT organisations, %(year)d")
            % {"year": year},
            heading=(_("Service"), _("Total")),
            rows=[
                (line.version.name, line.total.people)
                for line in totals.lines
                if line.indicator.code != TRAINED
            ],
            training=training,
            notes=notes_of(totals, language),
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

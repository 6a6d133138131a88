"""The register of decisions: what was decided, under its number; the same as a CSV file."""

import csv
import io
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from protect.romanian.dates import short_date
from workgroups.models import Proposal
from workgroups.models.decisions import ProposalQuerySet
from workgroups.standing import Standing, standings

Row = tuple[Proposal, Standing]
CALCULATES = ("=", "+", "-", "@", "\t", "\r", "\0")


def decided(proposals: ProposalQuerySet) -> list[Row]:
    """Closed proposals with how they stood, newest first."""
    found = list(proposals.exclude(closed_at=None).order_by("-year", "-number"))
    standing = standings(found)
    return [(proposal, standing[proposal.pk]) for proposal in found]


def harmless(text: str) -> str:
    """A cell that no spreadsheet calculates, whatever signs its first one hides behind."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return f"'{text}" if bare.lstrip(" ").startswith(CALCULATES) else text


def as_csv(rows: Iterable[Row]) -> bytes:
    """UTF-8 with its mark and semicolons, as spreadsheets here read it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(
        [
            _("Number"), _("Closed on"), _("What was decided"), _("Result"), _("Outcome"),
            _("Answers"), _("Did not answer"),
        ]
    )  # fmt: skip
    for proposal, standing in rows:
        answers = "; ".join(
            f"{ballot.organisation}: {ballot.get_choice_display()}" for ballot in standing.ballots
        )
        silent = "; ".join(str(organisation) for organisation in standing.missing)
        cells = [
            proposal.reference, short_date(proposal.closed_at) if proposal.closed_at else "",
            proposal.sentence, proposal.get_result_display(), proposal.outcome, answers, silent,
        ]  # fmt: skip
        writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")

"""The register of decisions: what was decided, under its number; the same as a CSV file."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from protect.files.cells import csv_file
from protect.romanian.dates import short_date
from workgroups.models import Proposal
from workgroups.models.decisions import ProposalQuerySet
from workgroups.standing import Standing, standings

Row = tuple[Proposal, Standing]


def decided(proposals: ProposalQuerySet) -> list[Row]:
    """Closed proposals with how they stood, newest first."""
    found = list(proposals.exclude(closed_at=None).order_by("-year", "-number"))
    standing = standings(found)
    return [(proposal, standing[proposal.pk]) for proposal in found]


def as_csv(rows: Iterable[Row]) -> bytes:
    """UTF-8 with its mark and semicolons, as spreadsheets here read it."""
    table = [
        [
            _("Number"), _("Closed on"), _("What was decided"), _("Result"), _("Outcome"),
            _("Answers"), _("Did not answer"),
        ]
    ]  # fmt: skip
    for proposal, standing in rows:
        answers = "; ".join(
            f"{ballot.organisation}: {ballot.get_choice_display()}" for ballot in standing.ballots
        )
        silent = "; ".join(str(organisation) for organisation in standing.missing)
        table.append([
            proposal.reference, short_date(proposal.closed_at) if proposal.closed_at else "",
            proposal.sentence, proposal.get_result_display(), proposal.outcome, answers, silent,
        ])  # fmt: skip
    return csv_file(table, ";")

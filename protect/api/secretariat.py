"""The board for those who see all; the totals, to each what the pages show them."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Router

from beneficiaries import board
from beneficiaries.models import Period
from protect.accounts.rules import may_see_all
from protect.api.models import Token
from protect.api.responses import reads
from protect.api.schemas import BoardOut, TotalsOut
from protect.audit.actions import record
from services.queries import Figure, Line
from services.views import seen_periods, shown_to

router = Router(tags=["secretariat"])


@router.get("/periods/{code}/board", response=reads(BoardOut), operation_id="read_board")
def read_board(request: HttpRequest, code: str = Path(max_length=10)) -> Any:
    """Who sent, who is late. For the secretariat and auditors, by a token without organisation."""
    token: Token = request.auth  # type: ignore[attr-defined]
    if token.organisation_id or not may_see_all(token.user):
        raise Http404
    period = get_object_or_404(Period, code=code)
    standing = board.standing(period)
    return {
        "period": period.code, "owed": standing.owed, "sent": standing.sent, "late": standing.late,
        "organisations": [
            {
                "organisation": row.organisation.slug, "state": row.state, "due_on": row.due_on,
                "signals": row.signals, "report": row.report_id,
            }
            for row in board.rows(period)
        ],
    }  # fmt: skip


@router.get("/totals/{year}", response=reads(TotalsOut), operation_id="read_totals")
def read_totals(request: HttpRequest, year: int = Path(ge=1900, le=2999)) -> Any:
    """The platform's totals of a year: services delivered, and distinct people within each organisation."""
    token: Token = request.auth  # type: ignore[attr-defined]
    if token.organisation_id and may_see_all(token.user):
        raise Http404  # this token speaks for an organisation; its person sees more, it does not
    periods = seen_periods(token.user, year)
    found = shown_to(token.user, year, periods)
    if may_see_all(token.user):
        record("totals.download", by=token.user, year=year, format="api")
    return {
        "year": year, "periods": [p.code for p in periods], "synthetic": found.is_synthetic,
        "complete": len(periods) == Period.objects.filter(year=year).count(),
        "owed": found.owed, "verified": found.verified,
        "figures": [figure for line in found.lines for figure in figures_of(line)],
    }  # fmt: skip


def figures_of(line: Line) -> list[dict[str, Any]]:
    """The total of a line and its breakdowns, where they may be seen."""
    figures = [figure_of(line, "total", line.total)]
    figures += [figure_of(line, table.block.code, f) for table in line.blocks for f in table.figures]
    return figures


def figure_of(line: Line, block: str, figure: Figure) -> dict[str, Any]:
    """A figure; a withheld one has no numbers."""
    names = ("people", "served", "repeat", "organisations")
    numbers = {name: None if line.is_withheld else getattr(figure, name) for name in names}
    return {
        "indicator": line.indicator.code, "block": block, "key": figure.cell.key,
        "name": figure.cell.name, "withheld": line.is_withheld, **numbers,
    }  # fmt: skip

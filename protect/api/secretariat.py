"""The board and the live totals, for those who see all."""

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
from services.queries import Figure, Line, year_of
from services.rules import may_see_live_totals

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
    """The live totals of a year, for those who see all; whatever is public is in the releases."""
    token: Token = request.auth  # type: ignore[attr-defined]
    periods = list(Period.objects.filter(year=year).order_by("starts_on"))
    if token.organisation_id or not may_see_live_totals(token.user) or not periods:
        raise Http404
    found = year_of(year, periods)
    record("totals.download", by=token.user, year=year, format="api")
    return {
        "year": year, "periods": [p.code for p in periods], "synthetic": found.is_synthetic,
        "owed": found.owed, "verified": found.verified,
        "figures": [figure for line in found.lines for figure in figures_of(line)],
    }  # fmt: skip


def figures_of(line: Line) -> list[dict[str, Any]]:
    """The total of a line and its breakdowns."""
    figures = [figure_of(line, "total", line.total)]
    figures += [figure_of(line, table.block.code, f) for table in line.blocks for f in table.figures]
    return figures


def figure_of(line: Line, block: str, figure: Figure) -> dict[str, Any]:
    """A figure: services delivered, and distinct people within each organisation."""
    return {
        "indicator": line.indicator.code, "block": block, "key": figure.cell.key, "name": figure.cell.name,
        "people": figure.people, "served": figure.served, "repeat": figure.repeat,
        "organisations": figure.organisations,
    }  # fmt: skip

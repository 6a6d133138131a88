"""The board of a period: who sent, who is late, what to look at first. One query for the rows of a page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from beneficiaries.models import Obligation, Period, Report
from protect.romanian.sorting import RomanianOrder

NOT_STARTED = "not_started"
WAITING = (NOT_STARTED, "draft", "returned")  # for the organisation
STATES = (NOT_STARTED, "draft", "submitted", "returned", "verified", "exempt")


@dataclass(frozen=True)
class Standing:
    """How many organisations stand where."""

    by_state: dict[str, int]
    late: int

    @property
    def owed(self) -> int:
        return sum(number for state, number in self.by_state.items() if state != "exempt")

    @property
    def sent(self) -> int:
        return self.by_state.get("submitted", 0) + self.by_state.get("verified", 0)


def rows(period: Period) -> QuerySet[Any]:
    """An obligation a row, with the newest revision of its return, sorted by what needs a hand first.

    Late and not started come first, then late and begun, then what waits for the secretariat, the
    return with most signals (soft findings that it was sent with) before the others.
    """
    newest = Report.objects.filter(organisation=OuterRef("organisation"), period=OuterRef("period")).order_by(
        "-revision"
    )
    today = timezone.localdate()
    waiting = Q(state__in=WAITING)
    return (
        Obligation.objects.filter(period=period)
        .select_related("organisation")
        .annotate(
            report_id=Subquery(newest.values("pk")[:1]),
            report_status=Coalesce(Subquery(newest.values("status")[:1]), Value(NOT_STARTED)),
            reference=Coalesce(Subquery(newest.values("reference")[:1]), Value("")),
            revision=Subquery(newest.values("revision")[:1]),
            changed_at=Subquery(newest.values("changed_at")[:1]),
            signals=Coalesce(Subquery(newest.values("signals")[:1]), Value(0)),
        )
        .annotate(state=Case(When(exempt=True, then=Value("exempt")), default=F("report_status")))
        .annotate(
            risk=Case(
                When(Q(due_on__lt=today) & Q(state=NOT_STARTED), then=Value(0)),
                When(Q(due_on__lt=today) & waiting, then=Value(1)),
                When(state="submitted", then=Value(2)),
                When(state="returned", then=Value(3)),
                When(waiting, then=Value(4)),
                When(state="verified", then=Value(5)),
                default=Value(6),
                output_field=IntegerField(),
            )
        )
        .order_by("risk", "-signals", "due_on", RomanianOrder("organisation__name"))
    )


def standing(period: Period) -> Standing:
    """The counts of the sentence above the board: one query."""
    found = rows(period).order_by().values("state").annotate(n=Count("pk"))
    by_state = {row["state"]: row["n"] for row in found}
    return Standing(by_state, late(rows(period).order_by()).count())


def still_owed(period: Period) -> QuerySet[Any]:
    """The rows of those who have something to send."""
    return rows(period).filter(state__in=WAITING)


def late(obligations: QuerySet[Any]) -> QuerySet[Any]:
    """Past the deadline with nothing sent; the day of the deadline itself is not late."""
    return obligations.filter(due_on__lt=timezone.localdate(), state__in=WAITING)


def filtered(period: Period, state: str) -> QuerySet[Any]:
    """The rows that a filter leaves; an unknown one leaves all."""
    if state == "late":
        return late(rows(period))
    return rows(period).filter(state=state) if state in STATES else rows(period)


def next_to_check(report: Report) -> Report | None:
    """The next return of the period that waits for a check, oldest first."""
    waiting = Report.objects.filter(period=report.period, status=Report.Status.SUBMITTED)
    return waiting.exclude(pk=report.pk).order_by("submitted_at").first()

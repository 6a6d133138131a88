"""Totals against the reports themselves, reckoned another way than `actions.move_totals` reckons them."""

from collections import defaultdict
from collections.abc import Iterator

from beneficiaries.models import Block, Cell, Count, Period, Report
from services.models import Contribution, Total

FIELDS = ("served", "repeat", "overlap", "organisations", "zeros", "largest", "second")


def expected(period: Period) -> dict[int, tuple[int, ...]]:
    """What every total of a period must be: cell → its fields, read row by row from the verified counts."""
    numbers: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    rows = Count.objects.filter(
        line__report__period=period,
        line__report__status=Report.Status.VERIFIED,
        line__state="counted",
        state=Count.State.REPORTED,
    ).values_list("cell", "served", "repeat", "line__overlap", "cell__block__kind")
    for cell, served, repeat, overlap, kind in rows.iterator(chunk_size=5_000):
        numbers[cell].append((served or 0, repeat, (overlap or 0) if kind == Block.Kind.TOTAL else 0))
    found: dict[int, tuple[int, ...]] = {}
    for cell, values in numbers.items():
        ranked = [*sorted((served for served, _r, _o in values), reverse=True), 0, 0]
        found[cell] = (
            sum(v[0] for v in values),
            sum(v[1] for v in values),
            sum(v[2] for v in values),
            sum(v[0] > 0 for v in values),
            sum(v[0] == 0 for v in values),
            ranked[0],
            ranked[1],
        )
    return found


def differences(period: Period) -> Iterator[str]:
    """Where a total, or what contributes to it, is not what the reports say; a sentence each."""
    wanted = expected(period)
    for total in Total.objects.filter(period=period).order_by("cell_id"):
        must = wanted.pop(total.cell_id, (0,) * len(FIELDS))
        for name, value in zip(FIELDS, must, strict=True):
            if getattr(total, name) != value:
                found = getattr(total, name)
                yield f"{period} {named(total.cell_id)}: {name} is {found}, the reports say {value}"
    for cell in sorted(wanted):
        yield f"{period} {named(cell)}: no total, the reports say {wanted[cell][0]}"
    strays = Contribution.objects.filter(period=period).exclude(report__status=Report.Status.VERIFIED)
    for stray in strays.order_by("pk")[:1]:
        yield f"{period} {named(stray.cell_id)}: counts a report that is not verified, {stray.report_id}"


def named(cell: int) -> str:
    """How a person finds the cell: indicator/block[key]."""
    found = Cell.objects.select_related("block__indicator").get(pk=cell)
    return f"{found.block.indicator.code}/{found.block.code}[{found.key}]"

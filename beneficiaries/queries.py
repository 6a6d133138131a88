"""Reads of the returns: the sheet of a report with what was counted before, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from beneficiaries.models import (
    Block,
    Cell,
    Count,
    FormLine,
    Indicator,
    IndicatorVersion,
    Period,
    Query,
    Report,
    ReportLine,
)


@dataclass(frozen=True)
class Row:
    """A cell of the sheet: what stands in it now, and what stood there before."""

    cell: Cell
    count: Count | None
    previous: Count | None
    last_year: Count | None

    @property
    def served_text(self) -> str:
        """What the field shows; '' where nothing was answered."""
        return served_text(self.count)

    @property
    def repeat_text(self) -> str:
        """What the second field shows."""
        return str(self.count.repeat) if self.count and self.count.served is not None else ""


@dataclass(frozen=True)
class SheetBlock:
    """A block that is switched on, with its rows; `open_cells` counts the unanswered."""

    block: Block
    rows: list[Row]

    @property
    def is_total(self) -> bool:
        return self.block.kind == Block.Kind.TOTAL

    @property
    def open_cells(self) -> int:
        return sum(row.count is None for row in self.rows)

    @property
    def served(self) -> int:
        """The sum of what is reported so far."""
        return sum(row.count.served or 0 for row in self.rows if row.count)

    @property
    def repeat(self) -> int:
        return sum(row.count.repeat for row in self.rows if row.count)


@dataclass(frozen=True)
class SheetLine:
    """A line of the form beside what the report says of it."""

    line: ReportLine
    version: IndicatorVersion
    blocks: list[SheetBlock]

    @property
    def indicator(self) -> Indicator:
        return self.version.indicator

    @property
    def total(self) -> Row | None:
        """The row of the total."""
        return next((b.rows[0] for b in self.blocks if b.is_total), None)

    @property
    def crossed(self) -> SheetBlock | None:
        """The crossed block from which the total is computed, unless only the total is known."""
        if self.line.block_unavailable:
            return None
        return next((b for b in self.blocks if b.block.kind == Block.Kind.CROSSED), None)

    @property
    def one_way(self) -> list[SheetBlock]:
        return [b for b in self.blocks if b.block.kind == Block.Kind.ONE_WAY]

    @property
    def is_quiet(self) -> bool:
        """Not offered now, nothing counted before, nothing said: a reader may skip it."""
        before = self.total and self.total.previous and self.total.previous.served
        return self.line.state == ReportLine.State.NOT_OFFERED and not before and not self.line.note

    @property
    def is_complete(self) -> bool:
        """Answered: not offered, not known yet with its reason, or every cell filled."""
        if self.line.state in (ReportLine.State.NOT_OFFERED, ReportLine.State.NOT_KNOWN):
            return True
        if self.line.state != ReportLine.State.COUNTED:
            return False
        asked = [
            b for b in self.blocks if b.block.kind != Block.Kind.CROSSED or not self.line.block_unavailable
        ]
        return all(b.open_cells == 0 for b in asked)


@dataclass(frozen=True)
class Sheet:
    """A whole return, as the pages, the checks, the printed copy and the files read it."""

    report: Report
    lines: list[SheetLine]
    previous_period: Period | None = None
    last_year_period: Period | None = None
    archived: list[ReportLine] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(line.is_complete for line in self.lines)

    @property
    def is_complete(self) -> bool:
        return self.answered == len(self.lines)

    def line(self, code: str) -> SheetLine | None:
        """The line of the indicator `code`."""
        return next((line for line in self.lines if line.indicator.code == code), None)


def served_text(count: Count | None) -> str:
    """The text of a count in a field: a number, `-` not applicable, `?` not available, '' not answered."""
    if count is None:
        return ""
    if count.state == Count.State.REPORTED:
        return str(count.served)
    return "-" if count.state == Count.State.NOT_APPLICABLE else "?"


def form_lines(form_id: int) -> QuerySet[FormLine]:
    """The lines of a form with everything that a page names, in a fixed number of queries."""
    cells = Prefetch("cells", Cell.objects.prefetch_related("links__category__parent"))
    blocks = Prefetch(
        "blocks",
        Block.objects.select_related("indicator").prefetch_related("links__dimension", cells),
    )
    return (
        FormLine.objects.filter(form_id=form_id)
        .select_related("version__indicator")
        .prefetch_related(blocks)
        .order_by("position")
    )


def lines_of(report: Report) -> list[ReportLine]:
    """What the report says of each indicator of its form; a line not stored yet is a blank one."""
    stored = {line.indicator_id: line for line in report.lines.select_related("indicator")}
    asked = Indicator.objects.filter(versions__form_lines__form_id=report.form_id)
    return [
        stored.get(indicator.pk) or ReportLine(report=report, indicator=indicator)
        for indicator in asked.order_by("versions__form_lines__position").distinct()
    ]


def earlier_periods(period: Period) -> tuple[Period | None, Period | None]:
    """The period before, and the same one last year (for a year: both are one, shown once)."""
    same_kind = Period.objects.filter(kind=period.kind)
    previous = same_kind.filter(starts_on__lt=period.starts_on).order_by("-starts_on").first()
    if period.kind == Period.Kind.YEAR:
        return previous, None
    last_year = same_kind.filter(year=period.year - 1, quarter=period.quarter).first()
    return previous, (last_year if last_year != previous else None)


def counts_of(organisation_id: int, period: Period | None) -> dict[int, Count]:
    """The newest figures that an organisation handed in for a period, by cell; verified before submitted."""
    if period is None:
        return {}
    counts = (
        Count.objects.filter(
            line__report__organisation_id=organisation_id,
            line__report__period=period,
            line__report__status__in=[Report.Status.VERIFIED, Report.Status.SUBMITTED],
        )
        .select_related("line__report")
        .order_by("line__report__revision")
    )
    found: dict[int, Count] = {}
    for count in counts:
        newer = count.line.report.status == Report.Status.VERIFIED
        if newer or count.cell_id not in found:
            found[count.cell_id] = count
    return found


def questions_of(report: Report) -> QuerySet[Query]:
    """The questions on a return with what was said and the cells that they are about."""
    return report.queries.select_related("indicator").prefetch_related(
        "messages__by", "cells__links__category", "cells__block"
    )


def not_offered_before(report: Report) -> set[str]:
    """The codes of the lines that the organisation did not offer in the period before."""
    previous, _last_year = earlier_periods(report.period)
    lines = ReportLine.objects.filter(
        report__organisation_id=report.organisation_id,
        report__period=previous,
        report__status__in=[Report.Status.VERIFIED, Report.Status.SUBMITTED],
        state=ReportLine.State.NOT_OFFERED,
    )
    return set(lines.values_list("indicator__code", flat=True)) if previous else set()


def sheet_of(report: Report) -> Sheet:
    """Read a whole return: eight or so queries, whatever the number of lines and cells."""
    previous_period, last_year_period = earlier_periods(report.period)
    previous = counts_of(report.organisation_id, previous_period)
    last_year = counts_of(report.organisation_id, last_year_period)
    lines = [
        SheetLine(
            ReportLine(report=report, indicator=asked.version.indicator),
            asked.version,
            [
                SheetBlock(
                    block,
                    [
                        Row(cell, None, previous.get(cell.pk), last_year.get(cell.pk))
                        for cell in block.cells.all()
                    ],
                )
                for block in asked.blocks.all()
            ],
        )
        for asked in form_lines(report.form_id)
    ]
    return read_again(Sheet(report, lines, previous_period, last_year_period), report)


def read_again(sheet: Sheet, report: Report) -> Sheet:
    """What the return says now: two queries; what its form asks and what was before is in `sheet` already."""
    counts = {c.cell_id: c for c in Count.objects.filter(line__report=report).select_related("entered_by")}
    stored = {line.indicator_id: line for line in report.lines.select_related("indicator")}
    lines = [
        SheetLine(
            stored.pop(line.indicator.pk, ReportLine(report=report, indicator=line.indicator)),
            line.version,
            [
                SheetBlock(
                    block.block,
                    [
                        Row(row.cell, counts.get(row.cell.pk), row.previous, row.last_year)
                        for row in block.rows
                    ],
                )
                for block in line.blocks
            ],
        )
        for line in sheet.lines
    ]
    return Sheet(report, lines, sheet.previous_period, sheet.last_year_period, list(stored.values()))


@dataclass(frozen=True)
class Change:
    """A cell that a revision changes, as the page shows both values."""

    version: IndicatorVersion
    cell: Cell
    before: str
    after: str


def changes_of(report: Report) -> list[Change]:
    """What a correction changes against the revision before it; nothing for a first revision."""
    if report.revision == 1:
        return []
    values: dict[int, dict[int, str]] = defaultdict(dict)
    cells: dict[int, Cell] = {}
    counts = Count.objects.filter(
        line__report__organisation_id=report.organisation_id,
        line__report__period_id=report.period_id,
        line__report__revision__in=[report.revision - 1, report.revision],
    )
    asked = IndicatorVersion.objects.filter(form_lines__form_id=report.form_id)
    versions = {version.indicator_id: version for version in asked}
    for count in counts.select_related("line__report", "cell__block").prefetch_related(
        "cell__links__category__parent"
    ):
        cells[count.cell_id] = count.cell
        again = f" ({count.repeat})" if count.repeat else ""
        values[count.cell_id][count.line.report.revision] = served_text(count) + again
    return [
        Change(
            versions[cell.block.indicator_id],
            cell,
            *(values[pk].get(number, "") for number in (report.revision - 1, report.revision)),
        )
        for pk, cell in sorted(cells.items())
        if cell.block.indicator_id in versions
        and values[pk].get(report.revision - 1) != values[pk].get(report.revision)
    ]


def history_of_totals(organisation_id: int, before: Period, periods: int = 8) -> dict[int, list[int]]:
    """What an organisation reported before, newest first: total cell → served, verified reports only."""
    rows = (
        Count.objects.filter(
            line__report__organisation_id=organisation_id,
            line__report__status=Report.Status.VERIFIED,
            line__report__period__kind=before.kind,
            line__report__period__starts_on__lt=before.starts_on,
            state=Count.State.REPORTED,
            cell__block__kind=Block.Kind.TOTAL,
        )
        .order_by("-line__report__period__starts_on")
        .values_list("cell_id", "served")
    )
    found: dict[int, list[int]] = defaultdict(list)
    for cell, served in rows:
        if served is not None and len(found[cell]) < periods:
            found[cell].append(served)
    return dict(found)

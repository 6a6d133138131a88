"""A return as rows to write and to look for: each with its code, its fields and what they hold now."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from beneficiaries.models import Block, IndicatorVersion, ReportLine
from beneficiaries.presentation import SECTIONS, section_of
from beneficiaries.queries import Row, Sheet, SheetBlock, SheetLine
from beneficiaries.workbook.layout import (
    EXPECTED,
    NOTE,
    OVERLAP,
    QUALIFIER,
    REPEAT,
    SERVED,
    cell_code,
    line_code,
)


@dataclass(frozen=True)
class Slot:
    """A field of the return in the workbook: its name on the page, its column, the text it holds now."""

    name: str  # "served-12", "note-residential", "meaning-residential"
    column: str
    text: str


@dataclass(frozen=True)
class PlannedRow:
    """A row with a code. `kind`: line, cell, only_total, overlap, expected."""

    code: str
    kind: str
    line: SheetLine
    slots: list[Slot] = field(default_factory=list)
    row: Row | None = None
    block: SheetBlock | None = None


@dataclass(frozen=True)
class PlannedLine:
    """A line with its rows in the order in which they are written."""

    line: SheetLine
    head: PlannedRow
    parts: list[PlannedRow]
    only_total: PlannedRow | None
    total: PlannedRow | None
    one_way: list[tuple[SheetBlock, list[PlannedRow]]]
    fields: list[PlannedRow]

    def rows(self) -> Iterator[PlannedRow]:
        """All of them."""
        yield self.head
        yield from self.parts
        yield from (row for row in (self.only_total, self.total) if row)
        for _block, rows in self.one_way:
            yield from rows
        yield from self.fields


def plan(sheet: Sheet) -> dict[str, list[PlannedLine]]:
    """The lines of each section of the form."""
    found: dict[str, list[PlannedLine]] = {section: [] for section in SECTIONS}
    for line in sheet.lines:
        found[section_of(line)].append(planned(sheet, line))
    return {section: lines for section, lines in found.items() if lines}


def meaning_of(line: ReportLine) -> str:
    """What the drop-down of a line shows, as a code; '' where nothing was answered."""
    return "only_total" if line.block_unavailable else str(line.state)


def planned(sheet: Sheet, line: SheetLine) -> PlannedLine:
    """The rows of a line."""
    code = line.indicator.code
    repeat = sheet.report.period.asks_repeat and line.version.count_basis != "reach"
    head = PlannedRow(
        line_code(code), "line", line,
        [Slot(f"meaning-{code}", SERVED, meaning_of(line.line)), Slot(f"note-{code}", NOTE, line.line.note)],
    )  # fmt: skip
    crossed = next((b for b in line.blocks if b.block.kind == Block.Kind.CROSSED), None)
    total_block = next((b for b in line.blocks if b.is_total), None)
    total = cell_row(line, total_block, total_block.rows[0], repeat) if total_block else None
    if total and crossed:
        unknown_parts = line.line.block_unavailable
        slots = [Slot(s.name, s.column, s.text if unknown_parts else "") for s in total.slots]
        total = PlannedRow(total.code, "only_total", line, slots, total.row, total_block)
    return PlannedLine(
        line,
        head,
        parts=[cell_row(line, crossed, row, repeat) for row in crossed.rows] if crossed else [],
        only_total=total if crossed else None,
        total=None if crossed else total,
        one_way=[(b, [cell_row(line, b, row, repeat) for row in b.rows]) for b in line.one_way],
        fields=list(field_rows(line)),
    )


def cell_row(line: SheetLine, block: SheetBlock, row: Row, repeat: bool) -> PlannedRow:
    """A number's row. A cell that is „not available” is left empty: the drop-down of its line says so."""
    served = "" if row.served_text == "?" else row.served_text
    slots = [Slot(f"served-{row.cell.pk}", SERVED, served)]
    if repeat:
        slots.append(Slot(f"repeat-{row.cell.pk}", REPEAT, row.repeat_text))
    if block.is_total and line.version.count_basis == IndicatorVersion.CountBasis.REACH:
        slots.append(Slot(f"qualifier-{row.cell.pk}", QUALIFIER, row.count.qualifier if row.count else ""))
    code = cell_code(line.indicator.code, block.block.code, row.cell.key)
    return PlannedRow(code, "cell", line, slots, row, block)


def field_rows(line: SheetLine) -> Iterator[PlannedRow]:
    """The other fields of a line: who is counted by another member too, when a number will be known."""
    code = line.indicator.code
    if line.version.count_basis != IndicatorVersion.CountBasis.REACH:
        overlap = "" if line.line.overlap is None else str(line.line.overlap)
        slot = Slot(f"overlap-{code}", SERVED, overlap)
        yield PlannedRow(line_code(code, OVERLAP), "overlap", line, [slot])
    day = line.line.expected_on.isoformat() if line.line.expected_on else ""
    yield PlannedRow(line_code(code, EXPECTED), "expected", line, [Slot(f"expected-{code}", SERVED, day)])

"""What the page of a return shows of a sheet: fields with their values, faults and conflicts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from beneficiaries.actions.filling import Conflict, Saved
from beneficiaries.checks import Finding
from beneficiaries.models import Block, Query
from beneficiaries.queries import Row, Sheet, SheetBlock, SheetLine

SECTIONS = ("beneficiaries", "activities")
LONG = 20  # rows; a longer block is folded until it is begun


@dataclass(frozen=True)
class Field:
    """An input: its name, what it shows, what the server knew when the page was made."""

    name: str
    value: str
    base: str
    error: str = ""
    conflict: Conflict | None = None

    @property
    def waits(self) -> bool:
        """Something is wrong with it that its writer has to decide."""
        return bool(self.error or self.conflict)


@dataclass(frozen=True)
class RowView:
    """A row of the table: the cell's name, the fields, the numbers of before, the question about it."""

    row: Row
    served: Field
    repeat: Field
    is_computed: bool
    question: Query | None = None


@dataclass(frozen=True)
class BlockView:
    """A block with its rows."""

    block: SheetBlock
    rows: list[RowView]

    @property
    def is_long(self) -> bool:
        return len(self.rows) > LONG

    @property
    def filled(self) -> int:
        return len(self.rows) - self.block.open_cells

    @property
    def is_begun(self) -> bool:
        """Something stands in it and something is missing, or a field waits for its writer."""
        waits = any(row.question or row.served.waits or row.repeat.waits for row in self.rows)
        return waits or 0 < self.filled < len(self.rows)


@dataclass(frozen=True)
class LineView:
    """A line of the return with everything that stands around its numbers."""

    line: SheetLine
    blocks: list[BlockView]
    total: RowView | None
    findings: list[Finding]
    queries: list[Query]
    errors: Mapping[str, str]
    data: Mapping[str, str]

    @property
    def code(self) -> str:
        return self.line.indicator.code

    def typed(self, part: str, stored: str) -> str:
        """What was typed in a field of the line, or what is stored."""
        return self.data.get(f"{part}-{self.code}", stored)

    @property
    def state(self) -> str:
        return self.typed("state", self.line.line.state)

    @property
    def note(self) -> str:
        return self.typed("note", self.line.line.note)

    @property
    def overlap(self) -> str:
        stored = self.line.line.overlap
        return self.typed("overlap", "" if stored is None else str(stored))

    @property
    def note_error(self) -> str:
        return self.errors.get(f"note-{self.code}", "")

    @property
    def overlap_error(self) -> str:
        return self.errors.get(f"overlap-{self.code}", "")

    @property
    def total_rows(self) -> list[RowView]:
        """The total as a table of one row."""
        return [self.total] if self.total else []

    @property
    def has_crossed(self) -> bool:
        """Whether the form asks for parts from which the total is computed."""
        return any(block.block.kind == Block.Kind.CROSSED for block in self.line.blocks)

    @property
    def asks_numbers(self) -> bool:
        return self.line.line.state not in ("not_offered", "not_known")


@dataclass(frozen=True)
class Remark:
    """What a check saw, on the page that asks for the reason: the field for it and what is written there.

    `numbers` says of which numbers the reason speaks, so that none is kept for numbers it never saw.
    """

    finding: Finding
    name: str
    text: str
    numbers: str
    error: str = ""


def remarks_of(
    findings: Iterable[Finding],
    data: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> dict[str, list[Remark]]:
    """By indicator the remarks of the checks; a soft one has a field, one for each check of a line."""
    found: dict[str, list[Remark]] = defaultdict(list)
    data, errors = data or {}, errors or {}
    for finding in findings:
        code = finding.line.indicator.code
        name = f"reason-{code}-{finding.check}"
        if finding.is_hard or any(name == remark.name for remark in found[code]):
            name = ""
        kept = finding.explanation.text if finding.explanation else ""
        found[code].append(Remark(finding, name, data.get(name, kept), finding.inputs, errors.get(name, "")))
    return found


def section_of(line: SheetLine) -> str:
    """People in services, or the public of activities."""
    return "activities" if line.version.about_activities else "beneficiaries"


def lines_of(
    sheet: Sheet,
    section: str,
    *,
    findings: Iterable[Finding] = (),
    queries: Iterable[Query] = (),
    saved: Saved | None = None,
    data: Mapping[str, str] | None = None,
) -> list[LineView]:
    """The lines of a section as the page shows them, after a save that did not go through whole if given."""
    saved, data = saved or Saved(), data or {}
    queries = list(queries)
    asked = {cell.pk: query for query in queries for cell in query.cells.all()}
    found = []
    for line in sheet.lines:
        if section_of(line) != section:
            continue
        blocks = [
            BlockView(block, [row_view(row, block, saved, data, asked) for row in block.rows])
            for block in line.blocks
            if not block.is_total
            and (block.block.kind != Block.Kind.CROSSED or not line.line.block_unavailable)
        ]
        total_block = next((b for b in line.blocks if b.is_total), None)
        total = row_view(total_block.rows[0], total_block, saved, data, asked, line) if total_block else None
        found.append(
            LineView(
                line,
                blocks,
                total,
                [f for f in findings if f.line.indicator == line.indicator],
                [q for q in queries if q.indicator_id == line.indicator.pk],
                saved.errors,
                data,
            )
        )
    return found


def row_view(
    row: Row,
    block: SheetBlock,
    saved: Saved,
    data: Mapping[str, str],
    asked: Mapping[int, Query],
    line: SheetLine | None = None,
) -> RowView:
    """A row with its two fields."""
    return RowView(
        row,
        field(f"served-{row.cell.pk}", row.served_text, saved, data),
        field(f"repeat-{row.cell.pk}", row.repeat_text, saved, data),
        is_computed=bool(block.is_total and line and line.crossed),
        question=asked.get(row.cell.pk),
    )


def field(name: str, stored: str, saved: Saved, data: Mapping[str, str]) -> Field:
    """A field: what was typed stands where it was not saved, what is stored everywhere else."""
    unsaved = name in saved.errors or name in saved.conflicts
    return Field(
        name,
        value=data.get(name, stored) if unsaved else stored,
        base=stored,
        error=saved.errors.get(name, ""),
        conflict=saved.conflicts.get(name),
    )


# What the log calls an act, in words for the timeline of a return.
ACTS = {
    "report.start": gettext_lazy("The return was started"),
    "report.fill": gettext_lazy("Numbers were saved"),
    "report.declare_line": gettext_lazy("A line was declared"),
    "report.only_total": gettext_lazy("Only the total is known"),
    "report.rest_are_zero": gettext_lazy("The rest was declared zero"),
    "report.overlap": gettext_lazy("People counted by another member were stated"),
    "report.explain": gettext_lazy("A reason was given"),
    "report.ask_signature": gettext_lazy("The signature was asked for"),
    "report.submit": gettext_lazy("The return was signed and sent"),
    "report.return": gettext_lazy("The return was sent back with questions"),
    "report.verify": gettext_lazy("The return was verified"),
    "report.correct": gettext_lazy("A correction was opened"),
    "report.read": gettext_lazy("The return was read"),
}


def in_words(action: str) -> str:
    """An act of the log as people say it; an unknown one as it is written there."""
    return str(ACTS.get(action, action))

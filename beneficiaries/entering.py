"""From a posted page to acts: the names of the fields, and what each of them does.

served-12, repeat-12, qualifier-12      the count in cell 12 (`…__base`: what the page showed)
state-residential, note-…, expected-…   what a line without numbers means
only-…                                  only the total is known
overlap-residential                     people whom another member counts as well
answer-7                                an answer to question 7
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beneficiaries.actions.declaring import declare_line, know_only_total, state_overlap
from beneficiaries.actions.filling import Entry, Saved, save_entries
from beneficiaries.actions.questions import answer
from beneficiaries.models import Query, Report, ReportLine
from beneficiaries.queries import Row, SheetLine, lines_of
from protect.accounts.models import User
from protect.romanian.numbers import parse_count
from protect.romanian.text import fold

CELL_FIELD = re.compile(r"(served|repeat|qualifier)-(\d{1,12})")
LINE_FIELD = re.compile(r"(state|note|expected|only|overlap)-")


def entries_from(data: Mapping[str, str]) -> list[Entry]:
    """The cells' fields of a posted page."""
    found = []
    for name in data:
        match = CELL_FIELD.fullmatch(name)
        if match:
            part, cell = match.groups()
            found.append(Entry(int(cell), part, data[name], data.get(f"{name}__base")))
    return found


def enter(report: Report, data: Mapping[str, str], *, by: User, source: str = "page") -> Saved:
    """Do everything that a posted page asks for; what fails is named by its field, the rest is saved."""
    faults: dict[str, str] = {}
    declared = any(LINE_FIELD.match(name) for name in data)
    lines = lines_of(report) if declared else []
    for line in lines:
        enter_meaning(report, line, data, by, faults)
    saved = save_entries(report, entries_from(data), by=by, source=source)
    for line in lines:
        enter_overlap(report, line, data, by, faults)
    enter_answers(report, data, by, faults)
    saved.errors.update(faults)
    return saved


def enter_meaning(
    report: Report, stored: ReportLine, data: Mapping[str, str], by: User, faults: dict[str, str]
) -> None:
    """The fields that say what a line means, where they differ from what is stored."""
    code = stored.indicator.code
    try:
        if f"only-{code}" in data or f"only-{code}__base" in data:
            only = data.get(f"only-{code}", "") == "yes"
            if only != stored.block_unavailable:
                why = data.get(f"note-{code}", stored.note)
                know_only_total(report, stored.indicator, only, why=why, by=by)
        state = data.get(f"state-{code}", stored.state)
        note = data.get(f"note-{code}", stored.note)
        expected_on = day_from(data.get(f"expected-{code}", ""), stored.expected_on)
        if (state, note.strip(), expected_on) != (stored.state, stored.note, stored.expected_on):
            if state == "" and stored.state == "counted":
                state = stored.state
            declare_line(report, stored.indicator, state, note=note, expected_on=expected_on, by=by)
    except ValidationError as fault:
        faults[f"note-{code}"] = fault.messages[0]


def day_from(text: str, otherwise: datetime.date | None) -> datetime.date | None:
    """A day as people write it: 15.04.2025 or 2025-04-15; '' leaves what was there."""
    text = text.strip()
    if not text:
        return otherwise
    for form in ("%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.datetime.strptime(text, form).replace(tzinfo=datetime.UTC).date()
        except ValueError:
            continue
    raise ValidationError(_("Write the day as in 15.04.2025."))


def enter_overlap(
    report: Report, line: ReportLine, data: Mapping[str, str], by: User, faults: dict[str, str]
) -> None:
    """How many of a line's people another member also counts."""
    name = f"overlap-{line.indicator.code}"
    if name not in data:
        return
    text = data[name].strip()
    try:
        overlap = parse_count(text) if text else None
        if overlap != line.overlap:
            state_overlap(report, line.indicator, overlap, by=by)
    except ValidationError as fault:
        faults[name] = fault.messages[0]
    except ValueError as fault:
        faults[name] = str(fault)


def enter_answers(report: Report, data: Mapping[str, str], by: User, faults: dict[str, str]) -> None:
    """Answers to the secretariat's questions."""
    if not any(name.startswith("answer-") for name in data):
        return
    for query in report.queries.exclude(state=Query.State.SETTLED):
        name = f"answer-{query.pk}"
        if data.get(name, "").strip():
            try:
                answer(query, data[name], by=by)
            except ValidationError as fault:
                faults[name] = fault.messages[0]


@dataclass(frozen=True)
class Pasted:
    """A pasted row: what it says, and the field that it is meant for (None: unknown)."""

    label: str
    text: str
    field: str | None
    row_name: str
    fault: str = ""
    is_repeat: bool = False

    @property
    def is_usable(self) -> bool:
        """It has a field to go to, and a number for it."""
        return bool(self.field) and not self.fault


def read_paste(line: SheetLine, text: str) -> list[Pasted]:
    """Rows copied from a spreadsheet, matched by their name, or by their place where they have none.

    Two columns of numbers without names are those of the page: served, and of them counted before.
    """
    rows = [row for block in ([line.crossed] if line.crossed else []) + line.one_way for row in block.rows]
    if not line.crossed and line.total:
        rows = [line.total, *rows]
    by_name = {fold(row.cell.name): row for row in rows} | {row.cell.key: row for row in rows}
    pasted = [[cell.strip() for cell in row.split("\t")] for row in text.splitlines() if row.strip()]
    parts = ("served", "repeat") if line.line.report.period.asks_repeat else ("served",)
    has_names = not all(is_count(cells[0]) for cells in pasted)
    found = []
    for place, cells in enumerate(pasted[:200]):
        label = cells.pop(0) if has_names and len(cells) > 1 else ""
        if sum(map(bool, cells)) == 1:  # empty columns between the name and its number
            cells = [cell for cell in cells if cell]
        row = by_name.get(fold(label)) if label else (rows[place] if place < len(rows) else None)
        for part, number in zip(parts, cells, strict=False):
            if part == "served" or number:
                found.append(pasted_number(row, part, label, number))
    return found


def pasted_number(row: Row | None, part: str, label: str, number: str) -> Pasted:
    """One pasted number with the field it goes to, if there is one."""
    fault = ""
    try:
        parse_count(number)
    except ValueError as wrong:
        fault = str(wrong)
    return Pasted(
        label=label[:80],
        text=number[:40],
        field=f"{part}-{row.cell.pk}" if row else None,
        row_name=row.cell.name if row else "",
        fault=fault,
        is_repeat=part == "repeat",
    )


def is_count(text: str) -> bool:
    """Whether a pasted text is a number as people write it."""
    try:
        parse_count(text)
    except ValueError:
        return False
    return True

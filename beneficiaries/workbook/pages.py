"""One sheet of the workbook: the lines of a section with their numbers, drop-downs and notes."""

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from beneficiaries.models import Count
from beneficiaries.queries import Sheet, SheetBlock
from beneficiaries.workbook.asked import Asked
from beneficiaries.workbook.layout import (
    CODE,
    LAST_YEAR,
    MEANING,
    NAME,
    NOTE,
    PREVIOUS,
    QUALIFIER,
    REPEAT,
    SERVED,
    TO_LOOK_AT,
)
from beneficiaries.workbook.plan import PlannedLine, PlannedRow, Slot
from beneficiaries.workbook.styles import Styles
from beneficiaries.workbook.words import definition, meanings, qualifiers
from protect.files.cells import safe_text

if TYPE_CHECKING:
    from beneficiaries.workbook.writing import Marked

WIDTHS = {NAME: 44, LAST_YEAR: 10, PREVIOUS: 10, SERVED: 16, REPEAT: 16, QUALIFIER: 14, NOTE: 34, MEANING: 72}
FIRST_ROW = 4


def put_text(page: Any, row: int, column: int, text: str, style: Any) -> None:
    """A text as a text, whatever it begins with."""
    page.write_string(row, column, safe_text(text), style)


def title_of_section(section: str) -> str:
    """The name of the sheet."""
    return str(_("Information and training") if section == "activities" else _("Beneficiaries"))[:31]


@dataclass
class SectionPage:
    """Writes one section; `write` returns the worksheet."""

    book: Any
    styles: Styles
    sheet: Sheet
    section: str
    marked: "Marked"
    columns: dict[str, int] = field(default_factory=dict)
    asked: Asked = field(default_factory=Asked)
    page: Any = None
    at: int = FIRST_ROW

    def write(self, lines: list[PlannedLine]) -> Any:
        self.page = self.book.add_worksheet(title_of_section(self.section))
        tags = [CODE, NAME]
        tags += [LAST_YEAR] if self.sheet.last_year_period else []
        tags += [PREVIOUS] if self.sheet.previous_period else []
        tags += [SERVED]
        tags += [REPEAT] if self.sheet.report.period.asks_repeat else []
        tags += [QUALIFIER] if any(s.column == QUALIFIER for line in lines for s in slots(line)) else []
        tags += [NOTE, MEANING]
        self.columns = {tag: place for place, tag in enumerate(tags)}
        self.heading()
        for line in lines:
            self.line(line)
        self.finish()
        return self.page

    def heading(self) -> None:
        """The hidden tags, the title, the headings that stay in sight."""
        period, page = self.sheet.report.period, self.page
        for tag, column in self.columns.items():
            page.write_string(0, column, tag)
            page.set_column(column, column, WIDTHS.get(tag, 30), None, {"hidden": tag == CODE})
        page.set_row(0, None, None, {"hidden": True})
        title = f"{self.sheet.report.organisation.name}, {period.title}"
        page.set_row(1, 26)
        page.set_row(2, 20)
        put_text(page, 1, self.columns[NAME], title, self.styles.title)
        said = _("Write only in the white cells: a whole number, 0, - (not applicable) or ? (not known yet).")
        put_text(page, 2, self.columns[NAME], said, self.styles.hint)
        before = (self.sheet.last_year_period, self.sheet.previous_period)
        words = {
            NAME: _("Who"),
            LAST_YEAR: before[0].short_title if before[0] else "",
            PREVIOUS: before[1].short_title if before[1] else "",
            SERVED: period.short_title,
            REPEAT: _("of these, counted earlier this year"),
            QUALIFIER: _("How exact is the number?"),
            NOTE: _("Note (optional, without names or contacts)"),
            MEANING: _("Whom do we count?"),
        }
        for tag, column in self.columns.items():
            left = tag in (NAME, NOTE, MEANING)
            style = self.styles.heading_left if left else self.styles.heading
            put_text(page, 3, column, "" if tag == CODE else words[tag], style)
        page.set_row(3, 48)
        page.freeze_panes(FIRST_ROW, self.columns[NAME] + 1)

    def line(self, line: PlannedLine) -> None:
        """A line: what it means, its numbers, its other fields, an empty row."""
        self.head(line)
        first = self.at
        for row in line.parts:
            self.number_row(row)
        if line.parts:
            self.sum_row(line, first, self.at - 1)
        for single in (line.only_total, line.total):
            if single:
                self.number_row(single)
        for block, rows in line.one_way:
            self.block_head(block)
            first = self.at
            for row in rows:
                self.number_row(row)
            self.sum_row(line, first, self.at - 1, block)
        for row in line.fields:
            self.field_row(row)
        self.at += 1

    def head(self, line: PlannedLine) -> None:
        """The name of the line, the drop-down of its meaning, its note and its definition."""
        for column in self.columns.values():
            self.page.write_blank(self.at, column, None, self.styles.line)
        self.page.write_string(self.at, self.columns[CODE], line.head.code)
        put_text(self.page, self.at, self.columns[NAME], line.line.version.name, self.styles.line)
        text = definition(line.line)
        put_text(self.page, self.at, self.columns[MEANING], text, self.styles.line_text)
        high = sum(1 + len(part) // 78 for part in text.split("\n"))
        self.page.set_row(self.at, max(32, 14 * high + 4))
        meaning, note = line.head.slots
        self.choice(meaning, meanings())
        self.text(note)
        self.at += 1

    def block_head(self, block: SheetBlock) -> None:
        """The name of a breakdown."""
        for column in list(self.columns.values())[1:]:
            self.page.write_blank(self.at, column, None, self.styles.block)
        put_text(self.page, self.at, self.columns[NAME], block.block.name, self.styles.block)
        self.at += 1

    def number_row(self, row: PlannedRow) -> None:
        """A number with those of before."""
        assert row.row
        name = row.row.cell.name
        if row.kind == "only_total":
            name = _("Only the total, if you do not know its parts (say why in the note)")
            self.page.set_row(self.at, 30)
        self.page.write_string(self.at, self.columns[CODE], row.code)
        put_text(self.page, self.at, self.columns[NAME], name, self.styles.name)
        for tag, count in ((LAST_YEAR, row.row.last_year), (PREVIOUS, row.row.previous)):
            if tag in self.columns and row.kind != "only_total":
                self.before(tag, count)
        for slot in row.slots:
            if slot.column == QUALIFIER:
                self.choice(slot, qualifiers())
            else:
                self.number(slot)
        self.at += 1

    def before(self, tag: str, count: Count | None) -> None:
        """What was reported before; nothing where nothing was."""
        if count is not None and count.served is not None:
            self.page.write_number(self.at, self.columns[tag], count.served, self.styles.before)

    def sum_row(self, line: PlannedLine, first: int, last: int, block: SheetBlock | None = None) -> None:
        """A total to look at: a formula in a locked cell, which nobody reads back."""
        for column in list(self.columns.values())[1:]:
            self.page.write_blank(self.at, column, None, self.styles.total)
        self.page.write_string(self.at, self.columns[CODE], TO_LOOK_AT)
        name = _("Adds up to") if block else _("Total (adds itself up)")
        put_text(self.page, self.at, self.columns[NAME], name, self.styles.total_name)
        rows = line.parts if block is None else next(r for b, r in line.one_way if b is block)
        for tag in (SERVED, REPEAT):
            slots = [slot for row in rows for slot in row.slots if slot.column == tag]
            if tag in self.columns and slots:
                column = xl_col_to_name(self.columns[tag])
                formula = f"=SUM({column}{first + 1}:{column}{last + 1})"
                texts = [self.marked.typed.get(slot.name, slot.text) for slot in slots]
                known = sum(int(text) for text in texts if text.isascii() and text.isdigit())
                self.page.write_formula(self.at, self.columns[tag], formula, self.styles.total, known)
        for tag, which in ((LAST_YEAR, "last_year"), (PREVIOUS, "previous")):
            counts = [getattr(row.row, which) for row in rows]
            if tag in self.columns and any(counts):
                total = sum(count.served or 0 for count in counts if count)
                self.page.write_number(self.at, self.columns[tag], total, self.styles.total)
        self.at += 1

    def field_row(self, row: PlannedRow) -> None:
        """Overlap, or the day when a number will be known."""
        names = {
            "overlap": _(
                "How many of these people does another member of the platform count as well? (optional)"
            ),
            "expected": _("Until when will you know it? (optional)"),
        }
        self.page.write_string(self.at, self.columns[CODE], row.code)
        put_text(self.page, self.at, self.columns[NAME], names[row.kind], self.styles.name)
        if row.kind == "overlap":
            self.page.set_row(self.at, 30)
            self.number(row.slots[0])
        else:
            self.day(row.slots[0])
        self.at += 1

    def number(self, slot: Slot) -> None:
        """A white cell for a whole number, `-` or `?`."""
        text, style = self.shown(slot, self.styles.number)
        column = self.columns[slot.column]
        if text.isascii() and text.isdigit() and len(text) <= 9:
            self.page.write_number(self.at, column, int(text), style)
        elif text == "-":
            self.page.write_string(self.at, column, text, style)
        else:
            self.words(column, text, style)
        self.asked.add("served" if slot.name.startswith("served-") else "people", column, self.at)

    def choice(self, slot: Slot, words: dict[str, str]) -> None:
        """A drop-down."""
        text, style = self.shown(slot, self.styles.choice)
        column = self.columns[slot.column]
        self.words(column, words.get(text, text), style)
        self.asked.add("qualifier" if slot.column == QUALIFIER else "meaning", column, self.at)

    def text(self, slot: Slot) -> None:
        """A white cell for a note."""
        text, style = self.shown(slot, self.styles.note)
        self.words(self.columns[slot.column], text, style)

    def day(self, slot: Slot) -> None:
        """A white cell for a day."""
        text, style = self.shown(slot, self.styles.day)
        column = self.columns[slot.column]
        try:
            day = datetime.date.fromisoformat(text)
            self.page.write_datetime(self.at, column, datetime.datetime(day.year, day.month, day.day), style)
        except ValueError:
            self.words(column, text, style)

    def words(self, column: int, text: str, style: Any) -> None:
        if text:
            put_text(self.page, self.at, column, text, style)
        else:
            self.page.write_blank(self.at, column, None, style)

    def shown(self, slot: Slot, style: Any) -> tuple[str, Any]:
        """What stands in a field, and how; a fault colours it and says in a note what to do."""
        text = self.marked.typed.get(slot.name, slot.text)
        fault = self.marked.faults.get(slot.name)
        if fault is None:
            return text, style
        note = {"x_scale": 2, "y_scale": 1.2, "author": "ProTECT", "visible": False}
        self.page.write_comment(self.at, self.columns[slot.column], safe_text(fault), note)
        return text, self.styles.fault

    def finish(self) -> None:
        """Protection of what is not white, and how it is printed."""
        self.page.protect(
            "",
            {
                "format_cells": True, "format_columns": True, "format_rows": True, "sort": True,
                "autofilter": True, "insert_rows": True, "select_locked_cells": True,
            },
        )  # fmt: skip
        self.asked.write(self.page)
        paper(self.page)
        self.page.repeat_rows(3)
        self.page.print_area(1, self.columns[NAME], max(self.at - 1, FIRST_ROW), self.columns[MEANING])
        self.page.set_zoom(100)
        if self.marked.faults:
            self.page.set_tab_color("#A61B1B")


def paper(page: Any) -> None:
    """A4, as wide as the sheet, pages numbered."""
    page.set_paper(9)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")


def slots(line: PlannedLine) -> list[Slot]:
    """All fields of a line."""
    return [slot for row in line.rows() for slot in row.slots]

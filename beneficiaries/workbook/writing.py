"""Writing a return as a workbook: a sheet a section, definitions beside the rows, nothing that can run.

Also the copy that shows what is wrong: `typed` stands where it was typed, `faults` colour the cell and
give it a note. It is always generated anew; a file that somebody uploaded is never saved again.
"""

import datetime
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beneficiaries.digests import digest_of
from beneficiaries.models import Report
from beneficiaries.queries import Sheet
from beneficiaries.workbook.layout import FORMAT, MARK
from beneficiaries.workbook.pages import SectionPage, paper, put_text
from beneficiaries.workbook.plan import PlannedLine, plan
from beneficiaries.workbook.styles import Styles
from beneficiaries.workbook.words import how_to
from protect.romanian.dates import date_time

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Marked:
    """What somebody typed and what is wrong with it, by field."""

    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


def write(sheet: Sheet, marked: Marked | None = None) -> bytes:
    """The workbook of a return, in the language of whoever asks."""
    target = io.BytesIO()
    sections = plan(sheet)
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        book.set_properties({"title": title_of(sheet.report), "author": "ProTECT", "comments": FORMAT})
        book.set_calc_mode("auto")
        styles = Styles(book)
        write_start(book, styles, sheet, marked)
        pages = [
            SectionPage(book, styles, sheet, section, marked or Marked()).write(lines)
            for section, lines in sections.items()
        ]
        write_identity(book, sheet, [line for lines in sections.values() for line in lines])
        pages[0].activate()
    return target.getvalue()


def title_of(report: Report) -> str:
    """`Return, Ours, 2025`."""
    return f"{_('Return')}, {report.organisation.name}, {report.period.title}"


def write_start(book: Any, styles: Styles, sheet: Sheet, marked: Marked | None) -> None:
    """The first sheet: whose return it is, and how it is filled in."""
    page = book.add_worksheet(_("How to fill it in")[:31])
    page.hide_gridlines(2)
    page.set_column(0, 0, 96)
    page.set_row(0, 28)
    put_text(page, 0, 0, title_of(sheet.report), styles.title)
    lines = how_to()
    if sheet.report.period.synthetic:
        lines.insert(0, _("Synthetic figures: a demonstration"))
    for row, text in enumerate(lines, 2):
        put_text(page, row, 0, text, styles.text)
    written = _("Written on %(when)s.") % {"when": date_time(datetime.datetime.now(datetime.UTC))}
    put_text(page, len(lines) + 3, 0, written, styles.quiet)
    if marked and marked.faults:
        text = _("Nothing was saved. Each coloured cell has a note that says what to change.")
        put_text(page, len(lines) + 5, 0, text, styles.fault_text)
    page.protect("", {"select_locked_cells": True})
    paper(page)


def write_identity(book: Any, sheet: Sheet, lines: list[PlannedLine]) -> None:
    """The hidden sheet: whose return, of which period, form and revision; what each field holds now."""
    page = book.add_worksheet("_protect")
    rows = [[MARK], *([key, value] for key, value in identity_of(sheet).items())]
    rows += [
        ["base", row.code, slot.column, slot.text]
        for line in lines
        for row in line.rows()
        for slot in row.slots
    ]
    for number, cells in enumerate(rows):
        for column, text in enumerate(cells):
            page.write_string(number, column, text)
    page.protect("", {})
    page.very_hidden()


def identity_of(sheet: Sheet) -> dict[str, str]:
    """What a workbook says of itself."""
    report = sheet.report
    return {
        "format": FORMAT,
        "organisation": report.organisation.slug,
        "period": report.period.code,
        "form": str(report.form.number),
        "revision": str(report.revision),
        "version": str(report.version),
        "language": (get_language() or "ro")[:2],
        "digest": digest_of(report),
    }


def file_name(report: Report) -> str:
    """`raportare-ours-2025.xlsx`."""
    word = "return" if (get_language() or "ro").startswith("en") else "raportare"
    return f"{word}-{report.organisation.slug}-{report.period.code}.xlsx"


def digest(content: bytes) -> str:
    """What the log keeps of an uploaded file."""
    return hashlib.sha256(content).hexdigest()

"""The child's side: from the bytes of a workbook to plain rows, found by their codes.

Runs without Django in `protect.files.child`; everything it answers is checked again by whoever asked.
"""

import datetime
import io
import struct
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any
from xml.parsers import expat

from openpyxl import load_workbook

from beneficiaries.workbook.archive import Refused, check
from beneficiaries.workbook.layout import (
    CODE,
    LONGEST_TEXT,
    MARK,
    MAX_CELLS,
    MAX_COLUMN,
    MAX_ROW,
    SERVED,
    TYPED,
)

DEEPEST = 60
Value = str | int | float | dict[str, str] | None
Rows = list[tuple[int, list[Any]]]


def read(content: bytes) -> dict[str, Any]:
    """`{"identity", "base", "rows", "notices"}`, or `{"refused": code}`."""
    try:
        check(content)
        empty_formulas = scan(content)
        with redirect_stdout(io.StringIO()):  # openpyxl prints; the child answers by standard output
            return from_workbook(content, empty_formulas)
    except Refused as refusal:
        return {"refused": refusal.code}
    except Exception as fault:  # openpyxl meets a stranger's file: whatever it raises, the file is at fault
        return {"refused": "damaged", "detail": type(fault).__name__}


def read_many(content: bytes) -> list[dict[str, Any]]:
    """Many workbooks by one child: each with its length before it, in four bytes."""
    found, place = [], 0
    while place < len(content):
        (length,) = struct.unpack_from(">I", content, place)
        found.append(read(content[place + 4 : place + 4 + length]))
        place += 4 + length
    return found


def pack(contents: list[bytes]) -> bytes:
    """Workbooks for `read_many`."""
    return b"".join(struct.pack(">I", len(content)) + content for content in contents)


class Scan:
    """One pass over the XML of a member: no document type, not too deep, not too many cells."""

    def __init__(self) -> None:
        self.depth = self.cells = 0
        self.ref = ""
        self.formula = self.value = self.in_value = False
        self.empty: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Refused("damaged", "too deep")
        local = name.rsplit(":", 1)[-1]
        if local == "c":
            self.cells += 1
            if self.cells > MAX_CELLS:
                raise Refused("too_many_cells")
            self.ref, self.formula, self.value = attributes.get("r", ""), False, False
        elif local == "f":
            self.formula = True
        elif local == "v":
            self.in_value = True

    def text(self, _text: str) -> None:
        if self.in_value:
            self.value = True

    def end(self, name: str) -> None:
        self.depth -= 1
        local = name.rsplit(":", 1)[-1]
        if local == "v":
            self.in_value = False
        elif local == "c" and self.formula and not self.value and len(self.empty) < 1_000:
            self.empty.append(self.ref)

    def refuse(self, *_details: object) -> None:
        raise Refused("damaged", "a document type")


def scan(content: bytes) -> dict[str, list[str]]:
    """Look through every XML part; returns the cells, by part, whose formula was never worked out."""
    found: dict[str, list[str]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                looked = Scan()
                parser = expat.ParserCreate()
                parser.StartElementHandler, parser.EndElementHandler = looked.start, looked.end
                parser.CharacterDataHandler = looked.text
                parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = looked.refuse
                try:
                    with archive.open(name) as stream:
                        parser.ParseFile(stream)
                except expat.ExpatError as fault:
                    raise Refused("damaged", "no XML") from fault
                found[name] = looked.empty
    return found


def from_workbook(content: bytes, empty_formulas: dict[str, list[str]]) -> dict[str, Any]:
    """The identity and the coded rows of all sheets."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    identity: dict[str, str] = {}
    base: list[list[str]] = []
    rows: list[dict[str, Any]] = []
    notices: list[dict[str, str]] = []
    for sheet in book.worksheets:
        found = filled(sheet)
        if found and text_of(found[0][1][0]) == MARK:
            identity, base = identity_of(found)
            continue
        part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
        rows += coded(sheet.title[:80], found, set(empty_formulas.get(part, [])), notices)
    book.close()
    return {"identity": identity, "base": base, "rows": rows, "notices": notices}


def filled(sheet: Any) -> Rows:
    """The rows that hold anything, with their numbers, within the limits."""
    found: Rows = []
    for row in sheet.iter_rows(max_row=MAX_ROW, max_col=MAX_COLUMN):
        values = [cell.value for cell in row]
        if any(value is not None for value in values):
            number = next(cell.row for cell in row if cell.value is not None)
            found.append((int(number), values))
    return found


def identity_of(rows: Rows) -> tuple[dict[str, str], list[list[str]]]:
    """The hidden sheet: keys with their values, then what each field held when the file was written."""
    identity, base = {}, []
    for _number, values in rows[1:]:
        cells = [text_of(value) for value in (*values, None, None, None)[:4]]
        if cells[0] == "base":
            base.append(cells[1:4])
        elif cells[0]:
            identity[cells[0][:40]] = cells[1][:200]
    return identity, base


def coded(
    title: str, rows: Rows, empty_formulas: set[str], notices: list[dict[str, str]]
) -> Iterator[dict[str, Any]]:
    """The rows of a sheet that have a code; what the sheet lacks becomes a notice."""
    tags: dict[str, int] = {}
    tag_row = 0
    for number, values in rows:
        texts = [text_of(value) for value in values]
        if CODE in texts:
            tag_row = number
            tags = {tag: place for place, tag in enumerate(texts) if tag.startswith("#")}
            twice = sorted({tag for tag in TYPED if texts.count(tag) > 1})
            notices += [{"code": "column_twice", "sheet": title, "tag": tag} for tag in twice]
            break
    if not tags:
        return
    if SERVED not in tags:
        notices.append({"code": "no_numbers", "sheet": title})
        return
    for number, values in rows:
        code = text_of(values[tags[CODE]])
        if number == tag_row:
            continue
        cells = {
            tag: value_at(values[tags[tag]], letters(tags[tag]) + str(number), empty_formulas)
            for tag in TYPED
            if tag in tags
        }
        yield {
            "sheet": title,
            "row": number,
            "code": code[:200],
            "cells": {tag: value for tag, value in cells.items() if value is not None},
            "refs": {tag: letters(tags[tag]) + str(number) for tag in cells},
        }


def value_at(value: Any, ref: str, empty_formulas: set[str]) -> Value:
    """A cell as JSON holds it: whole numbers, other numbers, texts; dates and unfinished formulas named."""
    if ref in empty_formulas:
        return {"is": "formula"}
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return value if abs(value) < 10**15 else str(value)[:40]
    if isinstance(value, float):
        if value != value or abs(value) == float("inf"):
            return "?!"
        return int(value) if value == int(value) and abs(value) < 10**15 else value
    if isinstance(value, datetime.datetime | datetime.date):
        return {"is": "date", "date": value.strftime("%Y-%m-%d") if value.year >= 1900 else ""}
    if isinstance(value, datetime.time | datetime.timedelta):
        return {"is": "date", "date": ""}
    text = str(value)
    return text[: LONGEST_TEXT + 1] if text.strip() else None


def text_of(value: Any) -> str:
    """The text of a cell that holds a code, a tag or a key."""
    if value is None:
        return ""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return str(value).strip()[:LONGEST_TEXT]


def letters(column: int) -> str:
    """`E` for the fifth column, which has the number 4."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name

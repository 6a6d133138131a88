"""A table from CSV in long form, and a pattern back to rows: what the `disclose` command reads and prints.

Every fault names its row, as an editor counts lines: the header is row 1.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.disclosure.protect import Protection
from services.disclosure.table import TOTAL, Cell, Hierarchy, Key, Table, TableFault, grid

COUNTS = ("value", "contributors", "largest", "second")
FIXED = ("", "published", "withheld")
MOST = 1_000_000_000  # beyond this the solvers' tolerances no longer tell two people apart


@dataclass(frozen=True)
class Reading:
    """A table, the names of its dimensions, and the row that each given cell stood in."""

    table: Table
    dimensions: tuple[str, ...]
    rows: Mapping[Key, int]


def read_table(text: str, hierarchies: Mapping[str, Hierarchy]) -> Reading:
    """The table of a CSV text. `hierarchies`: for each dimension that has one. Raises `TableFault`."""
    lines = numbered(text)
    _row, header = next(lines, (1, []))
    dimensions = columns(header)
    for name in hierarchies:
        if name not in dimensions:
            raise TableFault("row 1", f"there is no column {name} for the hierarchy")
    trees = [hierarchies.get(name, {}) for name in dimensions]
    given: dict[Key, Cell] = {}
    rows: dict[Key, int] = {}
    for number, fields in lines:
        try:
            cell = read_cell(header, fields, dimensions, hierarchies)
        except ValueError as fault:
            raise TableFault(f"row {number}", str(fault)) from None
        if cell.key in given:
            raise TableFault(f"row {number}", f"the cell of row {rows[cell.key]} stands here again")
        given[cell.key], rows[cell.key] = cell, number
    if not given:
        raise TableFault("row 1", "there are no rows below the header")
    try:
        return Reading(grid(given.values(), trees), dimensions, rows)
    except TableFault as fault:
        raise placed(fault, rows) from None


def placed(fault: TableFault, rows: Mapping[Key, int]) -> TableFault:
    """The same fault, naming the row instead of the cell where it has one."""
    for key in fault.keys:
        if key in rows:
            return TableFault(f"row {rows[key]}", f"{fault.where}: {fault.why}", fault.keys)
    return fault


def numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV with their line numbers, without empty ones; comma or semicolon."""
    first = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = ";" if ";" in first and "," not in first else ","
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter, strict=True)
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise TableFault(f"row {reader.line_num}", f"no CSV: {fault}") from None
        if any(field.strip() for field in fields):
            yield reader.line_num, [field.strip() for field in fields]


def columns(header: list[str]) -> tuple[str, ...]:
    """The dimensions: every column that is no count and not `fixed`."""
    if "value" not in header:
        raise TableFault("row 1", "there is no column named value")
    if "" in header:
        raise TableFault("row 1", "a column has no name")
    twice = [name for name in header if header.count(name) > 1]
    if twice:
        raise TableFault("row 1", f"the column {twice[0]} stands there twice")
    dimensions = tuple(name for name in header if name not in (*COUNTS, "fixed"))
    if not dimensions:
        raise TableFault("row 1", "there is no column for a dimension")
    return dimensions


def read_cell(
    header: list[str],
    fields: list[str],
    dimensions: tuple[str, ...],
    hierarchies: Mapping[str, Hierarchy],
) -> Cell:
    """One row. Raises `ValueError` with the reason."""
    if len(fields) != len(header):
        raise ValueError(f"has {len(fields)} fields, the header {len(header)}")
    row = dict(zip(header, fields, strict=True))
    for name in dimensions:
        if not row[name]:
            raise ValueError(f"{name} is empty")
        if name in hierarchies:
            known(row[name], name, hierarchies[name])
    counts = {name: whole(name, row[name]) for name in COUNTS if row.get(name)}
    if "value" not in counts:
        raise ValueError("value is empty")
    fixed = row.get("fixed", "")
    if fixed not in FIXED:
        raise ValueError(f"fixed is “{fixed}”: published, withheld or nothing")
    key = tuple(row[name] for name in dimensions)
    value, contributors, largest, second = (counts.get(name) for name in COUNTS)
    cell = Cell(key, value or 0, contributors, largest, second, fixed)
    contradiction(cell)
    return cell


def known(code: str, name: str, hierarchy: Hierarchy) -> None:
    """Refuse a code that the hierarchy of its dimension doesn't place."""
    if code != TOTAL and code not in hierarchy and code not in hierarchy.values():
        raise ValueError(f"{name} {code} is unknown: the hierarchy gives it no parent")


def whole(name: str, written: str) -> int:
    """A whole number from nought up, in figures."""
    figures = written.removeprefix("-")
    if not (figures.isascii() and figures.isdigit()):
        raise ValueError(f"{name} “{written}” is not a whole number")
    if written.startswith("-"):
        raise ValueError(f"{name} {written} is negative")
    if len(figures) > 18 or int(figures) > MOST:
        raise ValueError(f"{name} {written} is more than {MOST:,}")
    return int(figures)


def contradiction(cell: Cell) -> None:
    """Refuse contributions that cannot make up the count."""
    largest, second = cell.largest or 0, cell.second or 0
    if second > largest:
        raise ValueError(f"second {second} is more than largest {largest}")
    if largest + second > cell.value:
        raise ValueError(f"the largest contributions {largest} and {second} are more than {cell.value}")
    if cell.contributors == 0 and cell.value:
        raise ValueError(f"nobody contributed to {cell.value}")


def read_hierarchy(text: str) -> Hierarchy:
    """Child → parent from CSV with the columns child, parent (or any two, without a header)."""
    found: dict[str, str] = {}
    at = (0, 1)
    for number, fields in numbered(text):
        if not found and "parent" in fields:
            at = (fields.index("child") if "child" in fields else 0, fields.index("parent"))
            continue
        if len(fields) <= max(at):
            raise TableFault(f"row {number}", "has no parent")
        child, parent = fields[at[0]], fields[at[1]]
        if not child:
            raise TableFault(f"row {number}", "has no child")
        if not parent:
            raise TableFault(f"row {number}", f"{child} has no parent")
        if child == TOTAL:
            raise TableFault(f"row {number}", f"{TOTAL} has no parent")
        if found.get(child, parent) != parent:
            raise TableFault(f"row {number}", f"{child} lies under {found[child]} already")
        walked, above = {child}, parent
        while above in found and above not in walked:
            walked.add(above)
            above = found[above]
        if above in walked:
            raise TableFault(f"row {number}", f"{child} lies in a circle of the hierarchy")
        found[child] = parent
    return found


def written(reading: Reading, found: Protection) -> list[dict[str, object]]:
    """The rows of the JSON object: those given in their order, then those added.

    `lo` and `hi` of a published cell are its value; `hi` is None where nothing published bounds it.
    """
    given = sorted(reading.rows, key=lambda key: reading.rows[key])
    rows: list[dict[str, object]] = []
    for key in [*given, *(cell.key for cell in reading.table.cells if cell.key not in reading.rows)]:
        cell, verdict = reading.table.cells[reading.table.place[key]], found.verdicts[key]
        lo: int | None = cell.value
        hi: int | None = cell.value
        if verdict.is_withheld:
            lo = verdict.interval.lo if verdict.interval else None
            hi = verdict.interval.hi if verdict.interval else None
        rows.append(
            {
                "cell": dict(zip(reading.dimensions, key, strict=True)),
                "value": cell.value,
                "status": verdict.status,
                "lo": lo,
                "hi": hi,
            }
        )
    return rows


def as_csv(text: str, reading: Reading, rows: list[dict[str, object]]) -> str:
    """The given rows with `status`, `lo`, `hi`; the columns that came with them stay."""
    lines = numbered(text)
    _number, header = next(lines)
    came = dict(lines)
    numbers = [reading.rows[key] for key in sorted(reading.rows, key=lambda key: reading.rows[key])]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*header, "status", "lo", "hi"])
    for at, row in enumerate(rows):
        cell = row["cell"]
        assert isinstance(cell, dict)
        added = [str({**cell, "value": row["value"]}.get(name, "")) for name in header]
        fields = came[numbers[at]] if at < len(numbers) else added
        writer.writerow([*fields, row["status"], row["lo"], row["hi"]])
    return out.getvalue()

"""From the rows that the child read to the fields of the page: by their codes, all faults at once.

Pure: it reads no database and changes nothing. A field that holds what it held when the file was
written was not touched, and stays as it is in the portal now.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from beneficiaries.workbook import words
from beneficiaries.workbook.layout import QUALIFIER, SERVED, TO_LOOK_AT
from beneficiaries.workbook.numbers import Wrong, read_choice, read_day, read_number, read_text
from beneficiaries.workbook.plan import PlannedLine, PlannedRow, Slot


@dataclass(frozen=True)
class Place:
    """Where a field stands in the uploaded file."""

    sheet: str
    ref: str


@dataclass(frozen=True)
class Fault:
    """Something wrong: with a field, where it has one; `text` says the way out."""

    text: str
    name: str = ""
    place: Place | None = None
    typed: str = ""


@dataclass
class Matched:
    """What a file asks for. `data` are the fields of the page, with `…__base`, that were changed in it."""

    data: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)


@dataclass
class Uploaded:
    """The child's answer, by code."""

    rows: dict[str, list[dict[str, Any]]]
    base: dict[tuple[str, str], str]
    stray: list[dict[str, Any]]


def uploaded(answer: dict[str, Any]) -> Uploaded:
    """The rows of the file by their codes, and those without one that hold a number."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    stray = []
    for row in answer["rows"]:
        if row["code"] == TO_LOOK_AT:
            continue
        if row["code"]:
            rows[row["code"]].append(row)
        elif isinstance(row["cells"].get(SERVED), int | float):
            stray.append(row)
    return Uploaded(dict(rows), {(code, column): text for code, column, text in answer["base"]}, stray)


def match(answer: dict[str, Any], lines: list[PlannedLine]) -> Matched:
    """What the file asks of the return whose rows are `lines`."""
    found = Matched()
    file = uploaded(answer)
    known = set()
    for note in answer["notices"]:
        found.faults.append(Fault(words.notice(note["code"], note["sheet"], note.get("tag", ""))))
    vocabulary = vocabularies()
    for line in lines:
        for row in line.rows():
            known.add(row.code)
            read_row(row, file, found, vocabulary)
        settle_line(line, file, found)
    leftovers(file, known, found)
    return found


def vocabularies() -> dict[str, dict[str, str]]:
    """The words of the drop-downs in both languages."""
    meanings, qualifiers = {}, {}
    for language in ("ro", "en"):
        with override(language):
            meanings[language], qualifiers[language] = words.meanings(), words.qualifiers()
    return {"meaning": words.all_words(meanings), "qualifier": words.all_words(qualifiers)}


def read_row(row: PlannedRow, file: Uploaded, found: Matched, vocabulary: dict[str, dict[str, str]]) -> None:
    """Every field of a row, from the one or several rows of the file that carry its code."""
    for slot in row.slots:
        readings: dict[str, tuple[Place, Any]] = {}
        for there in file.rows.get(row.code, []):
            if slot.column not in there["refs"]:
                continue
            place = Place(there["sheet"], there["refs"][slot.column])
            raw = there["cells"].get(slot.column)
            found.places.setdefault(slot.name, place)
            if raw is None:
                continue
            try:
                text = read_slot(row, slot, raw, vocabulary)
            except Wrong as wrong:
                say(found, Fault(str(wrong), slot.name, place, shown(raw)))
                continue
            if text:
                readings.setdefault(text, (place, raw))
        if len(readings) > 1:
            both = ", ".join(f"{place.ref}: {text}" for text, (place, _raw) in readings.items())
            place = next(iter(readings.values()))[0]
            text = _("The same row stands twice with different values (%(both)s). Delete one.") % {
                "both": both
            }
            say(found, Fault(text, slot.name, place, next(iter(readings))))
        elif readings:
            text, (place, _raw) = next(iter(readings.items()))
            found.places[slot.name] = place
            found.read[slot.name] = text
            ask(found, slot, text, file.base.get((row.code, slot.column)))


def read_slot(row: PlannedRow, slot: Slot, raw: Any, vocabulary: dict[str, dict[str, str]]) -> str:
    """A cell of the file as the page would have it typed."""
    kind = slot.name.split("-", 1)[0]
    if kind in ("meaning", "qualifier"):
        return read_choice(raw, vocabulary[kind])
    if kind == "note":
        return read_text(raw)
    if kind == "expected":
        return read_day(raw)
    number = read_number(raw)
    if number in ("-", "?") and kind != "served":
        raise Wrong(_("Write a whole number here, or leave the cell empty."))
    return number


def ask(found: Matched, slot: Slot, text: str, base: str | None) -> None:
    """A field that was changed in the file goes to the page, with what the file first showed."""
    if text == base:
        return
    found.data[slot.name] = text
    if slot.column == QUALIFIER and not base:
        base = "exact"
    if slot.name.startswith(("served-", "repeat-", "qualifier-")) and base is not None:
        found.data[f"{slot.name}__base"] = base


def say(found: Matched, fault: Fault) -> None:
    """A fault at a field: what was typed there is kept for the coloured copy."""
    found.faults.append(fault)
    if fault.name:
        found.typed[fault.name] = fault.typed
        drop(found, fault.name)


def drop(found: Matched, name: str) -> None:
    """The field is not asked for."""
    found.data.pop(name, None)
    found.data.pop(f"{name}__base", None)


def shown(raw: Any) -> str:
    """What was typed, for the page and the coloured copy."""
    if isinstance(raw, dict):
        return str(raw.get("date", ""))[:40]
    return f"{raw:.6g}" if isinstance(raw, float) else str(raw)[:200]


def settle_line(line: PlannedLine, file: Uploaded, found: Matched) -> None:
    """`?`, the drop-down and the two ways to a total, as the fields of the page say them."""
    code = line.line.indicator.code
    numbers = [s for row in line.rows() for s in row.slots if s.name.startswith("served-")]
    asked = [slot for slot in numbers if found.read.get(slot.name) == "?"]
    if asked:
        for slot in asked:
            drop(found, slot.name)
        if any(found.read.get(slot.name, "?") != "?" for slot in numbers):
            text = _(
                "“?” says that the whole line is not known yet, but it has numbers. "
                "Delete them, or write the people you know nothing of on the row “not known”."
            )
            for slot in asked:
                say(found, Fault(text, slot.name, found.places.get(slot.name), "?"))
        else:
            found.data[f"meaning-{code}"] = "not_known"
            found.places[f"meaning-{code}"] = found.places[asked[0].name]
    if line.only_total:
        settle_total(line, line.only_total, found)
    meaning = found.data.pop(f"meaning-{code}", "")
    if meaning:
        say_meaning(line, meaning, found)


def settle_total(line: PlannedLine, row: PlannedRow, found: Matched) -> None:
    """A typed total: beside its parts it is only looked at, otherwise it is all that is known."""
    code, served = line.line.indicator.code, row.slots[0]
    typed = found.read.get(served.name, "")
    meaning = found.data.get(f"meaning-{code}") or found.read.get(f"meaning-{code}", "")
    if meaning == "only_total" or (line.line.line.block_unavailable and not meaning):
        refuse_parts(line, found)
        return
    if not typed or typed == "?":
        return
    stored = {slot.text for part in line.parts for slot in part.slots if slot.name.startswith("served-")}
    parts = [found.read.get(slot.name, slot.text) for part in line.parts for slot in part.slots[:1]]
    if any(parts) or stored - {""}:
        known = sum(int(part) for part in parts if part.isdigit())
        if typed != str(known):
            text = _("This total is added up from its parts. Change the parts.")
            say(found, Fault(text, served.name, found.places.get(served.name), typed))
        for slot in row.slots:
            drop(found, slot.name)
        return
    if served.name in found.data:
        found.data[f"meaning-{code}"] = "only_total"
        found.places[f"meaning-{code}"] = found.places[served.name]


def refuse_parts(line: PlannedLine, found: Matched) -> None:
    """Parts on a line of which only the total is known."""
    text = _("You said that you know only the total. Choose “we count” for this line, or delete its parts.")
    for part in line.parts:
        for slot in part.slots:
            if slot.name in found.data and found.data[slot.name] != slot.text:
                say(found, Fault(text, slot.name, found.places.get(slot.name), found.data[slot.name]))


def say_meaning(line: PlannedLine, meaning: str, found: Matched) -> None:
    """The drop-down of a line as the fields of the page."""
    code, stored = line.line.indicator.code, line.line.line
    place = found.places.get(f"meaning-{code}")
    if meaning == "only_total":
        if not line.only_total:
            text = _("This line has no parts: write its number.")
            say(found, Fault(text, f"meaning-{code}", place, words.meanings()["only_total"]))
        elif not stored.block_unavailable:
            found.data[f"only-{code}"] = "yes"
        return
    if stored.block_unavailable:
        found.data[f"only-{code}__base"] = "yes"
    if meaning in ("not_offered", "not_known"):
        found.data[f"state-{code}"] = meaning
    elif stored.state in ("not_offered", "not_known"):
        found.data[f"state-{code}"] = ""


def leftovers(file: Uploaded, known: set[str], found: Matched) -> None:
    """Rows that the return does not ask for, and numbers on rows without a code: said, never guessed."""
    for code, rows in file.rows.items():
        if code not in known and any(row["cells"].get(SERVED) is not None for row in rows):
            place = f"{rows[0]['sheet']}, {rows[0]['row']}"
            found.notices.append(
                _("%(place)s: the form no longer asks for this row, so that it was left out.")
                % {"place": place}
            )
    for row in file.stray[:20]:
        found.notices.append(
            _("%(place)s: a row without a code was left out.") % {"place": f"{row['sheet']}, {row['row']}"}
        )
    missing = known - set(file.rows)
    if missing and len(missing) < len(known):
        found.notices.append(
            _("Rows of the return that the workbook does not have: %(number)d. They stay as they are.")
            % {"number": len(missing)}
        )


def all_slots(lines: list[PlannedLine]) -> Iterator[tuple[PlannedLine, PlannedRow, Slot]]:
    """Every field with its row and line."""
    for line in lines:
        for row in line.rows():
            for slot in row.slots:
                yield line, row, slot

"""Filling a return: what a person typed is saved cell by cell, and never over another's number unseen."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import Block, Cell, Count, CountChange, Indicator, Report, ReportLine
from beneficiaries.queries import served_text
from beneficiaries.rules import may_fill
from protect.accounts.models import User
from protect.audit.actions import record
from protect.romanian.numbers import parse_count


@dataclass(frozen=True)
class Entry:
    """What was typed in one field. `base` is what the field showed before; None where nobody can say."""

    cell_id: int
    part: str  # "served", "repeat" or "qualifier"
    text: str
    base: str | None = None

    @property
    def name(self) -> str:
        """The field's name on the page: `served-12`."""
        return f"{self.part}-{self.cell_id}"


@dataclass(frozen=True)
class Conflict:
    """Another person's value, met in a field: who, when."""

    mine: str
    theirs: str
    who: str
    when: datetime.datetime


@dataclass
class Saved:
    """What came of a save: by field name the errors and conflicts; the totals that were computed."""

    version: int = 0
    at: datetime.datetime = field(default_factory=timezone.now)
    errors: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    totals: dict[int, int | None] = field(default_factory=dict)
    changed: int = 0


@dataclass(frozen=True)
class Place:
    """Where a cell lies in the form that a report is filled by."""

    cell: Cell
    block: Block
    indicator: Indicator


def lock(report: Report, by: User) -> Report:
    """The report as it is now, locked until the transaction ends; refuses whoever may not fill it."""
    report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("period", "organisation")
        .get(pk=report.pk)
    )
    allowed = may_fill(by, report)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    return report


def places(report: Report, cells: Collection[int] | None = None) -> dict[int, Place]:
    """Every cell that the report's form asks for; with `cells`, only those of the same indicators."""
    asked = Cell.objects.filter(block__form_lines__form_id=report.form_id)
    if cells is not None:
        asked = asked.filter(block__indicator__blocks__cells__in=cells).distinct()
    return {
        cell.pk: Place(cell, cell.block, cell.block.indicator)
        for cell in asked.select_related("block__indicator").order_by("block", "position")
    }


@transaction.atomic
def save_entries(report: Report, entries: Sequence[Entry], *, by: User, source: str = "page") -> Saved:
    """Save what was typed; each field on its own, so that one fault does not hold back the rest.

    A field whose value is no longer what the page showed is a conflict: the stored value stays,
    the typed one is kept in `CountChange` with `kept=False`, and the person chooses.
    """
    report = lock(report, by)
    asked = places(report, {entry.cell_id for entry in entries})
    saved = Saved(version=report.version)
    by_cell: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.cell_id in asked:
            by_cell[entry.cell_id].append(entry)
    lines = lines_for(report, {asked[cell].indicator for cell in by_cell})
    counts = {
        c.cell_id: c
        for c in Count.objects.filter(line__report=report, cell__in=by_cell).select_related("entered_by")
    }
    touched: set[int] = set()
    for cell_id, fields in by_cell.items():
        line = lines[asked[cell_id].indicator.pk]
        if save_cell(line, asked[cell_id], counts.get(cell_id), fields, by, saved):
            touched.add(line.pk)
    for line in lines.values():
        if line.pk in touched:
            compute_total(line, asked, saved)
    if touched:
        touch(report, saved)
        record(
            "report.fill",
            report,
            by=by,
            organisation_id=report.organisation_id,
            source=source,
            cells=saved.changed,
            version=saved.version,
        )
    return saved


def lines_for(report: Report, indicators: set[Indicator]) -> dict[int, ReportLine]:
    """The lines of these indicators, made where they are not there yet."""
    ReportLine.objects.bulk_create(
        [
            ReportLine(report=report, indicator=indicator)
            for indicator in sorted(indicators, key=lambda i: i.pk)
        ],
        ignore_conflicts=True,
    )
    return {line.indicator_id: line for line in report.lines.filter(indicator__in=indicators)}


def save_cell(
    line: ReportLine, place: Place, count: Count | None, fields: list[Entry], by: User, saved: Saved
) -> bool:
    """Save the fields of one cell; True when something changed."""
    fields = [entry for entry in fields if not is_conflict(entry, line, count, by, saved)]
    fields = [entry for entry in fields if shown(count, entry.part) != entry.text.strip()]
    if not fields:
        return False
    wanted = {entry.part: entry.text.strip() for entry in fields}
    try:
        new = read(wanted, count, line, place)
    except ValidationError as fault:
        for entry in fields:
            saved.errors[entry.name] = fault.messages[0]
        return False
    CountChange.objects.bulk_create(
        CountChange(line=line, cell=place.cell, old=shown(count, e.part), new=e.text.strip()[:40], by=by)
        for e in fields
    )
    store(line, place.cell, count, new, by)
    saved.changed += len(fields)
    return True


def shown(count: Count | None, part: str) -> str:
    """What the page shows of a count in one of its fields."""
    if part == "served":
        return served_text(count)
    if part == "qualifier":
        return count.qualifier if count else Count.Qualifier.EXACT
    return str(count.repeat) if count and count.served is not None else ""


def is_conflict(entry: Entry, line: ReportLine, count: Count | None, by: User, saved: Saved) -> bool:
    """Whether somebody else changed the field since the page was read, to another value than this one."""
    now = shown(count, entry.part)
    if entry.base is None or now in (entry.base, entry.text.strip()):
        return False
    if count and count.entered_by_id == by.pk:
        return False  # one's own value, saved a moment ago while the page went on
    if entry.part == "repeat" and not entry.base and now == "0":
        return False  # the field was empty only because nothing was counted yet
    if not readable(entry):
        return False  # `read` says what is wrong with it; nothing unreadable is kept anywhere
    saved.conflicts[entry.name] = Conflict(
        mine=entry.text.strip(),
        theirs=now,
        who=str(count.entered_by) if count and count.entered_by else "",
        when=count.entered_at if count else saved.at,
    )
    CountChange.objects.create(
        line=line, cell_id=entry.cell_id, old=now, new=entry.text.strip()[:40], kept=False
    )
    return True


def readable(entry: Entry) -> bool:
    """Whether what was typed is a value that the field can have."""
    if entry.part == "qualifier":
        return entry.text in Count.Qualifier.values
    try:
        return entry.text.strip() in ("", "-") or parse_count(entry.text) >= 0
    except ValueError:
        return False


@dataclass(frozen=True)
class Wanted:
    """The value that a cell shall have; `state` '' empties it."""

    state: str
    served: int | None
    repeat: int
    qualifier: str


def read(wanted: dict[str, str], count: Count | None, line: ReportLine, place: Place) -> Wanted:
    """Understand what was typed for a cell, or say in words what is wrong with it."""
    served, repeat = (
        wanted.get("served", shown(count, "served")),
        wanted.get("repeat", shown(count, "repeat")),
    )
    qualifier = wanted.get("qualifier", shown(count, "qualifier"))
    if qualifier not in Count.Qualifier.values:
        raise ValidationError(_("Choose exactly, about, or more than."))
    if line.state == ReportLine.State.NOT_OFFERED and served:
        raise ValidationError(_("You said that you do not offer this service. Change that first."))
    is_total = place.block.kind == Block.Kind.TOTAL
    if is_total and count and count.computed and not line.block_unavailable:
        raise ValidationError(_("This total is added up from its parts. Change the parts."))
    if served == "":
        return Wanted("", None, 0, qualifier)
    if served == "-":
        return Wanted(Count.State.NOT_APPLICABLE, None, 0, qualifier)
    try:
        number = parse_count(served)
        again = parse_count(repeat) if repeat else 0
    except ValueError as fault:
        raise ValidationError(str(fault)) from None
    if again > number:
        raise ValidationError(
            _("%(repeat)d were counted before, but only %(served)d were served. Check both numbers.")
            % {"repeat": again, "served": number}
        )
    return Wanted(Count.State.REPORTED, number, again, qualifier)


def store(
    line: ReportLine, cell: Cell, count: Count | None, new: Wanted, by: User | None, computed: bool = False
) -> None:
    """Write the value of a cell; a number says that the line is counted."""
    if not new.state:
        Count.objects.filter(line=line, cell=cell).delete()
        return
    values = {
        "state": new.state, "served": new.served, "repeat": new.repeat, "qualifier": new.qualifier,
        "computed": computed, "entered_by": by, "entered_at": timezone.now(),
    }  # fmt: skip
    if count:  # read under the lock of the report
        Count.objects.filter(pk=count.pk).update(**values)
    else:
        Count.objects.update_or_create(line=line, cell=cell, defaults=values)
    if line.state != ReportLine.State.COUNTED:
        line.state = ReportLine.State.COUNTED
        line.save(update_fields=["state"])


def compute_total(line: ReportLine, asked: dict[int, Place], saved: Saved) -> None:
    """Make the total from the crossed block, once all its cells are answered. Never both."""
    mine = [place for place in asked.values() if place.indicator.pk == line.indicator_id]
    crossed = [place.cell.pk for place in mine if place.block.kind == Block.Kind.CROSSED]
    total = next((place.cell for place in mine if place.block.kind == Block.Kind.TOTAL), None)
    if not crossed or total is None or line.block_unavailable:
        return
    counts = list(Count.objects.filter(line=line, cell__in=crossed))
    if len(counts) < len(crossed):
        Count.objects.filter(line=line, cell=total).delete()
        saved.totals[total.pk] = None
        return
    new = Wanted(
        Count.State.REPORTED,
        sum(c.served or 0 for c in counts),
        sum(c.repeat for c in counts),
        Count.Qualifier.EXACT,
    )
    store(line, total, None, new, None, computed=True)
    saved.totals[total.pk] = new.served


def touch(report: Report, saved: Saved) -> None:
    """The report changed: its version goes up by one."""
    Report.objects.filter(pk=report.pk).update(version=F("version") + 1, changed_at=saved.at)
    saved.version = report.version + 1

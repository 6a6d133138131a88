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

from beneficiaries.models import Block, Cell, Count, CountChange, Explanation, Indicator, Report, ReportLine
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
    Count.objects.update_or_create(
        line=line,
        cell=cell,
        defaults={
            "state": new.state,
            "served": new.served,
            "repeat": new.repeat,
            "qualifier": new.qualifier,
            "computed": computed,
            "entered_by": by,
            "entered_at": timezone.now(),
        },
    )
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


@transaction.atomic
def declare_line(
    report: Report,
    indicator: Indicator,
    state: str,
    *,
    by: User,
    note: str | None = None,
    expected_on: datetime.date | None = None,
) -> ReportLine:
    """Say what a line without numbers means: not offered, not known yet, or again not answered."""
    report = lock(report, by)
    line = lines_for(report, {indicator})[indicator.pk]
    without_numbers = (ReportLine.State.NOT_OFFERED, ReportLine.State.NOT_KNOWN)
    if state in without_numbers and line.counts.filter(served__gt=0).exists():
        raise ValidationError(
            _("There are numbers on this line. Delete them first, or leave the line as it is.")
        )
    if state in without_numbers:
        line.counts.all().delete()
    note = line.note if note is None else note.strip()
    if state == ReportLine.State.NOT_KNOWN and not note:
        raise ValidationError(_("Write why the number is not known yet and when you will have it."))
    line.state, line.note, line.expected_on = state, note, expected_on
    line.full_clean(exclude=["report", "indicator"])
    line.save()
    touch(report, Saved())
    record(
        "report.declare_line", report, by=by, organisation_id=report.organisation_id,
        indicator=indicator.code, state=state,
    )  # fmt: skip
    return line


@transaction.atomic
def know_only_total(
    report: Report, indicator: Indicator, only_total: bool, *, by: User, why: str = ""
) -> ReportLine:
    """Say that the parts of a line are not available, so that its total is entered; or take it back."""
    report = lock(report, by)
    line = lines_for(report, {indicator})[indicator.pk]
    if only_total and not why.strip():
        raise ValidationError(_("Write why you know only the total."))
    if line.block_unavailable != only_total:
        line.counts.exclude(cell__block__kind=Block.Kind.ONE_WAY).delete()
        line.block_unavailable = only_total
    line.note = why.strip() if only_total else line.note
    line.full_clean(exclude=["report", "indicator"])
    line.save()
    touch(report, Saved())
    record(
        "report.only_total", report, by=by, organisation_id=report.organisation_id,
        indicator=indicator.code, only_total=only_total,
    )  # fmt: skip
    return line


@transaction.atomic
def rest_are_zero(report: Report, *, by: User, indicator: Indicator | None = None) -> list[Place]:
    """Sign that everything not answered is zero: on one line, or on all that are not otherwise declared.

    Returns the places that became zero, so that the page can name them.
    """
    report = lock(report, by)
    asked = places(report)
    indicators = {place.indicator for place in asked.values() if indicator in (None, place.indicator)}
    lines = lines_for(report, indicators)
    answered = set(Count.objects.filter(line__report=report).values_list("cell_id", flat=True))
    zero = Wanted(Count.State.REPORTED, 0, 0, Count.Qualifier.EXACT)
    became: list[Place] = []
    saved = Saved()
    for place in asked.values():
        line = lines.get(place.indicator.pk)
        if line is None or place.cell.pk in answered or not takes_zero(line, place, asked):
            continue
        store(line, place.cell, None, zero, by)
        became.append(place)
    for line in lines.values():
        compute_total(line, asked, saved)
    if became:
        touch(report, saved)
        record(
            "report.rest_are_zero", report, by=by, organisation_id=report.organisation_id,
            cells=[f"{p.indicator.code}/{p.block.code}[{p.cell.key}]" for p in became],
        )  # fmt: skip
    return became


def takes_zero(line: ReportLine, place: Place, asked: dict[int, Place]) -> bool:
    """Whether an unanswered cell may be signed as zero: not where another meaning was declared."""
    if line.state in (ReportLine.State.NOT_OFFERED, ReportLine.State.NOT_KNOWN):
        return False
    if place.block.kind == Block.Kind.CROSSED:
        return not line.block_unavailable
    if place.block.kind == Block.Kind.TOTAL:
        crossed = any(
            p.block.kind == Block.Kind.CROSSED for p in asked.values() if p.indicator == place.indicator
        )
        return line.block_unavailable or not crossed
    return True


@transaction.atomic
def state_overlap(report: Report, indicator: Indicator, overlap: int | None, *, by: User) -> ReportLine:
    """Say how many of a line's people another member also counts."""
    report = lock(report, by)
    line = lines_for(report, {indicator})[indicator.pk]
    total = line.counts.filter(cell__block__kind=Block.Kind.TOTAL).values_list("served", flat=True).first()
    if overlap and total is not None and overlap > total:
        raise ValidationError(
            _("No more people can be counted twice than were served: %(served)d.") % {"served": total}
        )
    line.overlap = overlap
    line.save(update_fields=["overlap"])
    touch(report, Saved())
    record("report.overlap", report, by=by, organisation_id=report.organisation_id, indicator=indicator.code)
    return line


@transaction.atomic
def explain(
    report: Report, indicator: Indicator, check: str, inputs: str, text: str, *, by: User
) -> Explanation:
    """Answer a soft check in a sentence; it holds as long as the numbers it spoke of stay."""
    report = lock(report, by)
    if not text.strip():
        raise ValidationError(_("Write one sentence: why is the number right?"))
    line = lines_for(report, {indicator})[indicator.pk]
    found = Explanation.objects.filter(line=line, check_name=check, inputs=inputs).first()
    explanation = found or Explanation(line=line, check_name=check, inputs=inputs)
    explanation.text, explanation.by, explanation.at = text.strip(), by, timezone.now()
    explanation.full_clean(exclude=["line", "by"])
    explanation.save()
    record("report.explain", report, by=by, organisation_id=report.organisation_id, check=check)
    return explanation

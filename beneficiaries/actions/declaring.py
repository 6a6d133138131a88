"""What a person says of the lines of a return beside its numbers: what an empty line means, that the rest
are zero, that only the total is known, how many another member also counts, why a number is right."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.actions.filling import (
    Place,
    Saved,
    Wanted,
    compute_total,
    lines_for,
    lock,
    places,
    store,
    touch,
)
from beneficiaries.checks import findings
from beneficiaries.models import Block, Count, Explanation, Indicator, Report, ReportLine
from beneficiaries.queries import sheet_of
from protect.accounts.models import User
from protect.audit.actions import record


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
    """Answer a soft check in a sentence; it holds as long as the numbers it spoke of stay.

    Only what a check says now, of these numbers, is answered: nothing else gets into the row.
    """
    report = lock(report, by)
    if not text.strip():
        raise ValidationError(_("Write one sentence: why is the number right?"))
    asked = {(f.line.indicator.pk, f.check, f.inputs) for f in findings(sheet_of(report)) if not f.is_hard}
    if (indicator.pk, check, inputs) not in asked:
        raise ValidationError(_("The number has changed meanwhile. Does the reason still hold?"))
    line = lines_for(report, {indicator})[indicator.pk]
    found = Explanation.objects.filter(line=line, check_name=check, inputs=inputs).first()
    explanation = found or Explanation(line=line, check_name=check, inputs=inputs)
    explanation.text, explanation.by, explanation.at = text.strip(), by, timezone.now()
    explanation.full_clean(exclude=["line", "by"])
    explanation.save()
    record("report.explain", report, by=by, organisation_id=report.organisation_id, check=check)
    return explanation

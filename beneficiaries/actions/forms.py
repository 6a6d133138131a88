"""Forms are data: a change is a new version, shown first as a dry run, and it deletes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from beneficiaries.models import Block, Count, Form, FormLine, IndicatorVersion, Period, Report
from beneficiaries.rules import may_run_periods
from protect.accounts.models import User
from protect.audit.actions import record

Lines = Sequence[tuple[IndicatorVersion, Sequence[Block]]]


@dataclass(frozen=True)
class Change:
    """What another form would do to a period: nothing is lost, but some numbers are no longer asked for."""

    added: list[Block]
    removed: list[Block]
    carried: int  # counts of working reports that stay on the sheet
    archived: int  # counts of working reports that are kept, but no longer on the sheet
    reports: int


@transaction.atomic
def define_form(lines: Lines, *, by: User | None, note: str = "") -> Form:
    """Make the next version of the form from indicator versions and the blocks switched on for each."""
    if by is not None and not may_run_periods(by):
        raise PermissionDenied
    last = Form.objects.aggregate(last=Max("number"))["last"] or 0
    form = Form(number=last + 1, note=note, made_by=by)
    form.full_clean(exclude=["made_by"])
    form.save()
    for position, (version, blocks) in enumerate(lines):
        FormLine.objects.create(form=form, version=version, position=position).blocks.set(blocks)
    record("form.define", form, by=by, number=form.number)
    return form


def blocks_of(form: Form) -> dict[int, Block]:
    """Every block that a form asks for."""
    blocks = Block.objects.filter(form_lines__form=form).select_related("indicator").distinct()
    return {block.pk: block for block in blocks}


def describe_change(period: Period, form: Form) -> Change:
    """The dry run: what adopting `form` would change for the reports not yet verified."""
    old, new = blocks_of(period.form), blocks_of(form)
    counts = Count.objects.filter(line__report__in=Report.objects.working().filter(period=period))
    return Change(
        added=[block for pk, block in new.items() if pk not in old],
        removed=[block for pk, block in old.items() if pk not in new],
        carried=counts.filter(cell__block__in=new).count(),
        archived=counts.exclude(cell__block__in=new).count(),
        reports=Report.objects.working().filter(period=period).count(),
    )


@transaction.atomic
def adopt_form(period: Period, form: Form, *, by: User) -> Change:
    """Ask by `form` from now on in a period; verified reports keep theirs, no count is deleted."""
    if not may_run_periods(by):
        raise PermissionDenied
    period = Period.objects.select_for_update(of=("self",)).select_related("form").get(pk=period.pk)
    change = describe_change(period, form)
    Report.objects.working().filter(period=period).update(form=form)
    period.form = form
    period.save(update_fields=["form"])
    record("form.adopt", period, by=by, form=form.number, carried=change.carried, archived=change.archived)
    return change

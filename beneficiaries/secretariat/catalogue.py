"""Indicators with their definitions, and the form of a period with its one-way blocks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beneficiaries.actions.forms import adopt_form, define_form, describe_change
from beneficiaries.models import Block, Form, Indicator, Period
from beneficiaries.queries import form_lines
from beneficiaries.secretariat.doors import person, secretariat_only


@secretariat_only
@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """What is counted, in words."""
    found = Indicator.objects.prefetch_related("versions", "blocks__links__dimension")
    periods = Period.objects.filter(closed_at=None)
    context = {"indicators": found, "periods": periods}
    return render(request, "beneficiaries/secretariat/indicators.html", context)


@secretariat_only
def form(request: HttpRequest, code: str) -> HttpResponse:
    """Switch one-way blocks on and off: a new version of the form, shown as a dry run, then adopted."""
    period = get_object_or_404(Period.objects.select_related("form"), code=code)
    lines = list(form_lines(period.form_id))
    wanted = {int(pk) for pk in request.POST.getlist("block") if pk.isdigit()}
    change = None
    if request.method == "POST":
        new = new_version(period, wanted, request)
        if "adopt" in request.POST:
            adopt_form(period, new, by=person(request))
            messages.success(request, _("The form has changed. No number was deleted."))
            return redirect("secretariat:board", period.code)
        change = describe_change(period, new)
    rows = [
        (
            line,
            [
                (block, block.pk in wanted if change else block in line.blocks.all())
                for block in one_way(line.version.indicator)
            ],
        )
        for line in lines
    ]
    context = {"period": period, "rows": rows, "change": change}
    return render(request, "beneficiaries/secretariat/form.html", context)


def one_way(indicator: Indicator) -> list[Block]:
    """The blocks of an indicator that can be switched."""
    return list(
        indicator.blocks.filter(kind=Block.Kind.ONE_WAY)
        .select_related("indicator")
        .prefetch_related("links__dimension")
    )


def new_version(period: Period, wanted: set[int], request: HttpRequest) -> Form:
    """The form with these one-way blocks: one that there is already, or a new version."""
    lines = [
        (
            line.version,
            [b for b in line.version.indicator.blocks.all() if keeps(b, line.blocks.all(), wanted)],
        )
        for line in form_lines(period.form_id)
    ]
    shape = {(version.pk, frozenset(b.pk for b in blocks)) for version, blocks in lines}
    for known in Form.objects.prefetch_related("lines__blocks"):
        if {(li.version_id, frozenset(b.pk for b in li.blocks.all())) for li in known.lines.all()} == shape:
            return known
    return define_form(lines, by=person(request))


def keeps(block: Block, now: object, wanted: set[int]) -> bool:
    """One-way blocks as they were ticked; the others as they are."""
    if block.kind == Block.Kind.ONE_WAY:
        return block.pk in wanted
    return block in now  # type: ignore[operator]

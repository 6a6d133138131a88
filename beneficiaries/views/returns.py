"""Returns: the list, the start, and the task list of one."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beneficiaries.actions.declaring import declare_line, rest_are_zero
from beneficiaries.actions.handing_in import correct_report, start_report
from beneficiaries.models import Period, Report, ReportLine
from beneficiaries.owed import owed_returns
from beneficiaries.presentation import SECTIONS, section_of
from beneficiaries.queries import changes_of, not_offered_before, questions_of, sheet_of
from beneficiaries.rules import may_correct, may_fill, may_submit
from beneficiaries.views.finding import find_report, person
from members.acting import acting_with
from members.queries import organisations_with


@require_safe
def returns(request: HttpRequest) -> HttpResponse:
    """What is owed, and what was sent before."""
    mine = acting_with(request, "view_internal")
    owed = owed_returns(person(request), mine)
    return render(request, "beneficiaries/returns.html", {"owed": owed, "organisations": mine})


@require_POST
def start(request: HttpRequest, organisation: str, period: str) -> HttpResponse:
    """Start the return of an organisation for a period, or open the one that is there."""
    found = get_object_or_404(organisations_with(person(request), "fill_reports"), slug=organisation)
    try:
        report = start_report(found, get_object_or_404(Period, code=period), by=person(request))
    except PermissionDenied as refusal:
        raise Http404 from refusal
    return redirect("beneficiaries:report", report.pk)


@require_safe
def report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The task list of a return."""
    found = find_report(request, pk)
    sheet = sheet_of(found)
    tasks = [(section, [line for line in sheet.lines if section_of(line) == section]) for section in SECTIONS]
    context = {
        "report": found,
        "sheet": sheet,
        "tasks": [
            (section, sum(line.is_complete for line in lines), len(lines))
            for section, lines in tasks
            if lines
        ],
        "may_fill": may_fill(person(request), found),
        "may_submit": may_submit(person(request), found),
        "may_correct": may_correct(person(request), found),
        "questions": [
            (query, section_of(line))
            for query in questions_of(found).filter(state="open")
            if (line := sheet.line(query.indicator.code))
        ],
        "changes": changes_of(found),
        "revisions": Report.objects.filter(organisation=found.organisation, period=found.period),
    }
    return render(request, "beneficiaries/report.html", context)


def services(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Which services were offered? Those that were not are declared so, in one act a line."""
    found = find_report(request, pk)
    sheet = sheet_of(found)
    allowed = may_fill(person(request), found)
    if request.method == "POST" and allowed:
        offered = set(request.POST.getlist("offered"))
        refused = []
        for line in sheet.lines:
            now_offered = line.indicator.code in offered
            was_offered = line.line.state != ReportLine.State.NOT_OFFERED
            if now_offered != was_offered:
                state = ReportLine.State.UNANSWERED if now_offered else ReportLine.State.NOT_OFFERED
                try:
                    declare_line(found, line.indicator, state, by=person(request))
                except ValidationError as fault:
                    refused.append(f"{line.version.name}: {fault.messages[0]}")
        for text in refused:
            messages.error(request, text)
        return redirect("beneficiaries:fill", found.pk, "beneficiaries")
    before = not_offered_before(found)
    lines = [
        (line, line.line.state != ReportLine.State.NOT_OFFERED
         and (line.line.state != ReportLine.State.UNANSWERED or line.indicator.code not in before))
        for line in sheet.lines
    ]  # fmt: skip
    context = {"report": found, "lines": lines, "before": before, "may_fill": allowed}
    return render(request, "beneficiaries/services.html", context)


def nothing(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A nil return, or the rest of one: the page lists what becomes zero, the button signs it."""
    found = find_report(request, pk)
    allowed = may_fill(person(request), found)
    if request.method == "POST" and allowed:
        became = rest_are_zero(found, by=person(request))
        messages.success(request, _("%(number)d fields are now zero.") % {"number": len(became)})
        return redirect("beneficiaries:check", found.pk)
    open_lines = [line for line in sheet_of(found).lines if not line.is_complete]
    context = {"report": found, "lines": open_lines, "may_fill": allowed}
    return render(request, "beneficiaries/nothing.html", context)


def correct(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Open the next revision of a verified return, with the reason."""
    found = find_report(request, pk)
    if not may_correct(person(request), found):
        raise Http404
    errors = []
    if request.method == "POST":
        try:
            correction = correct_report(found, request.POST.get("reason", ""), by=person(request))
            return redirect("beneficiaries:report", correction.pk)
        except ValidationError as fault:
            errors = [("reason", text) for text in fault.messages]
    context = {"report": found, "errors": errors, "has_errors": bool(errors)}
    return render(request, "beneficiaries/correct.html", context)

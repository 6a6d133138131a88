"""Check your answers, sign and send, and what one keeps of it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beneficiaries.actions.declaring import explain
from beneficiaries.actions.handing_in import ask_for_signature, submit_report
from beneficiaries.checks import findings
from beneficiaries.models import Report
from beneficiaries.presentation import section_of
from beneficiaries.queries import sheet_of
from beneficiaries.rules import may_fill, may_submit
from beneficiaries.views.finding import find_report, person


def check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All answers with what the checks saw; the last button names the act."""
    report = find_report(request, pk)
    errors: list[tuple[str, str]] = []
    if request.method == "POST" and not errors:
        if request.POST.get("declared") != "yes":
            errors = [("declared", _("Confirm that the numbers are right and hold no personal data."))]
        else:
            try:
                submit_report(report, by=person(request))
                return redirect("beneficiaries:sent", report.pk)
            except PermissionDenied as refusal:
                errors = [("", str(refusal) or _("A coordinator of your organisation signs the return."))]
            except ValidationError as fault:
                errors = [("", text) for text in fault.messages]
    return render(request, "beneficiaries/check.html", checking(request, report, errors))


def checking(request: HttpRequest, report: Report, errors: list[tuple[str, str]]) -> dict[str, object]:
    """What the check page shows."""
    sheet = sheet_of(report)
    seen = findings(sheet)
    return {
        "report": report,
        "sheet": sheet,
        "lines": [
            (line, section_of(line), [f for f in seen if f.line.indicator == line.indicator])
            for line in sheet.lines
        ],
        "hard": [finding for finding in seen if finding.is_hard],
        "errors": errors,
        "has_errors": bool(errors),
        "may_fill": may_fill(person(request), report),
        "may_submit": may_submit(person(request), report),
    }


@require_POST
def explain_finding(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One sentence that answers a soft check."""
    report = find_report(request, pk)
    line = sheet_of(report).line(request.POST.get("indicator", ""))
    if line is None:
        raise Http404
    try:
        explain(
            report,
            line.indicator,
            request.POST.get("check", "")[:40],
            request.POST.get("inputs", "")[:120],
            request.POST.get("text", ""),
            by=person(request),
        )
    except ValidationError as fault:
        return render(
            request, "beneficiaries/check.html", checking(request, report, [("", fault.messages[0])])
        )
    return redirect("beneficiaries:check", report.pk)


@require_POST
def ask_signature(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The reporter has done: the coordinators are told."""
    report = find_report(request, pk)
    ask_for_signature(report, by=person(request))
    messages.success(request, _("The coordinators were told that the return waits for their signature."))
    return redirect("beneficiaries:report", report.pk)


@require_safe
def sent(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The confirmation; it stays at its address."""
    report = find_report(request, pk)
    if not report.reference:
        raise Http404
    return render(request, "beneficiaries/sent.html", {"report": report})


@require_safe
def printed(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Every question and every answer, for paper."""
    report = find_report(request, pk)
    context = {"report": report, "sheet": sheet_of(report)}
    return render(request, "beneficiaries/printed.html", context)

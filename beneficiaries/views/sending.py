"""Check your answers, sign and send, and what one keeps of it."""

import uuid
from collections.abc import Mapping

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
from beneficiaries.presentation import remarks_of, section_of
from beneficiaries.queries import sheet_of
from beneficiaries.rules import may_fill, may_submit
from beneficiaries.views.finding import find_report, person


def check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All answers with what the checks saw; the last button names the act."""
    report = find_report(request, pk)
    if request.method != "POST":
        return checking(request, report)
    kept = keep_reasons(request, report)
    if kept:
        return checking(request, report, kept)
    if request.POST.get("declared") != "yes":
        why = _("Confirm that the numbers are right and hold no personal data.")
        return checking(request, report, {"declared": why})
    try:
        submit_report(report, by=person(request))
    except PermissionDenied as refusal:
        return checking(
            request, report, {"": str(refusal) or _("A coordinator of your organisation signs the return.")}
        )
    except ValidationError as fault:
        return checking(request, report, {"": " ".join(fault.messages)})
    return redirect("beneficiaries:sent", report.pk)


def checking(request: HttpRequest, report: Report, errors: Mapping[str, str] | None = None) -> HttpResponse:
    """The check page; `errors` by the field they belong to, those of none under ""."""
    sheet = sheet_of(report)
    seen = findings(sheet)
    remarks = remarks_of(seen, request.POST, errors)
    context = {
        "report": report,
        "sheet": sheet,
        "lines": [(line, section_of(line), remarks.get(line.indicator.code, [])) for line in sheet.lines],
        "hard": [finding for finding in seen if finding.is_hard],
        "has_remarks": any(not finding.is_hard for finding in seen),
        "unanswered": sum(not f.is_hard and not f.is_settled for f in seen),
        "errors": list((errors or {}).items()),
        "has_errors": bool(errors),
        "declared_error": (errors or {}).get("declared", ""),
        "is_declared": request.POST.get("declared") == "yes",
        "may_fill": may_fill(person(request), report),
        "may_submit": may_submit(person(request), report),
    }
    return render(request, "beneficiaries/check.html", context)


def keep_reasons(request: HttpRequest, report: Report) -> dict[str, str]:
    """Keep every reason that was typed, whichever button was pressed; what could not be kept, by field."""
    if not may_fill(person(request), report):
        return {}
    refused = {}
    for remarks in remarks_of(findings(sheet_of(report))).values():
        for remark in remarks:
            typed = request.POST.get(remark.name, "").strip()
            if not remark.name or typed in ("", remark.text):
                continue
            if request.POST.get(f"{remark.name}-numbers") != remark.numbers:
                refused[remark.name] = _("The number has changed meanwhile. Does the reason still hold?")
                continue
            try:
                found = remark.finding
                explain(report, found.line.indicator, found.check, found.inputs, typed, by=person(request))
            except ValidationError as fault:
                refused[remark.name] = fault.messages[0]
    return refused


@require_POST
def explain_findings(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The sentences that answer soft checks, without sending anything."""
    report = find_report(request, pk)
    refused = keep_reasons(request, report)
    if refused:
        return checking(request, report, refused)
    messages.success(request, _("The reasons are kept."))
    return redirect("beneficiaries:check", report.pk)


@require_POST
def ask_signature(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The reporter has done: the coordinators are told."""
    report = find_report(request, pk)
    refused = keep_reasons(request, report)
    if refused:
        return checking(request, report, refused)
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

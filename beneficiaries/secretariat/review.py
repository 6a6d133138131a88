"""Review: a return beside earlier periods, what the checks saw, questions, and the verdict."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beneficiaries.actions.handing_in import return_report, verify_report
from beneficiaries.actions.questions import ask, settle
from beneficiaries.actions.reading import note_reading
from beneficiaries.board import next_to_check
from beneficiaries.checks import findings
from beneficiaries.models import Query, Report
from beneficiaries.presentation import in_words
from beneficiaries.queries import changes_of, questions_of, sheet_of
from beneficiaries.rules import may_review
from beneficiaries.secretariat.doors import person, secretariat_only
from protect.audit.queries import history


def find(pk: uuid.UUID) -> Report:
    reports = Report.objects.select_related("organisation", "period", "form", "submitted_by", "verified_by")
    return get_object_or_404(reports, pk=pk)


@secretariat_only
@require_safe
def review(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Everything about a return on one page; that it was read is noted."""
    report = find(pk)
    note_reading(report, by=person(request))
    return page(request, report)


def page(request: HttpRequest, report: Report, errors: list[str] | None = None) -> HttpResponse:
    """The page, with what went wrong if something did."""
    sheet = sheet_of(report)
    seen = findings(sheet)
    queries = list(questions_of(report))
    settled = settled_before(report)
    context = {
        "report": report,
        "sheet": sheet,
        "lines": [
            (
                line,
                [(f, settled.get((line.indicator.pk, f.check))) for f in seen if f.line is line],
                [q for q in queries if q.indicator_id == line.indicator.pk],
            )
            for line in sheet.lines
            if not line.is_quiet or line.indicator.pk in {q.indicator_id for q in queries}
        ],
        "not_offered": [line for line in sheet.lines if line.is_quiet],
        "may_review": may_review(person(request), report),
        "is_own": report.submitted_by_id == request.user.pk,
        "open_questions": sum(q.state == Query.State.OPEN for q in queries),
        "following": next_to_check(report),
        "changes": changes_of(report),
        "timeline": [
            (in_words(entry.action), entry)
            for entry in history(report).exclude(action__in=["report.read", "report.fill"])[:50]
        ],
        "errors": [("", text) for text in errors or []],
        "has_errors": bool(errors),
    }
    return render(request, "beneficiaries/secretariat/review.html", context)


def settled_before(report: Report) -> dict[tuple[int, str], str]:
    """Checks that were asked about and settled in earlier periods: (indicator, check) → period."""
    rows = Query.objects.filter(
        report__organisation_id=report.organisation_id,
        report__period__starts_on__lt=report.period.starts_on,
        state=Query.State.SETTLED,
    ).exclude(check_name="")
    return {
        (q.indicator_id, q.check_name): q.report.period.code for q in rows.select_related("report__period")
    }


@secretariat_only
@require_POST
def question(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Pin a question to a line."""
    report = find(pk)
    line = sheet_of(report).line(request.POST.get("indicator", ""))
    if line is None:
        raise Http404
    check = request.POST.get("check", "")[:40]
    chosen = set(request.POST.getlist("cell"))
    cells = [row.cell for block in line.blocks for row in block.rows if str(row.cell.pk) in chosen]
    try:
        ask(
            report, line.indicator, request.POST.get("text", ""), by=person(request), cells=cells, check=check
        )
    except (PermissionDenied, ValidationError) as fault:
        return page(request, report, [words(fault)])
    return redirect("secretariat:review", report.pk)


@secretariat_only
@require_POST
def settled(request: HttpRequest, pk: uuid.UUID, query: int) -> HttpResponse:
    """Close a question for good."""
    report = find(pk)
    try:
        settle(get_object_or_404(Query, pk=query, report=report), by=person(request))
    except PermissionDenied as fault:
        return page(request, report, [words(fault)])
    return redirect("secretariat:review", report.pk)


@secretariat_only
@require_POST
def verdict(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Verify, or return with the questions that are open."""
    report = find(pk)
    following = next_to_check(report)
    try:
        if request.POST.get("verdict") == "verify":
            verify_report(report, by=person(request), reason=request.POST.get("reason", ""))
            messages.success(request, _("%(reference)s is verified.") % {"reference": report.reference})
        else:
            return_report(report, by=person(request))
            messages.success(request, _("%(reference)s was returned.") % {"reference": report.reference})
    except (PermissionDenied, ValidationError) as fault:
        return page(request, report, [words(fault)])
    if following:
        return redirect("secretariat:review", following.pk)
    return redirect("secretariat:board", report.period.code)


def words(fault: Exception) -> str:
    """What a refusal says to the person."""
    return fault.messages[0] if isinstance(fault, ValidationError) else str(fault)

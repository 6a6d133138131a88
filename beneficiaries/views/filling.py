"""Filling a return: the rows of a section, autosave, and the paste from a spreadsheet."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from beneficiaries.actions.activities import FILLS, fill_from_activities
from beneficiaries.actions.declaring import rest_are_zero
from beneficiaries.actions.filling import Saved, save_entries
from beneficiaries.checks import findings
from beneficiaries.entering import Pasted, enter, entries_from, read_paste
from beneficiaries.models import Count, Report
from beneficiaries.presentation import SECTIONS, lines_of
from beneficiaries.queries import questions_of, sheet_of
from beneficiaries.rules import may_fill
from beneficiaries.views.finding import find_report, person
from protect.romanian.dates import clock
from protect.romanian.numbers import format_number


def fill(request: HttpRequest, pk: uuid.UUID, section: str) -> HttpResponse:
    """The rows of a section; its ordinary button saves everything, with or without JavaScript."""
    report = find_report(request, pk)
    if section not in SECTIONS:
        raise Http404
    allowed = may_fill(person(request), report)
    saved, data = Saved(version=report.version), {}
    if request.method == "POST" and allowed:
        data = request.POST.dict()
        saved = enter(report, data, by=person(request))
        if not saved.errors and not saved.conflicts:
            return after_saving(request, report, section)
    sheet = sheet_of(report)
    seen = [f for f in findings(sheet) if f.check != "not_answered"]
    queries = questions_of(report).exclude(state="settled")
    lines = lines_of(sheet, section, findings=seen, queries=queries, saved=saved, data=data)
    errors = [*saved.errors.items(), *((name, _("Two people wrote here.")) for name in saved.conflicts)]
    context = {
        "report": report,
        "sheet": sheet,
        "section": section,
        "lines": lines,
        "errors": errors,
        "has_errors": bool(errors),
        "may_fill": allowed,
        "qualifiers": Count.Qualifier.choices,
        "fills": FILLS,
    }
    return render(request, "beneficiaries/fill.html", context)


def after_saving(request: HttpRequest, report: Report, section: str) -> HttpResponse:
    """Where the pressed button leads."""
    if code := request.POST.get("zero"):
        line = sheet_of(report).line(code)
        became = rest_are_zero(report, indicator=line.indicator, by=person(request)) if line else []
        names = ", ".join(place.cell.name for place in became)
        if became:
            messages.success(request, _("Now zero: %(names)s.") % {"names": names})
        return redirect("beneficiaries:fill", report.pk, section)
    if code := request.POST.get("from_activities"):
        fill_from_activities(report, code, by=person(request))
        return redirect("beneficiaries:fill", report.pk, section)
    if request.POST.get("stay"):
        return redirect("beneficiaries:fill", report.pk, section)
    later = SECTIONS[SECTIONS.index(section) + 1 :]
    if later:
        return redirect("beneficiaries:fill", report.pk, later[0])
    return redirect("beneficiaries:check", report.pk)


@require_POST
def autosave(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Save the fields that changed; the answer is the contract of static/src/js/autosave.js."""
    report = find_report(request, pk)
    try:
        saved = enter(report, request.POST.dict(), by=person(request))
    except PermissionDenied as refusal:
        return JsonResponse({"message": str(refusal)}, status=409)
    return JsonResponse(
        {
            "saved_at": clock(saved.at),
            "version": saved.version,
            "errors": saved.errors,
            "conflicts": {
                name: {"theirs": c.theirs, "who": c.who, "when": clock(c.when)}
                for name, c in saved.conflicts.items()
            },
            "derived": {
                f"total-{cell}": _("once all are answered") if total is None else format_number(total)
                for cell, total in saved.totals.items()
            },
        }
    )


def paste(request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """Numbers from a spreadsheet: pasted, shown row by row, and used only when a button says so."""
    report = find_report(request, pk)
    line = sheet_of(report).line(code)
    if line is None or not may_fill(person(request), report):
        raise Http404
    text = request.POST.get("pasted", "")[:20_000]
    rows = read_paste(line, text)
    if request.method == "POST" and "use" in request.POST:
        take_over(request, report, rows)
        section = "activities" if line.version.about_activities else "beneficiaries"
        return redirect("beneficiaries:fill", report.pk, section)
    context = {
        "report": report,
        "line": line,
        "rows": rows,
        "usable": sum(row.is_usable for row in rows),
        "pasted": text,
        "may_fill": True,
    }
    return render(request, "beneficiaries/paste.html", context)


def take_over(request: HttpRequest, report: Report, rows: list[Pasted]) -> None:
    """Save what was pasted and can be used; what was left out is named, so that nobody thinks it is there."""
    usable = {row.field: row for row in rows if row.is_usable}
    entries = entries_from({str(name): row.text for name, row in usable.items()})
    saved = save_entries(report, entries, by=person(request), source="paste")
    left = [row for row in rows if not row.is_usable] + [usable[name] for name in saved.errors]
    done = ngettext("%(number)d field was changed.", "%(number)d fields were changed.", saved.changed)
    messages.success(request, done % {"number": saved.changed})
    if left:
        names = ", ".join(f"{row.row_name or row.label or '?'}: “{row.text}”" for row in left)
        messages.warning(request, _("Left out, write them yourself: %(names)s.") % {"names": names})

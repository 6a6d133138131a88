"""A return as a workbook: downloaded, uploaded, looked at, and used only when a button says so."""

import uuid

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beneficiaries.models import Report
from beneficiaries.queries import sheet_of
from beneficiaries.rules import may_fill
from beneficiaries.views.finding import find_report, person
from beneficiaries.workbook.importing import FileRefused, Preview, look, take, with_choices
from beneficiaries.workbook.layout import LARGEST_FILE
from beneficiaries.workbook.words import refusal
from beneficiaries.workbook.writing import CONTENT_TYPE, Marked, file_name, write

SALT = "beneficiaries.workbook"
HOURS = 4 * 60 * 60


def workbook(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Download, fill in, upload; then what would change and what is wrong, before anything is saved."""
    report = find_report(request, pk)
    allowed = may_fill(person(request), report)
    context: dict[str, object] = {"report": report, "may_fill": allowed}
    if request.method == "POST":
        if not allowed:
            raise Http404
        try:
            found = look(report, uploaded(request), by=person(request))
        except FileRefused as fault:
            context |= {"errors": [("file", text) for text in fault.messages], "has_errors": True}
        else:
            context |= {"preview": found, "kept": keep(found)}
            context |= {"errors": faults_of(found), "has_errors": bool(found.faults)}
    return render(request, "beneficiaries/workbook.html", context)


def uploaded(request: HttpRequest) -> bytes:
    """The bytes of the chosen file."""
    file = request.FILES.get("file")
    if file is None:
        raise FileRefused(_("Choose the workbook that you filled in."))
    if (file.size or 0) > LARGEST_FILE:
        raise FileRefused(refusal("too_large"))
    return file.read()


def faults_of(found: Preview) -> list[tuple[str, str]]:
    """The faults, each once with the cells that it stands in."""
    cells: dict[tuple[str, str], list[str]] = {}
    for fault in found.faults:
        at = fault.place
        refs = cells.setdefault((fault.text, at.sheet if at and at.ref else ""), [])
        refs += [at.ref] if at and at.ref else []
    return [
        ("", f"{sheet}, {', '.join(refs)}: {text}" if refs else text) for (text, sheet), refs in cells.items()
    ]


def keep(found: Preview) -> str:
    """What the page carries on to its buttons, signed, so that nothing is kept on the server."""
    typed, faults = found.marks()
    content = {
        "report": str(found.report.pk),
        "data": found.matched.data,
        "theirs": {change.name: change.conflict.theirs for change in found.conflicts if change.conflict},
        "typed": typed,
        "faults": faults,
        "file": found.file_digest,
    }
    return signing.dumps(content, salt=SALT, compress=True)


def kept(request: HttpRequest, report: Report) -> dict:
    """What the page carried on; an old or foreign page is no longer there."""
    try:
        content = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=HOURS)
    except signing.BadSignature as fault:
        raise Http404 from fault
    if content["report"] != str(report.pk):
        raise Http404
    return dict(content)


@require_POST
def use(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Save what the preview showed: everything, or nothing."""
    report = find_report(request, pk)
    content = kept(request, report)
    chosen = {name: request.POST.get(f"choice-{name}", "") for name in content["theirs"]}
    data = with_choices(content["data"], chosen, content["theirs"])
    try:
        saved = take(report, data, by=person(request), file_digest=content["file"])
    except PermissionDenied as refused:
        raise Http404 from refused
    except ValidationError as fault:
        errors = [("", text) for text in fault.messages]
        context = {"report": report, "may_fill": True, "errors": errors, "has_errors": True}
        return render(request, "beneficiaries/workbook.html", context)
    changed = saved.version != report.version
    messages.success(request, _("The workbook was taken in.") if changed else _("Nothing had to change."))
    return redirect("beneficiaries:report", report.pk)


@require_POST
def marked(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The workbook again, with what was typed and a note at each fault; made anew."""
    report = find_report(request, pk)
    content = kept(request, report)
    if not may_fill(person(request), report):
        raise Http404
    return as_file(write(sheet_of(report), Marked(content["typed"], content["faults"])), file_name(report))


@require_safe
def download(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The workbook of the return as it stands."""
    report = find_report(request, pk)
    return as_file(write(sheet_of(report)), file_name(report))


def as_file(content: bytes, name: str) -> HttpResponse:
    """A workbook to keep."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def blank(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The questions with empty boxes, for centres without a computer."""
    report = find_report(request, pk)
    return render(request, "beneficiaries/blank.html", {"report": report, "sheet": sheet_of(report)})

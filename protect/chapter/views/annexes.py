"""The annex's tables for the national agency."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from protect.chapter.actions.annexes import EXTENSIONS, hand_over_annex
from protect.chapter.rules import may_compile
from protect.chapter.views.doors import compiled, person, said


def annex(request: HttpRequest, year: int) -> HttpResponse:
    """Choose a format, with disclosure control or under a legal basis; the file is the answer."""
    chapter = compiled(request, year)
    fault: Exception | None = None
    if request.method == "POST":
        extension = request.POST.get("format", "")
        extension = extension if extension in EXTENSIONS else EXTENSIONS[0]
        try:
            content_type, content = hand_over_annex(
                year, extension, (get_language() or "ro")[:2], by=person(request),
                controlled=request.POST.get("controlled") != "no", basis=request.POST.get("basis", ""),
            )  # fmt: skip
        except ValidationError as refused:
            fault = refused
        else:
            response = HttpResponse(content, content_type=content_type)
            response["Content-Disposition"] = f'attachment; filename="annex-{year}.{extension}"'
            return response
    context = {
        "chapter": chapter,
        "formats": EXTENSIONS,
        "compiles": may_compile(person(request)),
        "basis": request.POST.get("basis", ""),
    }
    return render(request, "chapter/annex.html", context | (said(fault) if fault else {}))

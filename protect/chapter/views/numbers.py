"""Numbers: the release that the chapter stands on, what a newer one changes, figures from elsewhere."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from protect.chapter.actions.numbers import accept_change, changes_of, take_release
from protect.chapter.actions.outside import change_outside_figure, note_outside_figure, remove_outside_figure
from protect.chapter.forms import OutsideForm
from protect.chapter.models import Chapter, OutsideFigure, Text
from protect.chapter.queries import texts_that_use
from protect.chapter.rules import may_compile
from protect.chapter.views.doors import compiled, person, said
from services.releases.queries import latest


def numbers(request: HttpRequest, year: int) -> HttpResponse:
    """The release that the chapter stands on, what a newer one changes, figures from elsewhere."""
    chapter = compiled(request, year)
    form = OutsideForm(request.POST if request.POST.get("act") == "outside" else None)
    fault: Exception | None = None
    if request.method == "POST":
        try:
            if changed(request, chapter, form):
                return redirect("chapter:numbers", year)
        except ValidationError as refused:
            fault = refused
    newest = latest(year)
    newer = newest if newest and newest.pk != chapter.release_id else None
    context = {
        "chapter": chapter,
        "newer": newer,
        "changes": changes_of(chapter, newer) if newer and chapter.release_id else [],
        "outside": chapter.outside_figures.standing(),
        "form": form,
        "compiles": may_compile(person(request)),
    }
    return render(request, "chapter/numbers.html", context | (said(fault) if fault else {}))


def changed(request: HttpRequest, chapter: Chapter, form: OutsideForm) -> bool:
    """Do what the page asked for; False where a form has to be mended."""
    match request.POST.get("act"):
        case "accept":
            texts = Text.objects.select_related("section")
            text = get_object_or_404(texts, section__chapter=chapter, pk=request.POST.get("text", "0"))
            accept_change(text, request.POST.get("digest", ""), by=person(request))
        case "take":
            take_release(chapter, by=person(request))
        case "outside":
            form.instance.chapter = chapter
            if not form.is_valid():
                return False
            note_outside_figure(form.save(commit=False), by=person(request))
        case _:
            raise Http404
    return True


def outside(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """A figure from elsewhere: correcting it, taking it away, where it stands, what it was before."""
    chapter = compiled(request, year)
    figure = get_object_or_404(chapter.outside_figures.standing(), code=code)
    form = OutsideForm(request.POST if request.POST.get("act") == "change" else None, instance=figure)
    fault: Exception | None = None
    if request.method == "POST":
        try:
            if mended(request, figure, form):
                return redirect("chapter:numbers", year)
        except ValidationError as refused:
            fault = refused
    context = {
        "chapter": chapter,
        "figure": OutsideFigure.objects.get(pk=figure.pk),
        "form": form,
        "used": texts_that_use(figure),
        "versions": figure.versions.select_related("by"),
        "compiles": may_compile(person(request)),
    }
    return render(request, "chapter/outside.html", context | (said(fault) if fault else {}))


def mended(request: HttpRequest, figure: OutsideFigure, form: OutsideForm) -> bool:
    """Change or remove as the page asked; False where the form has to be mended."""
    if request.POST.get("act") == "remove":
        remove_outside_figure(figure, by=person(request))
        return True
    if not form.is_valid():
        return False
    version = request.POST.get("version", "")
    number = int(version) if version.isdigit() else -1
    change_outside_figure(form.save(commit=False), number, by=person(request))
    return True

"""The published chapters: pages of everybody, without cookie or script, and the files as they were frozen."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from protect.chapter.actions.publishing import PAGE
from protect.chapter.models import Chapter, Edition, EditionFile


@require_safe
@login_not_required
def chapters(request: HttpRequest) -> HttpResponse:
    """The years that have an edition."""
    found = Chapter.objects.annotate(newest=Max("editions__number")).filter(newest__isnull=False)
    return render(request, "chapter/public/list.html", {"chapters": found})


@require_safe
@login_not_required
def chapter(request: HttpRequest, year: int, number: int | None = None) -> HttpResponse:
    """The newest edition of a year, or an earlier one, in the language of the page."""
    editions = Edition.objects.filter(chapter__year=year).select_related("chapter")
    edition = (editions.filter(number=number) if number else editions).order_by("-number").first()
    if edition is None:
        raise Http404
    language = "en" if (get_language() or "ro").startswith("en") else "ro"
    page = get_object_or_404(edition.files, language=language, name=PAGE)
    newest = editions.order_by("-number").values_list("number", flat=True).first()
    context = {
        "edition": edition,
        "body": mark_safe(bytes(page.content).decode()),  # noqa: S308 (written by formats.html, which escapes)
        "files": edition.files.exclude(name=PAGE).defer("content").order_by("language", "name"),
        "language": language,
        "what_changed": edition.what_changed(language),
        "newest": newest,
        "editions": editions.order_by("number"),
    }
    return render(request, "chapter/public/chapter.html", context)


@require_safe
@login_not_required
def file(request: HttpRequest, year: int, number: int, language: str, name: str) -> HttpResponse:
    """A file of an edition, byte for byte."""
    found = get_object_or_404(
        EditionFile, edition__chapter__year=year, edition__number=number, language=language, name=name
    )
    response = HttpResponse(bytes(found.content), content_type=found.content_type)
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response

"""Approval, editions, and reading the whole before it is published."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from protect.chapter.actions.approving import approve, ask_for_approval, words_of_groups
from protect.chapter.actions.publishing import publish_edition, why_not
from protect.chapter.assembling import document_of
from protect.chapter.formats.html import body
from protect.chapter.models import LANGUAGES, Chapter, PassageComment, Text
from protect.chapter.rules import coordinates, may_approve, may_compile
from protect.chapter.views.doors import compiled, person, readable, said
from workgroups.models import Workgroup

Refusal = (PermissionDenied, ValidationError)


@require_safe
def preview(request: HttpRequest, year: int, language: str) -> HttpResponse:
    """The whole chapter as it reads now."""
    chapter = readable(request, year)
    if language not in dict(LANGUAGES):
        raise Http404
    document = document_of(chapter, language, whole=False)
    context = {
        "chapter": chapter,
        "document": document,
        "body": body(document),
        "language": language,
        "comments": PassageComment.objects.filter(text__section__chapter=chapter, text__language=language)
        .select_related("text__section", "by", "answered_by")
        .order_by("text__section__position", "at"),
        "groups": coordinates(person(request)) if chapter.approval_asked_at else [],
        "texts": Text.objects.filter(section__chapter=chapter, language=language)
        .exclude(body="")
        .select_related("section")
        .order_by("section__position"),
    }
    return render(request, "chapter/preview.html", context)


def approval(request: HttpRequest, year: int, group: str) -> HttpResponse:
    """One page, one button: the coordinator agrees, or says what not."""
    chapter = get_object_or_404(Chapter, year=year)
    found = get_object_or_404(Workgroup, slug=group)
    if not may_approve(person(request), chapter, found):
        raise Http404
    fault: Exception | None = None
    if request.method == "POST":
        agrees = request.POST.get("word") == "agree"
        try:
            approve(chapter, found, agrees, request.POST.get("dissent", ""), by=person(request))
            messages.success(request, _("Thank you. Your word is noted."))
            return redirect("chapter:approval", year, group)
        except ValidationError as refused:
            fault = refused
    word = next((w.approval for w in words_of_groups(chapter) if w.group == found), None)
    context = {"chapter": chapter, "group": found, "approval": word}
    return render(request, "chapter/approval.html", context | (said(fault) if fault else {}))


def editions(request: HttpRequest, year: int) -> HttpResponse:
    """Who approved, what stands in the way, and the editions so far."""
    chapter = compiled(request, year)
    fault: Exception | None = None
    if request.method == "POST":
        try:
            if request.POST.get("act") == "ask":
                ask_for_approval(chapter, by=person(request))
                messages.success(request, _("The coordinators were asked for their word."))
            else:
                changed_ro, changed_en = (request.POST.get(f"changed_{code}", "") for code in ("ro", "en"))
                edition = publish_edition(chapter, changed_ro, changed_en, by=person(request))
                words = _("Edition %(number)d is published.") % {"number": edition.number}
                messages.success(request, words)
            return redirect("chapter:editions", year)
        except Refusal as refused:
            fault = refused
    context = {
        "chapter": chapter,
        "words": words_of_groups(chapter),
        "why_not": why_not(chapter),
        "editions": chapter.editions.prefetch_related("files").select_related("published_by"),
        "compiles": may_compile(person(request)),
        "typed": request.POST,
    }
    return render(request, "chapter/editions.html", context | (said(fault) if fault else {}))

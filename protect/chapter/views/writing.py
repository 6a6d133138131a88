"""Writing a section: contributions at the left, the text at the right; versions, comments, checks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from protect.chapter.actions.drafts import draft_of, drop_draft
from protect.chapter.actions.writing import (
    Saved,
    answer_comment,
    comment,
    open_text,
    save_text,
    take_in,
)
from protect.chapter.assembling import section_html
from protect.chapter.binding import figures_for
from protect.chapter.checking import check_chapter, subject_of
from protect.chapter.checks import findings_in
from protect.chapter.materials import materials_of
from protect.chapter.models import Contribution, PassageComment, Text
from protect.chapter.picking import inserted, picker
from protect.chapter.queries import text_before
from protect.chapter.rules import may_compile
from protect.chapter.tokens import TOKEN
from protect.chapter.views.doors import compiled, compiled_text, person, readable, said
from protect.chapter.words import count_words, differences, lix
from protect.romanian.text import clean_text

Refusal = (PermissionDenied, ValidationError)


def write(request: HttpRequest, year: int, code: str, language: str) -> HttpResponse:
    """The text of a section in one language, and saving it."""
    text = compiled_text(request, year, code, language)
    if request.method != "POST":
        draft = draft_of(person(request), text)
        return (
            page(request, text, typed=draft.words, version=draft.began_from) if draft else page(request, text)
        )
    version, act = request.POST.get("version", ""), request.POST.get("act", "")
    number, typed = int(version) if version.isdigit() else -1, clean_text(request.POST.get("body", ""))
    if act == "discard":
        drop_draft(text, by=person(request))
        return redirect("chapter:write", year, code, language)
    if act == "pick":
        return page(request, text, typed=typed, version=number)
    if act == "insert":
        token = request.POST.get("pick_way", "")
        if TOKEN.fullmatch(token):
            typed = inserted(typed, token, request.POST.get("caret", ""))
            messages.info(request, _("The number is in the text. Save when you are done."))
        return page(request, text, typed=typed, version=number)
    try:
        saved = save_text(text, typed, number, by=person(request))
        if act in ("take_in", "take_in_list") and not saved.is_conflict:
            saved = take_in(text.section, language, by=person(request), as_list=act == "take_in_list")
    except Refusal as fault:
        return page(request, text, fault, typed=typed, version=number)
    if saved.is_conflict:
        return page(request, compiled_text(request, year, code, language), saved=saved)
    messages.success(request, _("Saved."))
    return redirect("chapter:write", year, code, language)


def page(
    request: HttpRequest,
    text: Text,
    *faults: Exception,
    typed: str | None = None,
    version: int | None = None,
    saved: Saved | None = None,
) -> HttpResponse:
    """The page, with what went wrong, or with both texts where two people wrote.

    What was `typed` and is not saved is shown, checked and counted as it is; `version` is what it began from.
    """
    section, stored = text.section, text.body
    mine = saved.mine if saved else None
    conflict = mine and list(differences(text.body, mine.body))
    text.body = typed if typed is not None else (mine.body if mine else text.body)
    figures = figures_for(section.chapter, also=text.body)
    subject = subject_of(section, text, figures)
    context = {
        "text": text,
        "stored": stored,
        "draft": draft_of(person(request), text),
        "version": text.version if version is None else version,
        "section": section,
        "chapter": section.chapter,
        "typed": text.body,
        "caret": request.POST.get("caret", ""),
        "conflict": conflict,
        "contributions": [
            (contribution, contribution.accepted_in(text.language))
            for contribution in section.contributions.exclude(state=Contribution.State.ASKED).select_related(
                "organisation", "workgroup"
            )
        ],
        "materials": materials_of(section, person(request)),
        "before": text_before(section, text.language),
        "comments": text.comments.select_related("by", "answered_by"),
        "picker": picker(section.chapter, text.language, request.POST),
        "findings": findings_in(subject),
        "words": count_words(text.body),
        "lix": lix(text.body),
        "reads": section_html(text, figures),
        "held": text.held_by_another(person(request)) and text.held_by,
        "compiles": may_compile(person(request)),
        "other": "en" if text.language == "ro" else "ro",
    }
    return render(request, "chapter/write.html", context | said(*faults))


@require_POST
def opened(request: HttpRequest, year: int, code: str, language: str) -> HttpResponse:
    """Somebody began to type: whoever opens the page next is told."""
    open_text(compiled_text(request, year, code, language), by=person(request))
    return HttpResponse(status=204)


@require_safe
def versions(request: HttpRequest, year: int, code: str, language: str) -> HttpResponse:
    """Every version, and what changed between two of them."""
    text = compiled_text(request, year, code, language)
    kept = list(text.versions.select_related("by"))
    chosen = {version.number: version for version in kept}
    asked = [request.GET.get(name, "") for name in ("from", "to")]
    newest = [version.number for version in kept[:2]][::-1]
    numbers = [int(value) for value in asked if value.isdigit() and int(value) in chosen]
    pair = numbers if len(numbers) == 2 else newest
    context = {
        "text": text,
        "section": text.section,
        "chapter": text.section.chapter,
        "versions": kept,
        "pair": pair,
        "differences": list(differences(chosen[pair[0]].body, chosen[pair[1]].body))
        if len(pair) == 2
        else [],
    }
    return render(request, "chapter/versions.html", context)


@require_POST
def remark(request: HttpRequest, year: int, code: str, language: str) -> HttpResponse:
    """A comment on a passage: of the secretariat, or of a coordinator who was asked."""
    chapter = readable(request, year)
    text = get_object_or_404(
        Text.objects.select_related("section__chapter"),
        section__chapter=chapter, section__code=code, language=language,
    )  # fmt: skip
    try:
        comment(text, request.POST.get("passage", ""), request.POST.get("remark", ""), by=person(request))
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as fault:
        if may_compile(person(request)):
            return page(request, text, fault)
        messages.error(request, fault.messages[0])
    if may_compile(person(request)):
        return redirect("chapter:write", year, code, language)
    return redirect("chapter:preview", year, language)


@require_POST
def answer(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Answer a comment."""
    found = get_object_or_404(
        PassageComment.objects.select_related("text__section__chapter"),
        text__section__chapter=compiled(request, year), pk=pk,
    )  # fmt: skip
    try:
        answer_comment(found, request.POST.get("answer", ""), by=person(request))
    except ValidationError as fault:
        return page(request, found.text, fault)
    return redirect("chapter:write", year, found.text.section.code, found.text.language)


@require_safe
def checks(request: HttpRequest, year: int) -> HttpResponse:
    """What the checks say of the whole chapter, each linking to its place."""
    chapter = compiled(request, year)
    return render(request, "chapter/checks.html", {"chapter": chapter, "checked": check_chapter(chapter)})

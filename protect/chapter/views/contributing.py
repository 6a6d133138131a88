"""Contributions: the author's page beside last year's text, and the secretariat's list of a section."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.acting import on_behalf
from protect.chapter.actions.contributions import (
    accept_contribution,
    ask_back,
    ask_for_contributions,
    remind_authors,
    send_contribution,
)
from protect.chapter.actions.drafts import draft_of, drop_draft
from protect.chapter.binding import figures_for
from protect.chapter.materials import materials_for
from protect.chapter.models import Contribution
from protect.chapter.queries import answer_before, text_before
from protect.chapter.rules import may_answer, may_compile
from protect.chapter.tokens import fill
from protect.chapter.views.doors import compiled_section, person, said

Refusal = (PermissionDenied, ValidationError)


def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, the answer, what stood there last year."""
    rows = Contribution.objects.visible_to(person(request))
    found = get_object_or_404(
        rows.select_related("section__chapter", "organisation", "workgroup", "written_by"), pk=pk
    )
    if found.organisation:
        on_behalf(request, found.organisation)
    draft = draft_of(person(request), found)
    typed, version = (draft.words, draft.began_from) if draft else (found.text, found.version)
    errors: dict[str, Any] = {}
    if request.method == "POST" and request.POST.get("act") == "discard":
        drop_draft(found, by=person(request))
        return redirect("chapter:contribution", pk)
    if request.method == "POST":
        typed, posted = request.POST.get("text", ""), request.POST.get("version", "")
        version = int(posted) if posted.isdigit() and len(posted) < 10 else -1
        try:
            send_contribution(found, typed, version, by=person(request))
            messages.success(request, _("Thank you. Your text was sent."))
            return redirect("chapter:contribution", pk)
        except Refusal as fault:
            errors = said(fault)
            found.refresh_from_db()
            if getattr(fault, "code", "") == "conflict":
                version = found.version  # both texts are on the page now: the next sending is a choice
    context = {
        "contribution": found,
        "section": found.section,
        "typed": typed,
        "draft": draft,
        "version": version,
        "accepted": fill(
            found.accepted_text, figures_for(found.section.chapter, also=found.accepted_text), "ro"
        ),
        "may_answer": may_answer(person(request), found),
        "materials": materials_for(found, person(request)),
        "before": answer_before(found),
        "chapter_before": text_before(found.section, (get_language() or "ro")[:2]),
    }
    return render(request, "chapter/contribution.html", context | errors)


@require_safe
def contributions(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Who was asked, who answered, and what."""
    return listed(request, year, code)


def listed(request: HttpRequest, year: int, code: str, *faults: Exception) -> HttpResponse:
    """The list, with what went wrong if something did."""
    section = compiled_section(request, year, code)
    rows = section.contributions.select_related("organisation", "workgroup", "written_by", "section__chapter")
    context = {
        "section": section,
        "chapter": section.chapter,
        "contributions": rows,
        "waiting": section.contributions.unanswered().count(),
        "compiles": may_compile(person(request)),
    }
    return render(request, "chapter/contributions.html", context | said(*faults))


@require_POST
def ask(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Put the question to everybody whom the section asks, or remind those who have not answered."""
    section = compiled_section(request, year, code)
    try:
        if request.POST.get("act") == "remind":
            told = len(remind_authors(section, by=person(request)))
            words = ngettext("%(n)d was reminded.", "%(n)d were reminded.", told)
        else:
            told = len(ask_for_contributions(section, by=person(request)))
            words = ngettext("%(n)d was asked.", "%(n)d were asked.", told)
    except ValidationError as fault:
        return listed(request, year, code, fault)
    messages.success(request, words % {"n": told})
    return redirect("chapter:contributions", year, code)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, shorten, or ask back."""
    if not may_compile(person(request)):
        raise Http404
    found = get_object_or_404(Contribution.objects.select_related("section__chapter"), pk=pk)
    year, code = found.section.chapter.year, found.section.code
    try:
        if request.POST.get("act") == "ask_back":
            ask_back(found, request.POST.get("question_back", ""), by=person(request))
        else:
            short, english = (request.POST.get(name, "") for name in ("shortened", "english"))
            accept_contribution(found, short, english, by=person(request))
    except Refusal as fault:
        return listed(request, year, code, fault)
    return redirect("chapter:contributions", year, code)

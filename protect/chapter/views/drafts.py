"""Keeping what somebody types before it is sent; the answer is the contract of static/src/js/autosave.js."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from protect.chapter.actions.drafts import Place, keep_draft
from protect.chapter.models import Contribution
from protect.chapter.views.doors import compiled_text, person
from protect.romanian.dates import clock
from protect.romanian.text import clean_text


@require_POST
def of_contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of an answer."""
    rows = Contribution.objects.visible_to(person(request)).select_related("section__chapter", "organisation")
    return kept(request, get_object_or_404(rows, pk=pk), "text")


@require_POST
def of_text(request: HttpRequest, year: int, code: str, language: str) -> HttpResponse:
    """The draft of a section's text."""
    return kept(request, compiled_text(request, year, code, language), "body")


def kept(request: HttpRequest, place: Place, name: str) -> HttpResponse:
    """Keep the field; `version` is the form's own and stays, so that the sending still sees who was first."""
    version = request.POST.get("version", "")
    began_from = int(version) if version.isdigit() and len(version) < 10 else 0
    words = clean_text(request.POST.get(name, ""))
    try:
        saved = keep_draft(
            place, words, clean_text(request.POST.get(f"{name}__base", "")), began_from, by=person(request)
        )
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as fault:
        return JsonResponse({"version": version, "errors": {name: fault.messages[0]}, "saved_at": ""})
    when = clock(saved.draft.saved_at)
    conflicts = {name: {"theirs": saved.theirs, "who": str(saved.draft.user), "when": when}}
    return JsonResponse(
        {"version": version, "saved_at": when, "errors": {}, "conflicts": conflicts if saved.theirs else {}}
    )

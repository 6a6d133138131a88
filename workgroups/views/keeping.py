"""What a page sends by itself: the draft as it is written, and how far the reader has come."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from protect.romanian.dates import clock
from workgroups.actions.keeping import FIELDS, give_up_draft, keep_draft, read_up_to
from workgroups.models import Thread, Workgroup
from workgroups.views.finding import find_group, find_thread, person


@require_POST
def draft_of_reply(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Keep the reply that is being written."""
    thread = find_thread(request, slug, pk)
    return kept(request, thread.workgroup, thread)


@require_POST
def draft_of_thread(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the new discussion that is being written."""
    return kept(request, find_group(request, slug), None)


def kept(request: HttpRequest, group: Workgroup, thread: Thread | None) -> HttpResponse:
    """Save what changed; the answer is the contract of static/src/js/autosave.js."""
    if request.POST.get("drop"):
        give_up_draft(person(request), group, thread)
        return redirect(thread) if thread else redirect(group)
    sent = {name: request.POST[name] for name in FIELDS if name in request.POST}
    texts = {name: (now, request.POST.get(f"{name}__base", "")) for name, now in sent.items()}
    try:
        saved = keep_draft(group, thread, texts, by=person(request))
    except PermissionDenied:
        return JsonResponse({}, status=409)
    except ValidationError as fault:
        errors = {name: found[0].messages[0] for name, found in fault.error_dict.items()}
        return JsonResponse({"saved_at": "", "errors": errors})
    now = clock(timezone.now())
    who = person(request).name  # in another tab
    theirs = {name: {"theirs": text, "who": who, "when": now} for name, text in saved.theirs.items()}
    return JsonResponse({"saved_at": now, "version": saved.draft.version, "conflicts": theirs})


@require_POST
def read(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Note how far the reader has come; without a script, a button says so."""
    thread = find_thread(request, slug, pk)
    wanted = request.POST.get("sequence", "")
    read_up_to(thread, int(wanted) if wanted.isdecimal() else thread.last_sequence, by=person(request))
    return HttpResponse(status=204) if request.headers.get("X-Requested-With") else redirect(thread)

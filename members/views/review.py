"""The secretariat reads: what waits, a profile field by field, a service before it is public."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.actions.profiles import (
    approve_profile,
    ask_about_profile,
    is_stale,
    publish_earlier,
    return_profile,
    settle_question,
)
from members.differences import differences
from members.models import Application, ProfileRevision, ServiceOffer
from members.profile_fields import label_of
from members.rules import may_approve_profile, may_review_profile
from members.views.finding import find_revision
from members.wholeness import to_look_at
from protect.accounts.doors import person, secretariat_only

SHOWN = 50  # of each kind; the next ones follow as these are done


@require_safe
@secretariat_only
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the secretariat: profiles, services, applications."""
    undecided = Application.objects.exclude(
        status__in=["unconfirmed", "accepted", "declined", "withdrawn"]
    ).order_by("confirmed_at")
    context = {
        "profiles": ProfileRevision.objects.waiting().select_related("organisation", "submitted_by")[:SHOWN],
        "offers": ServiceOffer.objects.waiting().select_related("organisation", "created_by")[:SHOWN],
        "applications": undecided[:SHOWN],
    }
    return render(request, "members/waiting.html", context)


@require_safe
@secretariat_only
def review(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Field by field against what is public now."""
    revision = find_revision(request, slug, number)
    fields = differences(revision.organisation.published_revision, revision)
    questions = list(revision.questions.select_related("asked_by"))
    faults = to_look_at(revision)

    def beside(name: str) -> tuple[list, list]:
        return [q for q in questions if q.field == name], [f for f in faults if f.name == name]

    context = {
        "organisation": revision.organisation,
        "revision": revision,
        "changed": [(field, *beside(field.name)) for field in fields if field.changed],
        "unchanged": [(field, *beside(field.name)) for field in fields if not field.changed],
        "elsewhere": [fault for fault in faults if fault.name not in {field.name for field in fields}],
        "stale": is_stale(revision),
        "may_review": may_review_profile(person(request), revision),
        "may_approve": may_approve_profile(person(request), revision),
    }
    return render(request, "members/review.html", context)


@require_POST
@secretariat_only
def ask(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask about a field, or settle a question."""
    revision = find_revision(request, slug, number)
    name = request.POST.get("field", "")
    try:
        if key := request.POST.get("settle", ""):
            question = get_object_or_404(revision.questions, pk=int(key) if key.isdigit() else 0)
            name = question.field
            settle_question(question, by=person(request))
        else:
            ask_about_profile(revision, name, request.POST.get("text", ""), by=person(request))
            messages.success(request, _("Asked about “%(field)s”.") % {"field": label_of(name)})
    except PermissionDenied as refusal:
        raise Http404 from refusal
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    return redirect("members:review", slug, number)


@require_POST
@secretariat_only
def verdict(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Approve, return, or let an earlier revision be public again."""
    revision = find_revision(request, slug, number)
    act = request.POST.get("verdict", "")
    try:
        if act == "approve":
            approve_profile(revision, by=person(request))
            messages.success(request, _("The profile is public."))
        elif act == "return":
            return_profile(revision, by=person(request))
            messages.success(request, _("The profile went back with the questions."))
        elif act == "earlier":
            publish_earlier(revision, request.POST.get("reason", ""), by=person(request))
            messages.success(request, _("This revision is public again."))
            return redirect("members:revision", slug, number)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal) or _("This cannot be done."))
        return redirect("members:review", slug, number)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
        return redirect("members:review", slug, number)
    return redirect("members:waiting")

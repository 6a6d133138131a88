"""An organisation's own profile: where it stands, writing it, looking it over, sending it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.actions.profiles import (
    Saved,
    begin_profile,
    bring_up_to_date,
    is_stale,
    submit_profile,
)
from members.acts import WORDS, in_words
from members.differences import differences
from members.entering import Entered, enter
from members.forms import ProfileForm, initial_of
from members.models import Organisation, ProfileQuestion, ProfileRevision
from members.profile_fields import FIGURE_PARTS, FIGURES, PLAIN, TEXT_NAMES, digest, figure_name, values_of
from members.rules import may_change_revision, may_edit_profile, may_publish_earlier
from members.views.finding import find_organisation, find_revision
from members.wholeness import REQUIRED, missing
from protect.accounts.doors import person
from protect.audit.queries import history
from protect.romanian.dates import clock


class Shown(NamedTuple):
    """A field of the form with what belongs beside it."""

    field: BoundField
    digest: str
    questions: list[ProfileQuestion]
    error: str
    theirs: str
    who: str


def open_revision(organisation: Organisation) -> ProfileRevision:
    """The revision that is on its way; 404 where there is none."""
    found = organisation.profile_revisions.open().first()
    if found is None:
        raise Http404
    found.organisation = organisation
    return found


@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the profile stands: what is public, what is on its way, what was before."""
    organisation = find_organisation(request, slug)
    working = organisation.profile_revisions.open().first()
    context = {
        "organisation": organisation,
        "published": organisation.published_revision,
        "working": working,
        "questions": working.questions.filter(settled_at=None).count() if working else 0,
        "earlier": organisation.profile_revisions.filter(status=ProfileRevision.Status.APPROVED),
        "may_edit": may_edit_profile(person(request), organisation),
    }
    return render(request, "members/profile.html", context)


@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the next revision, or come back to the open one."""
    organisation = find_organisation(request, slug)
    try:
        begin_profile(organisation, by=person(request))
    except PermissionDenied as refusal:
        raise Http404 from refusal
    return redirect("members:profile_edit", slug)


def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; its button saves everything, with or without JavaScript."""
    revision = open_revision(find_organisation(request, slug))
    if not may_edit_profile(person(request), revision.organisation):
        raise Http404
    allowed = may_change_revision(person(request), revision)
    entered = Entered(Saved(revision.version))
    if request.method == "POST" and allowed:
        entered = enter(revision, request.POST, by=person(request))
        if entered.clean:
            messages.success(request, _("Saved."))
            return redirect(
                "members:profile_edit" if "stay" in request.POST else "members:profile_check", slug
            )
    values = values_of(revision)
    data = request.POST if entered.errors or entered.saved.conflicts else None
    form = ProfileForm(data, initial=initial_of(values))
    for name in REQUIRED:
        form.fields[name].required = True  # the label says so; a draft may be saved without
    context = {
        "organisation": revision.organisation,
        "revision": revision,
        "may_change": allowed,
        **sections(form, revision, entered),
        "errors": [
            *((f"id_{name}", text) for name, text in entered.errors.items()),
            *((f"id_{name}", _("Two people wrote here.")) for name in entered.saved.conflicts),
        ],
        "has_errors": not entered.clean,
    }
    return render(request, "members/profile_edit.html", context)


def sections(form: ProfileForm, revision: ProfileRevision, entered: Entered) -> dict[str, Any]:
    """The fields of the form by their matter, each with its mark, questions and faults."""
    values, questions = values_of(revision), list(revision.questions.filter(settled_at=None))

    def shown(names: tuple[str, ...]) -> Iterator[Shown]:
        for name in names:
            conflict = entered.saved.conflicts.get(name)
            yield Shown(
                form[name],
                digest(values[name]),
                [question for question in questions if question.field == name],
                entered.errors.get(name, ""),
                ", ".join(conflict.theirs) if conflict else "",
                f"{conflict.who}, {clock(conflict.when)}" if conflict else "",
            )

    figures = [
        list(shown(tuple(figure_name(position, part) for part in FIGURE_PARTS)))
        for position in range(FIGURES)
    ]
    return {
        "texts": list(shown(TEXT_NAMES)),
        "plain": list(shown(PLAIN)),
        "choices": list(shown(("counties", "audiences"))),
        "figures": figures,
    }


@require_POST
def autosave(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the fields that changed; the answer is the contract of static/src/js/autosave.js."""
    revision = open_revision(find_organisation(request, slug))
    try:
        entered = enter(revision, request.POST, by=person(request))
    except PermissionDenied as refusal:
        if not may_edit_profile(person(request), revision.organisation):
            raise Http404 from refusal
        return JsonResponse({"message": str(refusal)}, status=409)
    return JsonResponse(
        {
            "saved_at": clock(entered.saved.at),
            "version": entered.saved.version,
            "errors": entered.errors,
            "conflicts": {
                name: {"theirs": conflict.theirs or [""], "who": conflict.who, "when": clock(conflict.when)}
                for name, conflict in entered.saved.conflicts.items()
            },
            "derived": {},
        }
    )


@require_safe
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Look it over before it is sent: what is missing, what changes for the public."""
    revision = open_revision(find_organisation(request, slug))
    context = {
        "organisation": revision.organisation,
        "revision": revision,
        "missing": missing(revision),
        "stale": is_stale(revision),
        "differences": differences(revision.organisation.published_revision, revision),
        "questions": revision.questions.filter(settled_at=None),
        "may_change": may_change_revision(person(request), revision),
    }
    return render(request, "members/profile_check.html", context)


@require_POST
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the profile, or bring it up to date with what became public meanwhile."""
    revision = open_revision(find_organisation(request, slug))
    try:
        if "update" in request.POST:
            bring_up_to_date(revision, by=person(request))
            return redirect("members:profile_check", slug)
        submit_profile(revision, by=person(request))
    except PermissionDenied as refusal:
        raise Http404 from refusal
    except ValidationError as fault:
        for text in fault.messages:
            messages.error(request, text)
        return redirect("members:profile_check", slug)
    messages.success(request, _("The profile is with the secretariat."))
    return redirect("members:profile", slug)


@require_safe
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One revision as it reads, with what it changed; for the organisation and the secretariat."""
    found = find_revision(request, slug, number)
    context = {
        "organisation": found.organisation,
        "revision": found,
        "differences": differences(found.based_on, found),
        "is_public": found.organisation.published_revision_id == found.pk,
        "timeline": in_words(history(found).filter(action__in=WORDS)[:20]),
        "may_republish": may_publish_earlier(person(request), found),
    }
    return render(request, "members/profile_revision.html", context)

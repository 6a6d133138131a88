"""Joining: the public application and its door, references, and what the secretariat does with it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from members.acting import on_behalf
from members.actions.joining import (
    accept_application,
    answer_more,
    apply_to_join,
    ask_more,
    begin_evaluation,
    confirm_application,
    decline_application,
    give_reference,
    withdraw_application,
)
from members.actions.staff import digest_of
from members.forms import ApplicationForm, ReferenceForm
from members.limits import may_apply
from members.models import Application, ApplicationReference
from members.queries import organisations_with
from members.rules import may_decide, may_give_reference, may_handle_application
from protect.accounts.doors import person, secretariat_only
from protect.files.serving import serve


# These two pages act for nobody's session: a forged post gains nothing that an honest one would not. Without
# the token they set no cookie, as no public page does.
@csrf_exempt
@never_cache
@login_not_required
def join(request: HttpRequest) -> HttpResponse:
    """An organisation applies. A filled trap looks like success and stores nothing."""
    form = ApplicationForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "members/join.html", {"form": form})
    if request.POST.get("fax"):
        return redirect("members:join_sent")
    if form.is_valid():
        if not may_apply(request, form.cleaned_data["email"]):
            form.add_error(None, _("Too many applications came from here. Try again tomorrow."))
        elif saved(form):
            return redirect("members:join_sent")
    return render(request, "members/join.html", {"form": form})


def saved(form: ApplicationForm) -> bool:
    """Keep the application; False with the fault in the form."""
    data = form.cleaned_data
    fields = {name: data[name] for name in ApplicationForm.Meta.fields}
    fields["language"] = (get_language() or "ro")[:2]
    try:
        apply_to_join(fields, data["counties"], [data["reference1"], data["reference2"]], data["statutes"])
    except ValidationError as fault:
        form.add_error("statutes", fault.messages)
        return False
    return True


@require_safe
@login_not_required
def join_sent(request: HttpRequest) -> HttpResponse:
    """What happens next; the same page whatever was sent."""
    return render(request, "members/join_sent.html")


@csrf_exempt
@never_cache
@login_not_required
def door(request: HttpRequest, token: str) -> HttpResponse:
    """The applicant's own page, by the link of the newest letter. Looking changes nothing."""
    application = Application.objects.filter(token_digest=digest_of(token)).first()
    if application is None:
        return render(request, "members/no_door.html", status=404)
    error = ""
    if request.method == "POST":
        try:
            open_door(application, request)
            return redirect("members:application_door", token)
        except PermissionDenied as refusal:
            error = str(refusal) or _("This link no longer works.")
        except ValidationError as fault:
            error = " ".join(fault.messages)
    context = {
        "application": application,
        "thread": application.messages.all(),
        "errors": [("", error)] if error else [],
        "has_errors": bool(error),
    }
    return render(request, "members/door.html", context)


def open_door(application: Application, request: HttpRequest) -> None:
    """Confirm, answer or withdraw, as the pressed button says."""
    act = request.POST.get("act", "")
    if act == "confirm":
        confirm_application(application)
    elif act == "answer":
        answer_more(application, request.POST.get("text", ""))
    elif act == "withdraw":
        withdraw_application(application)


@secretariat_only
@require_safe
def application(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Everything about an application on one page."""
    found = get_object_or_404(Application.objects.exclude(status=Application.Status.UNCONFIRMED), pk=pk)
    context = {
        "application": found,
        "references": found.references.select_related("organisation", "answered_by"),
        "thread": found.messages.select_related("by"),
        "may_handle": may_handle_application(person(request), found),
        "may_accept": may_decide(person(request), found, accept=True),
        "may_decline": may_decide(person(request), found, accept=False),
        "may_ask": found.may_become(Application.Status.MORE_ASKED),
        "may_evaluate": found.may_become(Application.Status.IN_EVALUATION),
    }
    return render(request, "members/application.html", context)


@require_POST
@secretariat_only
def application_act(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask, evaluate, accept or decline."""
    found = get_object_or_404(Application, pk=pk)
    act, text = request.POST.get("act", ""), request.POST.get("text", "")
    try:
        if act == "ask":
            ask_more(found, text, by=person(request))
        elif act == "evaluate":
            begin_evaluation(found, by=person(request))
        elif act == "accept":
            accept_application(found, text, by=person(request))
            messages.success(request, _("A new member. Its coordinator is invited by e-mail."))
        elif act == "decline":
            decline_application(found, text, by=person(request))
    except PermissionDenied as refusal:
        messages.error(request, str(refusal) or _("This cannot be done."))
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    return redirect("members:application", pk)


@secretariat_only
@require_safe
def statutes(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The statutes that came with an application."""
    found = get_object_or_404(Application, pk=pk)
    if found.statutes is None:
        raise Http404
    return serve(found.statutes)


def reference(request: HttpRequest, pk: int) -> HttpResponse:
    """A member that was named says whether it vouches."""
    mine = organisations_with(person(request), "manage_staff")
    rows = ApplicationReference.objects.select_related("application", "organisation")
    found = get_object_or_404(rows, pk=pk, organisation__in=mine, application__confirmed_at__isnull=False)
    on_behalf(request, found.organisation)
    allowed = may_give_reference(person(request), found)
    form = ReferenceForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        if not allowed:
            raise Http404
        data = form.cleaned_data
        give_reference(
            ApplicationReference.objects.get(pk=pk), data["answer"], data["note"], data["has_interest"],
            by=person(request),
        )  # fmt: skip
        messages.success(request, _("Thank you. The secretariat reads your answer."))
        return redirect("members:reference", pk)
    context = {"reference": found, "application": found.application, "form": form, "allowed": allowed}
    return render(request, "members/reference.html", context)

"""The decisions of a group: what waits for answers, and the register of what was decided."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workgroups.actions.deciding import answer, close, propose, withdraw
from workgroups.models import Meeting, Proposal, Task, Workgroup
from workgroups.queries import membership_in
from workgroups.register import as_csv, decided
from workgroups.standing import standing_of, standings
from workgroups.thing_forms import AnswerForm, CloseForm, ProposalForm
from workgroups.thing_rules import may_add, may_answer, may_close, may_withdraw
from workgroups.views.acting import did, find
from workgroups.views.finding import find_group, person


@require_safe
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """Open proposals with how they stand; the register by year."""
    group = find_group(request, slug)
    seen = Proposal.objects.visible_to(person(request)).filter(workgroup=group).select_related("workgroup")
    waiting = list(seen.open().order_by("closes_at"))
    standing = standings(waiting)
    context = {
        "group": group,
        "waiting": [(proposal, standing[proposal.pk]) for proposal in waiting],
        "register": decided(seen),
        "may_add": may_add(person(request), group),
    }
    return render(request, "workgroups/decisions.html", context)


@require_safe
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The register as a CSV file."""
    group = find_group(request, slug)
    seen = Proposal.objects.visible_to(person(request)).filter(workgroup=group).select_related("workgroup")
    response = HttpResponse(as_csv(decided(seen)), content_type="text/csv; charset=utf-8")
    name = _("register-%(group)s.csv") % {"group": group.slug}
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def page_of(request: HttpRequest, proposal: Proposal, form: AnswerForm) -> HttpResponse:
    """A proposal or decision, and the form for one's answer."""
    user = person(request)
    standing = standing_of(proposal)
    membership = membership_in(user, proposal.workgroup)
    context = {
        "proposal": proposal,
        "group": proposal.workgroup,
        "standing": standing,
        "ours": standing.of(membership.organisation if membership else None),
        "organisation": membership.organisation if membership else None,
        "form": form,
        "may_answer": may_answer(user, proposal),
        "may_close": may_close(user, proposal, len(standing.missing)),
        "may_withdraw": may_withdraw(user, proposal),
        "may_add": may_add(user, proposal.workgroup),
        "tasks": Task.objects.visible_to(user)
        .filter(proposal=proposal)
        .select_related("organisation", "person"),
    }
    return render(request, "workgroups/proposal.html", context)


@require_safe
def proposal(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What is to be decided, who answered what, who is missing."""
    found = find(request, Proposal, key)
    membership = membership_in(person(request), found.workgroup)
    ours = standing_of(found).of(membership.organisation if membership else None)
    initial = {"choice": ours.choice, "reason": ours.reason} if ours else {}
    return page_of(request, found, AnswerForm(initial=initial))


@require_POST
def give_answer(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Answer for one's organisation, or change its answer."""
    found = find(request, Proposal, key)
    form = AnswerForm(request.POST)

    def act() -> None:
        answer(found, form.cleaned_data["choice"], form.cleaned_data["reason"], by=person(request))

    if did(form, act):
        messages.success(request, _("Your organisation's answer is kept. You can change it until the end."))
        return redirect(found)
    return page_of(request, found, form)


def meeting_of(request: HttpRequest, group: Workgroup) -> Meeting | None:
    """The meeting out of whose minutes something comes, where the address names one."""
    try:
        key = uuid.UUID(request.GET.get("meeting", ""))
    except ValueError:
        return None
    return Meeting.objects.visible_to(person(request)).filter(workgroup=group, key=key).first()


def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a sentence to the organisations."""
    group = find_group(request, slug)
    if not may_add(person(request), group):
        raise Http404
    form = ProposalForm(request.POST or None)
    meeting = meeting_of(request, group)

    def act() -> None:
        data = form.cleaned_data
        propose(
            group, data["sentence"], form.closes_at, by=person(request), explanation=data["explanation"],
            meeting=meeting, key=data["key"],
        )  # fmt: skip

    if request.method == "POST" and did(form, act):
        messages.success(request, _("The proposal is open. The group was told."))
        return redirect("workgroups:decisions", slug)
    return render(
        request, "workgroups/proposal_form.html", {"group": group, "form": form, "meeting": meeting}
    )


def finish(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Close with a result and the sentence of outcome; or withdraw."""
    found = find(request, Proposal, key)
    user, standing = person(request), standing_of(found)
    closes, withdraws = may_close(user, found, len(standing.missing)), may_withdraw(user, found)
    if not closes and not withdraws:
        raise Http404
    form = CloseForm(request.POST or None)
    results = [c for c in Proposal.Result.choices if closes or c[0] == Proposal.Result.WITHDRAWN]
    form.fields["result"].choices = results  # type: ignore[attr-defined]

    def act() -> None:
        result, outcome = form.cleaned_data["result"], form.cleaned_data["outcome"]
        if result == Proposal.Result.WITHDRAWN:
            withdraw(found, outcome, by=user)
        else:
            close(found, result, outcome, by=user)

    if request.method == "POST" and did(form, act):
        messages.success(request, _("Closed. It stands in the register."))
        return redirect(found)
    context = {"proposal": found, "group": found.workgroup, "standing": standing, "form": form}
    return render(request, "workgroups/proposal_close.html", context)

"""The tasks of a group."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workgroups.actions.tasks import give_task, settle
from workgroups.models import Proposal, Task, Workgroup
from workgroups.thing_forms import TaskForm
from workgroups.thing_rules import may_add, may_settle
from workgroups.views.acting import did, find, tried
from workgroups.views.decisions import meeting_of
from workgroups.views.finding import find_group, person


@require_safe
def tasks(request: HttpRequest, slug: str) -> HttpResponse:
    """What is to be done, soonest first, and what was done."""
    group = find_group(request, slug)
    seen = Task.objects.visible_to(person(request)).filter(workgroup=group)
    seen = seen.select_related("organisation", "person", "meeting", "proposal__workgroup")
    done = seen.over().order_by(F("done_at").desc(nulls_last=True))
    context = {
        "group": group,
        "waiting": seen.open(),
        "page": Paginator(done, 20).get_page(request.GET.get("page")),
        "may_add": may_add(person(request), group),
    }
    return render(request, "workgroups/tasks.html", context)


def proposal_of(request: HttpRequest, group: Workgroup) -> Proposal | None:
    """The decision out of which a task comes, where the address names one."""
    try:
        key = uuid.UUID(request.GET.get("decision", ""))
    except ValueError:
        return None
    return Proposal.objects.visible_to(person(request)).filter(workgroup=group, key=key).first()


def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a task."""
    group = find_group(request, slug)
    if not may_add(person(request), group):
        raise Http404
    form = TaskForm(request.POST or None, group=group)

    def act() -> None:
        data = form.cleaned_data
        organisation, who = form.responsible
        give_task(
            group, data["what"], organisation, data["due_on"], by=person(request), person=who,
            meeting=meeting_of(request, group), proposal=proposal_of(request, group), key=data["key"],
        )  # fmt: skip

    if request.method == "POST" and did(form, act):
        messages.success(request, _("The task is given."))
        return redirect("workgroups:tasks", slug)
    return render(request, "workgroups/task_form.html", {"group": group, "form": form})


@require_POST
def done(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say that a task is done (`done=yes`) or is not (`done=no`)."""
    found = find(request, Task, key)
    said = request.POST.get("done")
    if not may_settle(person(request), found):
        raise Http404
    if said in ("yes", "no"):
        tried(request, lambda: settle(found, said == "yes", by=person(request)))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect("workgroups:tasks", found.workgroup.slug)

"""Cutting a release: shown first as the public will see it, then frozen, published or scheduled; lineage."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from protect.accounts.rules import is_secretariat, may_see_all
from protect.audit.actions import record
from protect.audit.queries import history
from services.forms import CutForm, PublishForm
from services.models import ReleasedFigure
from services.releases import actions
from services.releases.lineage import lineage as origins
from services.releases.plan import Plan, Scope
from services.releases.policy import ReleasePolicy
from services.releases.preview import ACTS, preview_of, stored_preview
from services.views.finding import person, release_of, scope_of, secretariat_only


@secretariat_only
def prepare(request: HttpRequest, scope: str) -> HttpResponse:
    """What would be published. POST shows it again with other choices, or cuts it."""
    found, form = scope_of(scope), CutForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return prepared(request, found, form, actions.planned(found))
    policy, choices = form.policy(), form.choices(request.POST)
    plan = actions.planned(found, policy, choices)
    if "cut" not in request.POST:
        return prepared(request, found, form, plan)
    try:
        release = actions.cut_release(
            found, by=person(request), policy=policy, choices=choices,
            reason=form.cleaned_data["reason"], seen=request.POST.get("seen", "-"),
        )  # fmt: skip
    except ValidationError as fault:
        return prepared(request, found, form, actions.planned(found, policy, choices), fault.messages)
    messages.success(request, _("%(release)s is cut. Nobody sees it yet.") % {"release": release.title})
    return redirect("services:release", release.pk)


def prepared(
    request: HttpRequest, scope: Scope, form: CutForm, plan: Plan, errors: list[str] | None = None
) -> HttpResponse:
    """The page of the preview, with what went wrong if something did."""
    context = {
        "scope": scope,
        "plan": plan,
        "form": form,
        "shown": preview_of(plan),
        "usual": ReleasePolicy(),
        "acts": is_secretariat(request.user),
        "errors": [("", text) for text in errors or []],
        "has_errors": bool(errors),
    }
    return render(request, "services/prepare.html", context)


@secretariat_only
@require_safe
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """A release with everything that the public does not see: statuses, reasons, proof, what happened."""
    return release_page(request, pk)


def release_page(request: HttpRequest, pk: int, errors: list[str] | None = None) -> HttpResponse:
    found = release_of(pk)
    context = {
        "release": found,
        "shown": stored_preview(found),
        "form": PublishForm(),
        "acts": is_secretariat(request.user),
        "obstacle": "" if found.published_at else actions.obstacle(found),
        "timeline": [(ACTS.get(entry.action, entry.action), entry) for entry in history(found)[:50]],
        "errors": [("", text) for text in errors or []],
        "has_errors": bool(errors),
    }
    return render(request, "services/release.html", context)


@secretariat_only
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish now, or at a moment to come."""
    found, form = release_of(pk), PublishForm(request.POST)
    try:
        if "schedule" in request.POST:
            if not form.is_valid() or not form.cleaned_data["at"]:
                return release_page(request, pk, [_("Write the day and the hour.")])
            actions.schedule_release(found, form.cleaned_data["at"], by=person(request))
            messages.success(request, _("%(release)s is scheduled.") % {"release": found.title})
        else:
            actions.publish_release(found, by=person(request))
            messages.success(request, _("%(release)s is public.") % {"release": found.title})
    except ValidationError as fault:
        return release_page(request, pk, fault.messages)
    return redirect("services:release", pk)


@require_safe
def lineage(request: HttpRequest, pk: int) -> HttpResponse:
    """The reports, revisions and signatures behind a released figure, for those who may see them."""
    rows = ReleasedFigure.objects.select_related(
        "release__period", "version__indicator", "block__indicator", "period", "cell"
    )
    figure = get_object_or_404(rows, pk=pk)
    sees_all = may_see_all(request.user)
    if not sees_all and not figure.release.published_at:
        raise Http404
    if sees_all:
        record("totals.open", figure, by=person(request), release=str(figure.release))
    context = {"figure": figure, "origins": origins(figure, person(request)), "sees_all": sees_all}
    return render(request, "services/lineage.html", context)

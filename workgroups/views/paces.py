"""What one chooses: how often we write, group by group, and being seen; the one click that ends mails."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from protect.accounts.models import User
from workgroups.actions.pacing import choose_pace, choose_presence, is_shown, pace_of
from workgroups.models import Pace, Workgroup
from workgroups.queries import groups_with
from workgroups.telling import STOP_SALT
from workgroups.views.finding import person


def paces(request: HttpRequest) -> HttpResponse:
    """At once, daily, weekly or never, group by group; and whether the others see when one is here."""
    user = person(request)
    groups = list(groups_with(user, "read_workgroup"))
    if request.method == "POST":
        for group in groups:
            wanted = request.POST.get(f"pace-{group.pk}")
            if wanted in Pace.values:
                choose_pace(user, group, wanted)
        if "presence" in request.POST:
            choose_presence(user, request.POST["presence"] == "shown")
        messages.success(request, _("Saved."))
        return redirect("workgroups:paces")
    chosen = pace_of(user)
    rows = [(group, chosen.get(group.pk, Pace.DAILY)) for group in groups]
    return render(
        request, "workgroups/paces.html", {"rows": rows, "paces": Pace.choices, "shown": is_shown(user.pk)}
    )


@csrf_exempt  # called by mail programs (RFC 8058); the signed token says all
@login_not_required
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more mails: a GET shows a button, because mail scanners follow links; the POST does it."""
    try:
        found = signing.loads(token, salt=STOP_SALT)
    except signing.BadSignature:
        raise Http404 from None
    if request.method == "POST":
        user = User.objects.filter(pk=found["user"]).first()
        for group in Workgroup.objects.filter(**({"pk": found["group"]} if found["group"] else {})):
            if user:
                choose_pace(user, group, Pace.NEVER)
    return render(request, "workgroups/stop.html", {"done": request.method == "POST"})

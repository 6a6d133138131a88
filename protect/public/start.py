"""The signed-in home page: what waits for this person."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beneficiaries.models import Period
from beneficiaries.owed import owed_returns
from members.acting import acting_for, ones_organisations
from members.queries import live_memberships, organisations_with
from protect.accounts.models import User
from protect.accounts.rules import may_see_all
from protect.notices.waiting import waiting_for
from workgroups.queries import groups_with


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Returns that wait, one's groups, and for the secretariat the periods that are open."""
    user = request.user
    assert isinstance(user, User)
    acting, waits = acting_for(request), waiting_for(user)
    owed = [
        one
        for one in owed_returns(user, organisations_with(user, "view_internal"))
        if one.is_waiting and not one.period.closed_at
    ]
    whose = Counter([w.organisation for w in waits] + [one.organisation.pk for one in owed])
    context = {
        "waiting": [one for one in owed if one.organisation == acting],
        "waits": [w for w in waits if acting is None or w.organisation in (None, acting.pk)],
        "elsewhere": [(o, whose[o.pk]) for o in ones_organisations(request) if o != acting and whose[o.pk]],
        "memberships": live_memberships(user),
        "groups": groups_with(user, "read_workgroup"),
        "sees_all": may_see_all(user),
        "open_periods": [p for p in Period.objects.filter(closed_at=None) if p.is_open],
        "notices": user.notices.order_by("-made_at")[:5],
    }
    return render(request, "public/start.html", context)

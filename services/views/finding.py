"""What an address of this room speaks of."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from beneficiaries.models import Period
from protect.accounts.models import User
from protect.accounts.rules import is_secretariat, may_see_all
from services.models import Release
from services.releases.plan import Scope

View = Callable[..., HttpResponse]


def person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def secretariat_only(view: View) -> View:
    """GET for whoever sees all, anything else for the secretariat alone; for others it does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        allowed = may_see_all if request.method in ("GET", "HEAD") else is_secretariat
        if not allowed(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def scope_of(code: str) -> Scope:
    """`2026` or `2026-T1`."""
    if code.isdigit():
        if not Period.objects.filter(year=int(code)).exists():
            raise Http404
        return Scope(int(code))
    period = get_object_or_404(Period, code=code.upper(), kind=Period.Kind.QUARTER)
    return Scope(period.year, period)


def release_of(pk: int) -> Release:
    return get_object_or_404(Release.objects.select_related("period", "cut_by"), pk=pk)

"""Who comes in: the secretariat; auditors may look. For everybody else these pages do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from protect.accounts.models import User
from protect.accounts.rules import is_secretariat, may_see_all

View = Callable[..., HttpResponseBase]


def secretariat_only(view: View) -> View:
    """GET for whoever sees all, anything else for the secretariat alone."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        allowed = may_see_all if request.method in ("GET", "HEAD") else is_secretariat
        if not allowed(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def person(request: HttpRequest) -> User:
    """Who is signed in; the middleware has seen to it that somebody is."""
    assert isinstance(request.user, User)
    return request.user

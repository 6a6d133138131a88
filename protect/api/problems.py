"""What went wrong, as RFC 9457 says it, in the words of the pages."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as Invalid
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from protect.romanian.numbers import format_number

CONTENT_TYPE = "application/problem+json"
log = logging.getLogger(__name__)


class Problem(Exception):
    """A request that is answered with a problem. `errors`: where it is, and what to do."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        errors: list[dict[str, str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.errors, self.headers = errors or [], headers or {}


def title_of(status: int) -> str:
    """What kind of problem it is, in a few words."""
    return {
        400: _("The request cannot be read"),
        401: _("A token is needed"),
        403: _("Not allowed"),
        404: _("There is nothing here"),
        405: _("This address does not take that"),
        409: _("It meets another request"),
        412: _("It has changed meanwhile"),
        413: _("The request is too large"),
        422: _("There is a problem"),
        428: _("Say which version you saw"),
        429: _("Too many requests"),
    }.get(status, _("Something went wrong with us"))


def answer(problem: Problem) -> HttpResponse:
    """The problem as a response."""
    content: dict[str, Any] = {
        "type": f"urn:protect:{problem.code}",
        "title": title_of(problem.status),
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.errors:
        content["errors"] = problem.errors
    response = HttpResponse(
        json.dumps(content, ensure_ascii=False), status=problem.status, content_type=CONTENT_TYPE
    )
    response["Content-Language"] = (get_language() or "ro")[:2]
    for name, value in problem.headers.items():
        response[name] = value
    return response


def plain(status: int, detail: str = "") -> HttpResponse:
    """A problem of which no more is to be said than its status."""
    return answer(Problem(status, f"status-{status}", detail or title_of(status)))


def register(api: NinjaAPI) -> None:
    """Let every exception of the API be answered as a problem."""
    handlers: dict[type[Exception], Any] = {
        Problem: lambda request, fault: answer(fault),
        ValidationError: unreadable,
        Invalid: lambda request, fault: answer(refused(fault)),
        PermissionDenied: lambda request, fault: answer(
            Problem(403, "not-allowed", str(fault) or title_of(403))
        ),
        Http404: lambda request, fault: plain(404),
        AuthenticationError: lambda request, fault: answer(no_token()),
        HttpError: lambda request, fault: plain(fault.status_code),
        Exception: broken,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def no_token() -> Problem:
    """No token, or one that opens nothing: nobody is told which."""
    return Problem(
        401, "no-token", _("Send a live token in the header Authorization: Bearer …"),
        headers={"WWW-Authenticate": 'Bearer realm="ProTECT"'},
    )  # fmt: skip


def refused(fault: Invalid) -> Problem:
    """What an act of the pages refused."""
    return Problem(422, "refused", fault.messages[0], [{"detail": text} for text in fault.messages])


def unreadable(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """A request that is not what the document of the API says."""
    errors = [
        {"pointer": "/" + "/".join(str(step) for step in error["loc"]), "detail": in_words(error)}
        for error in fault.errors[:100]
    ]
    return answer(Problem(422, "unreadable", errors[0]["detail"] if errors else "", errors))


def in_words(error: Mapping[str, Any]) -> str:
    """One fault of a request."""
    last = str(error["loc"][-1]) if error.get("loc") else ""
    if error.get("type") == "missing":
        return _("“%(field)s” is missing.") % {"field": last}
    if last in ("served", "repeat", "overlap") or error.get("type", "").startswith(
        ("int", "greater", "less")
    ):
        return _("Write a whole number from 0 up, for example %(example)s.") % {
            "example": format_number(78_970)
        }
    return _("“%(field)s” is not what the document of the API says.") % {"field": last}


def broken(request: HttpRequest, fault: Exception) -> HttpResponse:
    """Ours: logged, and told without details."""
    log.exception("API: %s %s", request.method, request.path, exc_info=fault)
    return plain(500)

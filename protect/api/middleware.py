"""The API knows no cookie: none is read, none is set, and what it answers stays out of caches."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from protect.api.problems import CONTENT_TYPE, plain

PATH = "/api/v1/"


class ApiMiddleware:
    """Stands before the session: a browser that is signed in has no more rights here than anybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PATH):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        with translation.override(language_of(request)):
            response = self.get_response(request)
            if response.status_code >= 400 and response.headers.get("Content-Type") != CONTENT_TYPE:
                problem = plain(response.status_code)
                if "Allow" in response.headers:
                    problem["Allow"] = response.headers["Allow"]
                response = problem
        response.cookies.clear()
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Content-Language", language_of(request))
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponseBase | None:
        """The language of the answer is that of the request, not that of the address."""
        if request.path_info.startswith(PATH):
            translation.activate(language_of(request))
        return None


def language_of(request: HttpRequest) -> str:
    """Romanian, unless the request prefers English."""
    accepted = request.headers.get("Accept-Language", "")
    first = accepted.split(",")[0].strip().casefold()
    return "en" if first.startswith("en") else "ro"

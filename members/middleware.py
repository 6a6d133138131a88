"""Asks whoever opens a page of another of their organisations to act for that one first."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from members.acting import ActsForAnother, acting_for


class ActingMiddleware:
    """Turns `ActsForAnother` into a page with one button, which leads on to the page that was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ActsForAnother):
            return None
        context = {"organisation": exception.organisation, "acting": acting_for(request)}
        return render(request, "members/act_for.html", context, status=409)

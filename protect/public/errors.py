"""Pages for what went wrong. They say what to do next, and none asks the database."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import requires_csrf_token


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is too old, or that another site sent: nothing was saved, and the page says so."""
    return plain_page(request, "403_csrf.html", 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return plain_page(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What a person may not see does not exist for them."""
    return plain_page(request, "404.html", 404)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return plain_page(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return plain_page(request, "500.html", 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """For the time of maintenance; a proxy may serve the same page from a file."""
    response = plain_page(request, "503.html", 503)
    response["Retry-After"] = "300"
    return response


def plain_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Render without keeping a copy anywhere: an error page must not outlive its error."""
    response = render(request, template, status=status)
    add_never_cache_headers(response)
    return response

"""The published totals: releases only, for everybody; no cookie, no script."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from services.models import Release
from services.releases.files import FILES
from services.releases.presentation import view_of
from services.releases.queries import latest_of, numbered, published


@require_safe
@login_not_required
def totals(request: HttpRequest) -> HttpResponse:
    """The years and quarters of which something is public; of each the newest release."""
    newest: dict[str, Release] = {}
    for release in published().order_by("-year", "scope", "-number"):
        newest.setdefault(release.scope, release)
    return render(request, "public/totals.html", {"releases": list(newest.values())})


@require_safe
@login_not_required
def newest_release(request: HttpRequest, scope: str) -> HttpResponse:
    """The newest release of a year or a quarter."""
    return page(request, latest_of(scope))


@require_safe
@login_not_required
def one_release(request: HttpRequest, scope: str, number: int) -> HttpResponse:
    """A release by its number: an earlier one stays readable."""
    return page(request, numbered(scope, number))


def page(request: HttpRequest, release: Release | None) -> HttpResponse:
    """Sentence, chart, tables, downloads, how it was counted."""
    if release is None:
        raise Http404
    address = [release.scope.lower(), release.number]
    files = [
        (kind.label, reverse("public:release_file", args=[*address, name])) for name, kind in FILES.items()
    ]
    return render(request, "public/release.html", {"shown": view_of(release), "files": files})


@require_safe
@login_not_required
def release_file(request: HttpRequest, scope: str, number: int, name: str) -> HttpResponse:
    """A release as a file; the same bytes for everybody."""
    release = numbered(scope, number)
    if release is None or name not in FILES:
        raise Http404
    kind = FILES[name]
    response = HttpResponse(kind.write(release), content_type=kind.content_type)
    response["Content-Disposition"] = f'attachment; filename="protect-{release.slug}-{name}"'
    return response

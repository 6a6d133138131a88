"""The years; a year: its release for members, the live totals for those who see all; the files of these."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from beneficiaries.models import Cell, Period
from members.acting import acting_with
from protect.accounts.rules import may_see_all
from protect.audit.actions import record
from services.exports import FORMATS
from services.models import Release
from services.queries import behind, year_of
from services.releases.presentation import view_of
from services.releases.queries import latest
from services.rules import may_see_live_totals
from services.views.finding import person


@require_safe
def totals(request: HttpRequest) -> HttpResponse:
    """The years with their periods and releases; those that are not public yet for those who see all."""
    sees_all = may_see_live_totals(request.user)
    years: dict[int, tuple[list[Period], list[Release]]] = {}
    for period in Period.objects.order_by("-starts_on"):
        years.setdefault(period.year, ([], []))[0].append(period)
    found = Release.objects.select_related("period").order_by("-cut_at")
    for release in found if sees_all else found.published():
        years.setdefault(release.year, ([], []))[1].append(release)
    return render(request, "services/totals.html", {"years": years.items(), "sees_all": sees_all})


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The live totals for those who see all; for members the newest release, and which periods are open."""
    periods = list(Period.objects.filter(year=year).order_by("starts_on"))
    if not periods:
        raise Http404
    if not may_see_live_totals(request.user):
        return released_year(request, year, periods)
    context = {
        "year": year_of(year, periods),
        "open": [period for period in periods if not period.closed_at],
        "releases": Release.objects.filter(year=year).select_related("period").order_by("-cut_at"),
        "scopes": [str(year), *(period.code for period in periods if period.quarter)],
        "formats": FORMATS,
    }
    return render(request, "services/year.html", context)


def released_year(request: HttpRequest, year: int, periods: list[Period]) -> HttpResponse:
    """What members see: what is public. Before that, that a period is open or closed, no number."""
    release = latest(year)
    quarters = [found for period in periods if period.quarter and (found := latest(year, period))]
    context = {
        "year": year,
        "periods": periods,
        "shown": view_of(release) if release else None,
        "quarters": quarters,
    }
    return render(request, "services/released.html", context)


@require_safe
def figure(request: HttpRequest, year: int, cell: int) -> HttpResponse:
    """The verified returns behind a live total: all of them for those who see all, else one's own."""
    found = get_object_or_404(Cell.objects.select_related("block__indicator"), pk=cell)
    sees_all = may_see_all(request.user)
    rows = behind(year, found)
    if not sees_all:
        rows = rows.filter(organisation__in=acting_with(request, "view_internal"))
    if sees_all:
        record("totals.open", found, by=person(request), year=year)
    context = {"year": year, "cell": found, "rows": rows[:500], "sees_all": sees_all}
    return render(request, "services/figure.html", context)


@require_safe
def download(request: HttpRequest, year: int, extension: str) -> HttpResponse:
    """The live totals of a year as a file, for those who see all; noted in the log."""
    periods = list(Period.objects.filter(year=year).order_by("starts_on"))
    if extension not in FORMATS or not periods or not may_see_live_totals(request.user):
        raise Http404
    content_type, write = FORMATS[extension]
    record("totals.download", by=person(request), year=year, format=extension)
    response = HttpResponse(write(year_of(year, periods)), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="totals-{year}.{extension.replace("-", ".")}"'
    return response

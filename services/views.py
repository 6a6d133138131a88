"""The totals: the years, a year with its breakdowns, what stands behind a figure, and the files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from beneficiaries.models import Cell, Period
from members.queries import organisations_with
from protect.accounts.models import User
from protect.accounts.rules import may_see_all
from protect.audit.actions import record
from services.exports import FORMATS
from services.queries import Year, behind, for_members, year_of
from services.rules import may_see_totals


def person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@require_safe
def totals(request: HttpRequest) -> HttpResponse:
    """The years, with what may be seen of each."""
    periods = Period.objects.order_by("-starts_on")
    years: dict[int, list[tuple[Period, bool]]] = {}
    for period in periods:
        years.setdefault(period.year, []).append((period, may_see_totals(person(request), period)))
    return render(request, "services/totals.html", {"years": years.items()})


def seen_periods(user: User, year: int) -> list[Period]:
    """The periods of a year whose numbers this person may see; 404 where the year has none at all."""
    periods = list(Period.objects.filter(year=year).order_by("starts_on"))
    if not periods:
        raise Http404
    return [period for period in periods if may_see_totals(user, period)]


def shown_to(user: User, year: int, periods: list[Period]) -> Year:
    """The totals with breakdowns for those who see all; for members what betrays nobody."""
    found = year_of(year, periods)
    return found if may_see_all(user) else for_members(found)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Sentence, chart, table, how it was counted."""
    periods = seen_periods(person(request), year)
    everything = Period.objects.filter(year=year).count()
    context = {
        "year": shown_to(person(request), year, periods),
        "hidden": everything - len(periods),
        "open": [period for period in periods if not period.closed_at],
        "sees_all": may_see_all(person(request)),
        "formats": FORMATS,
    }
    return render(request, "services/year.html", context)


@require_safe
def figure(request: HttpRequest, year: int, cell: int) -> HttpResponse:
    """The verified returns behind a figure: all of them for those who see all, else one's own."""
    found = get_object_or_404(Cell.objects.select_related("block__indicator"), pk=cell)
    rows = behind(year, found).filter(period__in=seen_periods(person(request), year))
    sees_all = may_see_all(person(request))
    if not sees_all:
        rows = rows.filter(organisation__in=organisations_with(person(request), "view_internal"))
    if sees_all:
        record("totals.open", found, by=person(request), year=year)
    context = {"year": year, "cell": found, "rows": rows[:500], "sees_all": sees_all}
    return render(request, "services/figure.html", context)


@require_safe
def download(request: HttpRequest, year: int, extension: str) -> HttpResponse:
    """The table of a year as a file; noted in the log."""
    if extension not in FORMATS:
        raise Http404
    periods = seen_periods(person(request), year)
    if not periods:
        raise Http404
    content_type, write = FORMATS[extension]
    record("totals.download", by=person(request), year=year, format=extension)
    content = write(shown_to(person(request), year, periods))
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="totals-{year}.{extension}"'
    return response

"""The directory of the member organisations, an organisation's page, and the directory as a file."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from protect.public.directory_csv import lines
from protect.public.forms import DirectoryFilter
from protect.public.linked_data import organisation_ld
from protect.public.queries.directory import (
    fitting,
    listed,
    organisations_by_county,
    with_cards,
    with_details,
)
from protect.public.tiles import PLACES
from protect.public.views.finding import traceless

PER_PAGE = 25


@require_safe
@login_not_required
def directory(request: HttpRequest) -> HttpResponse:
    """The organisations that fit the filters, and how many there are in each county."""
    form = DirectoryFilter(request.GET)
    wanted = form.wanted()
    page = Paginator(with_cards(fitting(wanted)), PER_PAGE).get_page(request.GET.get("page"))
    by_county = organisations_by_county()
    context = {
        "form": form,
        "wanted": wanted,
        "chips": form.chips(request.GET),
        "page": page,
        "tiles": [(place, by_county.get(place.county.code, 0)) for place in PLACES],
        "query": request.GET.urlencode(),
    }
    return render(request, "public/directory.html", context)


@require_safe
@login_not_required
def directory_csv(request: HttpRequest) -> StreamingHttpResponse:
    """What the directory shows with the same filters, as CSV."""
    organisations = with_details(fitting(DirectoryFilter(request.GET).wanted()))
    response = StreamingHttpResponse(
        lines(organisations.iterator(chunk_size=500)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="organizatii.csv"'
    return response


@require_safe
@login_not_required
@traceless
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """What an organisation says of itself, and its services."""
    found = get_object_or_404(with_details(listed()), slug=slug)
    profile = found.published_revision
    assert profile is not None
    context = {
        "organisation": found,
        "profile": profile,
        "figures": [figure for figure in profile.figures.all() if figure.number is not None],
        "json_ld": organisation_ld(found, request.path),
        "exit_url": settings.EXIT_URL,
    }
    return render(request, "public/organisation.html", context)

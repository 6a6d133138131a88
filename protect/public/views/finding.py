"""Finding help. These pages leave no trace in a cache, in the next site's logs, in a title."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from protect.public.forms import FindForm
from protect.public.needs import NEEDS
from protect.public.queries.finder import county_by_slug, rings
from protect.public.tiles import PLACES

View = Callable[..., HttpResponse]


def traceless(view: View) -> View:
    """Neither the browser nor anything between keeps the page; no other site hears where one came from."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@require_safe
@login_not_required
@traceless
def find(request: HttpRequest) -> HttpResponse:
    """Where are you, what do you need? A chosen county leads to its own page."""
    county = county_by_slug(request.GET.get("county", ""))
    need = request.GET.get("need", "")
    if county:
        query = "?" + urlencode({"need": need}) if need in NEEDS else ""
        return redirect(reverse("public:find_county", args=[county.slug]) + query)
    context = {
        "form": FindForm(initial={"need": need}),
        "missing": "county" in request.GET,
        "places": PLACES,
        "exit_url": settings.EXIT_URL,
    }
    return render(request, "public/find.html", context)


@require_safe
@login_not_required
@traceless
def find_county(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to call in a county, around it, and from anywhere."""
    county = county_by_slug(slug)
    if county is None:
        raise Http404
    need = NEEDS.get(request.GET.get("need", ""))
    context = {
        "county": county,
        "need": need,
        "rings": rings(county, need.code if need else ""),
        "form": FindForm(initial={"county": county.slug, "need": need.code if need else ""}),
        "exit_url": settings.EXIT_URL,
    }
    return render(request, "public/find_county.html", context)


@require_safe
@login_not_required
@traceless
def safety(request: HttpRequest) -> HttpResponse:
    """What the exit control does, and what it cannot do."""
    return render(request, "public/safety.html", {"exit_url": settings.EXIT_URL})

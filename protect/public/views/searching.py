"""Searching: the public among what is public, a person who signed in among what they may see."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from protect.public.views.finding import traceless
from protect.search.queries import Found
from protect.search.queries import search as find

PER_PAGE = 20
LONGEST = 120
MOST_PAGES = 50


@require_safe
@login_not_required
@traceless
def search(request: HttpRequest) -> HttpResponse:
    """What holds every word of the question."""
    text = request.GET.get("q", "")[:LONGEST].strip()
    number = int(page) if (page := request.GET.get("page", "")).isdigit() else 1
    number = min(max(number, 1), MOST_PAGES)
    found = Found()
    if text:
        found = find(text, user=request.user, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    pages = Paginator(range(min(found.total, PER_PAGE * MOST_PAGES)), PER_PAGE)
    context = {"text": text, "found": found, "page": pages.get_page(number), "exit_url": settings.EXIT_URL}
    return render(request, "public/search.html", context)

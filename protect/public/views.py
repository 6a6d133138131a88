"""The pages of everybody: no cookie, no script needed, nothing asked of another host."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from protect.public.context import url_or_none


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "public/home.html", {"totals_url": url_or_none("public:totals")})


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "public/accessibility.html", {"email": settings.SECRETARIAT_EMAIL})


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/privacy.html", {"email": settings.SECRETARIAT_EMAIL})


@require_safe
@login_not_required
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "public/contact.html", {"email": settings.SECRETARIAT_EMAIL})


@require_safe
@never_cache
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """For a supervisor or a proxy: 200 when the database answers, otherwise 503. Tells nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    return JsonResponse({"status": "ok"})

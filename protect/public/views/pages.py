"""The pages that say what the platform is, and what machines ask for."""

import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from protect.public.forms import FindForm
from protect.public.principles import PRINCIPLES
from protect.public.queries.latest import latest_chapter, latest_totals
from workgroups.models import Workgroup

SECURITY_TXT_DAYS = 180


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What the platform is; first of all the way to help."""
    context = {
        "form": FindForm(),
        "principles": PRINCIPLES,
        "totals": latest_totals(),
        "chapter": latest_chapter(),
        "exit_url": settings.EXIT_URL,
    }
    return render(request, "public/home.html", context)


@require_safe
@login_not_required
def groups(request: HttpRequest) -> HttpResponse:
    """The working groups: what each is for. Who sits in them is for members."""
    return render(request, "public/groups.html", {"groups": Workgroup.objects.all()})


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
@login_not_required
def open_data(request: HttpRequest) -> HttpResponse:
    """What can be taken from here by a program, and on which terms."""
    return render(request, "public/open_data.html", {"site": settings.SITE_URL})


@require_safe
@login_not_required
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. It expires half a year after it was asked for, so that nobody relies on an old copy."""
    expires = (timezone.now() + datetime.timedelta(days=SECURITY_TXT_DAYS)).astimezone(datetime.UTC)
    lines = [
        f"Contact: mailto:{settings.SECRETARIAT_EMAIL}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: ro, en",
        f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
        f"Policy: {settings.SITE_URL}{reverse('public:contact')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


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

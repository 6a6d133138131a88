"""The page where one makes the secret address of one's calendar, and the calendar itself."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from workgroups.actions.feeds import digest_of, end_feed, make_feed
from workgroups.calendars import calendar_of
from workgroups.models import CalendarFeed
from workgroups.views.finding import person


def calendar(request: HttpRequest) -> HttpResponse:
    """Make the address, see since when there is one, make it worthless. It is shown once."""
    user = person(request)
    address = ""
    if request.POST.get("act") == "make":
        address = settings.SITE_URL + reverse("workgroups:feed", args=[make_feed(user)])
    elif request.POST.get("act") == "end":
        end_feed(user, by=user)
        return redirect("workgroups:calendar")
    feed = CalendarFeed.objects.filter(user=user).first()
    return render(request, "workgroups/calendar.html", {"feed": feed, "address": address})


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whom the secret belongs to, as it is at this moment."""
    feeds = CalendarFeed.objects.select_related("user").filter(user__is_active=True)
    found = get_object_or_404(feeds, token_digest=digest_of(token))
    response = HttpResponse(calendar_of(found.user), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response

"""A person's calendar: meetings, decisions and tasks as dates without a word of what they are about.

Whoever sees a telephone lying about learns that its owner has a meeting, not with whom and not why. The
feed is asked for without a sign-in, so it says nothing that a stranger may not read, and it is made anew
from what the person may see at the moment of asking.
"""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from protect.accounts.models import User
from workgroups.models import Meeting, Proposal
from workgroups.waiting import my_tasks, unanswered

PAST = datetime.timedelta(days=60)


def calendar_of(user: User) -> bytes:
    """The iCalendar text, in the person's language."""
    with translation.override(user.language):
        calendar = Calendar()
        calendar.add("prodid", "-//ProTECT//calendar//RO")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("Calendar"))
        calendar.add("refresh-interval", datetime.timedelta(hours=6), {"VALUE": "DURATION"})
        for meeting in meetings_of(user):
            calendar.add_component(event_of(meeting))
        for proposal in unanswered(user):
            calendar.add_component(
                deadline(f"decision-{proposal.key}", timezone.localtime(proposal.closes_at).date(), proposal)
            )
        for task in my_tasks(user):
            calendar.add_component(deadline(f"task-{task.key}", task.due_on, None))
        return calendar.to_ical()


def meetings_of(user: User) -> list[Meeting]:
    """Meetings of one's groups, from two months ago on."""
    seen = Meeting.objects.visible_to(user).filter(ends_at__gte=timezone.now() - PAST)
    return list(seen.order_by("starts_at"))


def event_of(meeting: Meeting) -> Event:
    """A meeting as an appointment. Neither title nor place nor link is told."""
    event = Event()
    event.add("uid", f"meeting-{meeting.key}@{host()}")
    event.add("sequence", meeting.edition)
    event.add("dtstamp", meeting.changed_at.astimezone(datetime.UTC))
    event.add("dtstart", meeting.starts_at.astimezone(datetime.UTC))
    event.add("dtend", meeting.ends_at.astimezone(datetime.UTC))
    event.add("summary", _("Meeting"))
    event.add("url", f"{settings.SITE_URL}{meeting.get_absolute_url()}")
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def deadline(name: str, day: datetime.date, thing: Proposal | None) -> Event:
    """A day by which something is to be done."""
    event = Event()
    event.add("uid", f"{name}@{host()}")
    event.add("dtstamp", (thing.made_at if thing else timezone.now()).astimezone(datetime.UTC))
    event.add("dtstart", day)
    event.add("summary", _("Last day"))
    if thing:
        event.add("url", f"{settings.SITE_URL}{thing.get_absolute_url()}")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def host() -> str:
    """The name of the portal's host, for identifiers of events."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"

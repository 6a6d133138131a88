"""Reminders that come by themselves: a week, and a day, before the answers of a section are due."""

import datetime

from django.utils import timezone

from protect.chapter.actions.contributions import remind_authors
from protect.chapter.models import Section
from protect.notices.jobs import periodic

DAYS_BEFORE = (7, 1)


@periodic("remind-of-contributions", datetime.timedelta(days=1))
def remind_of_contributions() -> int:
    """Remind those who have not answered sections that are due in a week or tomorrow."""
    today = timezone.localdate()
    days = [today + datetime.timedelta(days=ahead) for ahead in DAYS_BEFORE]
    return sum(len(remind_authors(section, by=None)) for section in Section.objects.filter(due_on__in=days))

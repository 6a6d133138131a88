"""The secret address of a person's calendar: made, and made worthless."""

import hashlib
import secrets

from django.db import transaction

from protect.accounts.models import User
from protect.audit.actions import record
from workgroups.models import CalendarFeed


def digest_of(token: str) -> str:
    """What is kept of the secret."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(user: User) -> str:
    """A new secret address, shown once; the one before ends."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.filter(user=user).delete()
    feed = CalendarFeed.objects.create(user=user, token_digest=digest_of(token))
    record("calendar.make", feed, by=user)
    return token


@transaction.atomic
def end_feed(user: User) -> None:
    """Make the address worthless."""
    for feed in CalendarFeed.objects.filter(user=user):
        record("calendar.end", feed, by=user)
        feed.delete()

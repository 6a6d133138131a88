"""The secret address of a person's calendar: made, and made worthless."""

import hashlib
import secrets

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.audit.actions import record
from protect.notices.actions import notify
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
    notify([user], "calendar.made", letter_of_making, reverse("workgroups:calendar"))
    return token


@transaction.atomic
def end_feed(user: User, by: User | None) -> int:
    """Make the address worthless; how many there were."""
    feeds = list(CalendarFeed.objects.filter(user=user))
    for feed in feeds:
        record("calendar.end", feed, by=by)
        feed.delete()
    return len(feeds)


@transaction.atomic
def end_feed_and_tell(user: User, by: User | None) -> int:
    """With a new password, or when all sessions end: the address too, and a letter that says so."""
    ended = end_feed(user, by)
    if ended:
        notify([user], "calendar.ended", letter_of_ending, reverse("workgroups:calendar"))
    return ended


def letter_of_making() -> tuple[str, str]:
    return (
        _("A secret address of your calendar was made"),
        _(
            "If it was not you, change your password at once: that ends the address, your tokens of the API"
            " and your sessions."
        ),
    )


def letter_of_ending() -> tuple[str, str]:
    return (
        _("The secret address of your calendar was ended"),
        _("The password was changed or sessions were ended. Make a new address for your calendar program."),
    )

"""Telling of new posts by mail: held five minutes, gathered, looked at again, neutral, each once.

`Untold` rows are written with the post. A round makes one notice of what is due, in one transaction with the
rows' mark, so that a crash repeats nothing; before the mail leaves, the outbox asks `still_due`.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from protect.accounts.models import User
from protect.notices.actions import notify
from protect.notices.jobs import periodic
from protect.notices.kinds import NoticeKind, register
from protect.notices.models import Notice
from workgroups.models import Pace, PacePreference, Post, ReadPosition, Untold

KIND = "group-news"
HELD = datetime.timedelta(minutes=5)
MORNING = 7  # o'clock, local time: when daily and weekly mails are written
STOP_SALT = "workgroups.stop"


def last_morning(now: datetime.datetime, weekly: bool) -> datetime.datetime:
    """The last morning, or the last Monday morning: what was written before it is due."""
    local = timezone.localtime(now)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if morning > local:
        morning -= datetime.timedelta(days=1)
    return morning - datetime.timedelta(days=morning.weekday()) if weekly else morning


def is_due(row: Untold, pace: str, now: datetime.datetime) -> bool:
    """Whether the pace lets this post be told now; who is called by name is told at once."""
    if row.made_at > now - HELD:
        return False
    if pace == Pace.AT_ONCE or row.mentioned:
        return True
    return row.made_at < last_morning(now, weekly=pace == Pace.WEEKLY)


def still_holds(rows: Iterable[Untold], recipient: User) -> list[Untold]:
    """Those whose post is still there, still unread, and still theirs to read."""
    rows = list(rows)
    standing = Post.objects.visible_to(recipient).filter(redacted_at=None, hidden_at=None)
    readable = dict(standing.filter(pk__in=[r.post_id for r in rows]).values_list("pk", "sequence"))
    read = dict(
        ReadPosition.objects.filter(user=recipient, thread__in={r.thread_id for r in rows}).values_list(
            "thread", "sequence"
        )
    )
    return [r for r in rows if r.post_id in readable and readable[r.post_id] > read.get(r.thread_id, 0)]


@periodic("tell-of-posts", datetime.timedelta(minutes=1))
def tell_of_posts() -> int:
    """One round: how many notices were written."""
    old_enough = Untold.objects.filter(notice=None, made_at__lte=timezone.now() - HELD)
    people = User.objects.filter(pk__in=old_enough.values("recipient"))
    return sum(tell(person) for person in people)


@transaction.atomic
def tell(recipient: User) -> int:
    """Write what is due for one person: a notice a thread at once, one for all that is told by the day."""
    now = timezone.now()
    rows = Untold.objects.select_for_update(of=("self",)).filter(recipient=recipient, notice=None)
    waiting = list(rows.select_related("thread"))
    if not recipient.is_active:
        rows.delete()
        return 0
    chosen = PacePreference.objects.filter(user=recipient).values_list("workgroup", "pace")
    paces: dict[int, str] = dict(chosen)
    kept = still_holds(waiting, recipient)
    gone = {r.pk for r in waiting} - {r.pk for r in kept}
    gathered: dict[int | None, list[Untold]] = defaultdict(list)
    for row in kept:
        pace = paces.get(row.thread.workgroup_id, Pace.DAILY)
        if pace == Pace.NEVER:
            gone.add(row.pk)
        elif is_due(row, pace, now):
            at_once = row.mentioned or pace == Pace.AT_ONCE
            gathered[row.thread_id if at_once else None].append(row)
    Untold.objects.filter(pk__in=gone).delete()
    for thread_id, found in gathered.items():
        _write(recipient, found, thread_id)
    return len(gathered)


def _write(recipient: User, rows: list[Untold], thread_id: int | None) -> None:
    """One notice: numbers and a link, no name, no subject, no word of what was written."""
    number = len(rows)

    def compose() -> tuple[str, str]:
        said = ngettext("%(number)d news", "%(number)d news items", number) % {"number": number}
        return said, _("There is something new in a working group of yours.")

    with translation.override("ro"):
        path = reverse("workgroups:go", args=[thread_id]) if thread_id else reverse("workgroups:list")
    (notice,) = notify([recipient], KIND, compose, path)
    Untold.objects.filter(pk__in=[row.pk for row in rows]).update(notice=notice)


def still_due(notice: Notice) -> bool:
    """Asked just before the mail leaves."""
    assert notice.recipient is not None
    rows = Untold.objects.filter(notice=notice).select_related("thread")
    return bool(still_holds(rows, notice.recipient))


def stop_address(notice: Notice) -> str:
    """Where one click ends such mails: of the group, or of all where the mail told of several."""
    groups = set(Untold.objects.filter(notice=notice).values_list("thread__workgroup", flat=True))
    group = groups.pop() if len(groups) == 1 else 0
    token = signing.dumps({"user": notice.recipient_id, "group": group}, salt=STOP_SALT)
    with translation.override("ro"):
        return reverse("workgroups:stop", args=[token])


@periodic("forget-what-was-told", datetime.timedelta(days=1))
def forget_what_was_told() -> None:
    """What was mailed more than a day ago needs no row any more."""
    long_ago = timezone.now() - datetime.timedelta(days=1)
    Untold.objects.filter(notice__mailed_at__lt=long_ago).delete()


def register_kind() -> None:
    """Called once, when the app is ready."""
    register(KIND, NoticeKind(still_due=still_due, stop_address=stop_address))

"""Telling by mail of what is new in the groups: held five minutes, gathered, looked at again, neutral, once.

`Untold` rows are written with the act: a post, a meeting, a decision, a task. A round makes one notice of
what is due, in one transaction with the rows' mark, so that a crash repeats nothing; before the mail leaves,
the outbox asks `still_due`.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from protect.accounts.models import User
from protect.notices.actions import notify
from protect.notices.jobs import periodic
from protect.notices.kinds import NoticeKind, register
from protect.notices.models import Notice
from workgroups.models import (
    THINGS,
    Ballot,
    Meeting,
    Pace,
    PacePreference,
    Post,
    Proposal,
    ReadPosition,
    Task,
    Untold,
    WorkgroupMembership,
)

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
    """Whether the pace lets this be told now; who is called by name is told at once."""
    if row.made_at > now - HELD:
        return False
    if pace == Pace.AT_ONCE or row.mentioned:
        return True
    return row.made_at < last_morning(now, weekly=pace == Pace.WEEKLY)


def still_holds(rows: Iterable[Untold], recipient: User) -> list[Untold]:
    """Those whose post is still there, still unread; whose thing still waits; and still theirs to read."""
    rows = list(rows)
    held = {
        (kind, pk)
        for kind, still in STILL.items()
        for pk in still(recipient, [getattr(r, f"{kind}_id") for r in rows if r.kind == kind])
    }
    return [r for r in rows if (r.kind, getattr(r, f"{r.kind}_id")) in held]


def posts_unread(recipient: User, posts: list[int]) -> Iterable[int]:
    """Of these posts, those that stand and lie beyond where the person has read."""
    if not posts:
        return ()
    read = ReadPosition.objects.filter(user=recipient, thread=OuterRef("thread"))
    beyond = Exists(read.filter(sequence__gte=OuterRef("sequence")))
    standing = Post.objects.visible_to(recipient).filter(redacted_at=None, hidden_at=None)
    return standing.filter(~beyond, pk__in=posts).values_list("pk", flat=True)


def meetings_to_come(recipient: User, meetings: list[int]) -> Iterable[int]:
    """Of these meetings, those that are not over; one that was called off is told of until its time."""
    if not meetings:
        return ()
    seen = Meeting.objects.visible_to(recipient).filter(pk__in=meetings, ends_at__gt=timezone.now())
    return seen.values_list("pk", flat=True)


def decisions_that_matter(recipient: User, proposals: list[int]) -> Iterable[int]:
    """Of these, the closed ones, and those that the person's organisation may still answer and has not."""
    if not proposals:
        return ()
    ours = WorkgroupMembership.objects.live().filter(user=recipient).values("workgroup", "organisation")
    seats = {(row["workgroup"], row["organisation"]) for row in ours}
    answered = set(Ballot.objects.filter(proposal__in=proposals).values_list("proposal", "organisation"))
    return [
        p.pk
        for p in Proposal.objects.visible_to(recipient).filter(pk__in=proposals)
        if p.closed_at
        or (p.takes_answers and not any((p.pk, o) in answered for g, o in seats if g == p.workgroup_id))
    ]


def tasks_to_be_done(recipient: User, tasks: list[int]) -> Iterable[int]:
    """Of these tasks, those that nobody has done yet."""
    if not tasks:
        return ()
    return Task.objects.visible_to(recipient).open().filter(pk__in=tasks).values_list("pk", flat=True)


STILL: dict[str, Callable[[User, list[int]], Iterable[int]]] = {
    "post": posts_unread,
    "meeting": meetings_to_come,
    "proposal": decisions_that_matter,
    "task": tasks_to_be_done,
}


@periodic("tell-of-news", datetime.timedelta(minutes=1))
def tell_of_news() -> int:
    """One round: how many notices were written."""
    old_enough = Untold.objects.filter(notice=None, made_at__lte=timezone.now() - HELD)
    people = User.objects.filter(pk__in=old_enough.values("recipient"))
    return sum(tell(person) for person in people)


@transaction.atomic
def tell(recipient: User) -> int:
    """Write what is due for one person: at once a notice a thread, and one for all else of the moment;
    one for everything that is told by the day or the week. Returns how many."""
    now = timezone.now()
    rows = Untold.objects.select_for_update(of=("self",)).filter(recipient=recipient, notice=None)
    waiting = list(rows)
    if not recipient.is_active:
        rows.delete()
        return 0
    chosen = PacePreference.objects.filter(user=recipient).values_list("workgroup", "pace")
    paces: dict[int, str] = dict(chosen)
    kept = still_holds(waiting, recipient)
    gone = {r.pk for r in waiting} - {r.pk for r in kept}
    gathered: dict[tuple[bool, int | None], list[Untold]] = defaultdict(list)
    for row in kept:
        pace = paces.get(row.workgroup_id, Pace.DAILY)
        if pace == Pace.NEVER:
            gone.add(row.pk)
        elif is_due(row, pace, now):
            at_once = row.mentioned or pace == Pace.AT_ONCE
            gathered[at_once, row.thread_id if at_once else None].append(row)
    Untold.objects.filter(pk__in=gone).delete()
    for found in gathered.values():
        _write(recipient, found)
    return len(gathered)


def _write(recipient: User, rows: list[Untold]) -> None:
    """One notice: numbers and a link, no name, no subject, no word of what was written."""
    number = len(rows)

    def compose() -> tuple[str, str]:
        subject = ngettext("%(number)d news", "%(number)d news items", number) % {"number": number}
        kinds = Counter(row.kind for row in rows)
        said = [COUNTED[kind](kinds[kind]) % {"n": kinds[kind]} for kind in THINGS if kinds[kind]]
        return subject, _("New in your working groups: %(what)s.") % {"what": ", ".join(said)}

    (notice,) = notify([recipient], KIND, compose, _path_of(rows))
    Untold.objects.filter(pk__in=[row.pk for row in rows]).update(notice=notice)


COUNTED: dict[str, Callable[[int], str]] = {
    "post": lambda n: ngettext("%(n)d message", "%(n)d messages", n),
    "meeting": lambda n: ngettext("%(n)d meeting", "%(n)d meetings", n),
    "proposal": lambda n: ngettext("%(n)d decision", "%(n)d decisions", n),
    "task": lambda n: ngettext("%(n)d task", "%(n)d tasks", n),
}


def _path_of(rows: list[Untold]) -> str:
    """Where the mail leads: the one thread or the one thing that it tells of, or the list of groups."""
    first = rows[0]
    with translation.override("ro"):
        if first.thread_id and {row.thread_id for row in rows} == {first.thread_id}:
            return reverse("workgroups:go", args=[first.thread_id])
        if len(rows) == 1 and first.kind in ("meeting", "proposal"):
            return getattr(first, first.kind).get_absolute_url()
        return reverse("workgroups:list")


def still_due(notice: Notice) -> bool:
    """Asked just before the mail leaves."""
    assert notice.recipient is not None
    return bool(still_holds(Untold.objects.filter(notice=notice), notice.recipient))


def stop_address(notice: Notice) -> str:
    """Where one click ends such mails: of the group, or of all where the mail told of several."""
    groups = set(Untold.objects.filter(notice=notice).values_list("workgroup", flat=True))
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

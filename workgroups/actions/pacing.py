"""What a person chose for themselves: how often mails tell of a group, and whether others see them here."""

from django.db import transaction

from protect.accounts.models import User
from protect.accounts.sockets import announce_rights_changed
from workgroups.models import Pace, PacePreference, PresencePreference, Untold, Workgroup


@transaction.atomic
def choose_pace(user: User, group: Workgroup, pace: str) -> None:
    """Keep what `user` chose; "never" also empties what was waiting."""
    PacePreference.objects.update_or_create(user=user, workgroup=group, defaults={"pace": Pace(pace)})
    if pace == Pace.NEVER:
        Untold.objects.filter(recipient=user, workgroup=group).delete()


def pace_of(user: User) -> dict[int, str]:
    """What `user` chose, by group."""
    return dict(PacePreference.objects.filter(user=user).values_list("workgroup", "pace"))


@transaction.atomic
def choose_presence(user: User, shown: bool) -> None:
    """Keep whether the others of a thread see that `user` is here; open pages follow at once."""
    PresencePreference.objects.update_or_create(user=user, defaults={"is_shown": shown})
    announce_rights_changed(user.pk)


def is_shown(user_id: int) -> bool:
    """Whether the others of a thread see that this person is here."""
    return not PresencePreference.objects.filter(user=user_id, is_shown=False).exists()

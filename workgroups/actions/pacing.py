"""How often a person is told of a group by mail."""

from django.db import transaction

from protect.accounts.models import User
from workgroups.models import Pace, PacePreference, Untold, Workgroup


@transaction.atomic
def choose_pace(user: User, group: Workgroup, pace: str) -> None:
    """Keep what `user` chose; "never" also empties what was waiting."""
    PacePreference.objects.update_or_create(user=user, workgroup=group, defaults={"pace": Pace(pace)})
    if pace == Pace.NEVER:
        Untold.objects.filter(recipient=user, thread__workgroup=group).delete()


def pace_of(user: User) -> dict[int, str]:
    """What `user` chose, by group."""
    return dict(PacePreference.objects.filter(user=user).values_list("workgroup", "pace"))

"""What opens something without a sign-in: tokens of the API, the secret address of a calendar.

Whoever sets a new password or ends all sessions may have been robbed, so these end as well. The apps that
hand such keys out say how they end:

    register_keys(lambda user, by: …)  # ends what `user` has; how many there were
"""

from collections.abc import Callable

from django.db import transaction

from protect.accounts.models import User

End = Callable[[User, User | None], int]
_ends: list[End] = []


def register_keys(end: End) -> End:
    """Have `end` end the keys of a person whenever all of theirs end."""
    if end not in _ends:
        _ends.append(end)
    return end


@transaction.atomic
def end_all_keys(user: User, *, by: User | None) -> int:
    """End every key of `user`; how many there were. `by` is None for the command line."""
    return sum(end(user, by) for end in _ends)

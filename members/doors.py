"""What follows when somebody stops working for an organisation: rooms below say it, so that members need
not know them. What is registered here happens in the transaction that ends the membership.
"""

from collections.abc import Callable

from members.models import Organisation
from protect.accounts.models import User

Follow = Callable[[User, Organisation], None]
_follows: list[Follow] = []


def follow_leaving(follow: Follow) -> Follow:
    """Have `follow(user, organisation)` called whenever a membership ends."""
    if follow not in _follows:
        _follows.append(follow)
    return follow


def has_left(user: User, organisation: Organisation) -> None:
    """Let everything follow that hangs on a membership."""
    for follow in _follows:
        follow(user, organisation)

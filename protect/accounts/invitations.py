"""The gate of sign-up. Invitations themselves live below, in `members`, which registers its gate."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from protect.accounts.models import User


@dataclass(frozen=True)
class PendingInvitation:
    """A live invitation that this session has followed.

    `accept` runs inside the transaction that makes the account; what it raises undoes both.
    `introduction` is the sentence that the sign-up page opens with: who invites, to what.
    """

    email: str
    accept: Callable[[User, HttpRequest], None]
    name: str = ""
    introduction: str = ""


Gate = Callable[[HttpRequest], PendingInvitation | None]
_gates: list[Gate] = []


def register_gate(gate: Gate) -> Gate:
    """Let `gate` say whether the session of a request holds a live invitation."""
    if gate not in _gates:
        _gates.append(gate)
    return gate


def pending(request: HttpRequest) -> PendingInvitation | None:
    """The live invitation of this request's session, if there is one."""
    return next((found for gate in _gates if (found := gate(request)) is not None), None)

"""Organisations, staff and invitations."""

from typing import Any

from tests.addresses import ALL_SEEING, EVERYBODY, OWN, SIGNED_IN

ACCESS = {
    "members:organisations": SIGNED_IN,
    "members:invitation": EVERYBODY,
    "members:organisation": OWN | ALL_SEEING,
}
POST = {"members:end", "members:revoke"}


def arguments(walk: Any) -> dict[str, dict]:
    return {
        "members:invitation": {"token": walk.token},
        "members:organisation": {"slug": "ours"},
        "members:end": {"slug": "ours", "pk": walk.membership.pk},
        "members:revoke": {"slug": "ours", "pk": walk.invitation.pk},
    }

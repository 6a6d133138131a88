"""Working groups."""

from typing import Any

from tests.addresses import SIGNED_IN

ACCESS = {
    "workgroups:list": SIGNED_IN,
    "workgroups:group": {"member"},
}
POST: set[str] = set()


def arguments(walk: Any) -> dict[str, dict]:
    return {"workgroups:group": {"slug": walk.group.slug}}

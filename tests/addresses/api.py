"""The page of tokens. The API itself is walked in tests/api."""

from typing import Any

from protect.api.actions import make_token
from tests.addresses import SIGNED_IN

ACCESS = {"tokens:tokens": SIGNED_IN}
POST = {"tokens:revoke"}


def arguments(walk: Any) -> dict[str, dict]:
    world = walk.world
    token, _secret = make_token(world.reporter, world.organisation, "x", days=30, write=True, submit=False)
    return {"tokens:revoke": {"pk": token.pk}}

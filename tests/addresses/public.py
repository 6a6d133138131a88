"""What everybody may see, and the home page of those who signed in."""

from typing import Any

from tests.addresses import EVERYBODY, SIGNED_IN

ACCESS = {
    "healthz": EVERYBODY,
    "public:home": EVERYBODY,
    "public:accessibility": EVERYBODY,
    "public:privacy": EVERYBODY,
    "public:contact": EVERYBODY,
    "home": SIGNED_IN,
}
POST: set[str] = set()


def arguments(walk: Any) -> dict[str, dict]:
    return {}

"""What everybody may see, and the home page of those who signed in."""

from typing import Any

from tests.addresses import EVERYBODY, SIGNED_IN
from tests.published import offer, organisation, publish

ACCESS = {
    "healthz": EVERYBODY,
    "security_txt": EVERYBODY,
    "public:home": EVERYBODY,
    "public:groups": EVERYBODY,
    "public:directory": EVERYBODY,
    "public:directory_csv": EVERYBODY,
    "public:organisation": EVERYBODY,
    "public:find": EVERYBODY,
    "public:find_county": EVERYBODY,
    "public:safety": EVERYBODY,
    "public:search": EVERYBODY,
    "public:open_data": EVERYBODY,
    "public:accessibility": EVERYBODY,
    "public:privacy": EVERYBODY,
    "public:contact": EVERYBODY,
    "hsds:root": EVERYBODY,
    "hsds:api-root": EVERYBODY,
    "hsds:openapi-json": EVERYBODY,
    "hsds:services": EVERYBODY,
    "hsds:service": EVERYBODY,
    "hsds:organizations": EVERYBODY,
    "hsds:organization": EVERYBODY,
    "hsds:taxonomies": EVERYBODY,
    "hsds:taxonomy_terms": EVERYBODY,
    "home": SIGNED_IN,
}
POST: set[str] = set()


def arguments(walk: Any) -> dict[str, dict]:
    ours = publish(organisation("Publică", "publica"))
    service = offer(ours, "counselling", "CJ")
    return {
        "public:organisation": {"slug": ours.slug},
        "public:find_county": {"slug": "cluj"},
        "hsds:service": {"id": service.public_id},
        "hsds:organization": {"id": ours.public_id},
    }

"""The seal of an entry: an HMAC over its canonical text and the seal before it."""

import hashlib
import hmac
import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from protect.audit.models import Entry

SEALED = (
    "sequence",
    "actor_id",
    "organisation_id",
    "action",
    "object_type",
    "object_id",
    "reason",
    "details",
    "previous_seal",
)


def seal_of(entry: Entry) -> str:
    """The seal that `entry` must carry: 64 hexadecimal digits, keyed with AUDIT_KEY."""
    content = {name: getattr(entry, name) for name in SEALED} | {"at": entry.at.isoformat()}
    return keyed(json.dumps(content, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder))


def seal_of_head(sequence: int, seal: str) -> str:
    """The seal that the head itself must carry. No entry's text begins like this one."""
    return keyed(f"head {sequence} {seal}")


def keyed(text: str) -> str:
    """HMAC-SHA-256 of a text with AUDIT_KEY."""
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()

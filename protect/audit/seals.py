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
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()

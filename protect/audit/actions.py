"""Writing the audit log, inside the transaction of the act that it records."""

import datetime
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from protect.audit.models import Entry, Head
from protect.audit.seals import seal_of, seal_of_head


def record(
    action: str,
    obj: models.Model | None = None,
    *,
    by: models.Model | None,
    organisation_id: int | None = None,
    reason: str = "",
    **details: object,
) -> Entry:
    """Append what `by` did to `obj`; `details` hold digests, codes and counts, never texts of people.

    `by` is None for the system itself. The head row is locked until the surrounding
    transaction ends, so that sequence numbers have no gaps and the chain no forks. A head that somebody
    forged is never sealed again: the acts go on, and `verify_audit` goes on saying so.
    """
    with transaction.atomic():
        fresh = {"own_seal": seal_of_head(0, "")}
        head = Head.objects.select_for_update().get_or_create(pk=1, defaults=fresh)[0]
        is_genuine = head.own_seal == seal_of_head(head.sequence, head.seal)
        entry = Entry(
            sequence=head.sequence + 1,
            at=timezone.now().astimezone(datetime.UTC),
            actor_id=by.pk if by else None,
            organisation_id=organisation_id,
            action=action,
            object_type=obj._meta.label if obj else "",
            object_id=str(obj.pk) if obj else "",
            reason=reason,
            details=json.loads(json.dumps(details, cls=DjangoJSONEncoder)),
            previous_seal=head.seal,
        )
        entry.seal = seal_of(entry)
        entry.save(force_insert=True)
        head.sequence, head.seal = entry.sequence, entry.seal
        if is_genuine:
            head.own_seal = seal_of_head(head.sequence, head.seal)
        head.save(update_fields=["sequence", "seal", "own_seal"])
    return entry

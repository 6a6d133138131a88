"""Who downloaded a resource, read from the audit log."""

import datetime
from dataclasses import dataclass

from protect.accounts.models import User
from protect.audit.models import Entry
from workgroups.models import Resource
from workgroups.queries import membership_in

MOST = 200


@dataclass(frozen=True)
class Download:
    """The newest download of a version by a person."""

    person: User
    number: int
    at: datetime.datetime


def downloads_of(resource: Resource, user: User) -> list[Download] | None:
    """Newest first, each person and version once; None for those outside the group."""
    if membership_in(user, resource.workgroup) is None:
        return None
    entries = Entry.objects.filter(
        action="resource.download", object_type=resource._meta.label, object_id=str(resource.pk)
    ).order_by("-sequence")[:MOST]
    newest: dict[tuple[int, int], datetime.datetime] = {}
    for entry in entries:
        if entry.actor_id:
            newest.setdefault((entry.actor_id, entry.details["number"]), entry.at)
    people = User.objects.in_bulk({actor for actor, _number in newest})
    return [Download(people[actor], number, at) for (actor, number), at in newest.items()]

"""Meetings: set up, moved, called off, written down."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.audit.actions import record
from workgroups.actions.telling import listeners, tell_of
from workgroups.models import Attendance, Meeting, Workgroup
from workgroups.queries import members_of
from workgroups.thing_rules import may_add, may_run_meeting

FOREIGN = ["workgroup", "made_by", "minutes_by"]
FIELDS = ("title", "starts_at", "ends_at", "place", "link", "agenda")


class Lost(Exception):
    """Somebody else wrote the minutes meanwhile; `theirs` is what stands there now."""

    def __init__(self, theirs: str) -> None:
        super().__init__()
        self.theirs = theirs


def _check(meeting: Meeting) -> None:
    meeting.full_clean(exclude=FOREIGN, validate_constraints=False)
    if meeting.ends_at <= meeting.starts_at:
        raise ValidationError({"ends_at": _("The meeting ends before it begins.")})
    if not meeting.place and not meeting.link:
        raise ValidationError({"place": _("Write the place, or the link to join.")})


def set_up(group: Workgroup, values: dict, *, by: User, key: uuid.UUID | None = None) -> Meeting:
    """Set a meeting up and tell the group; the same key, sent twice, sets up once."""
    allowed = may_add(by, group)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    key = key or uuid.uuid4()
    sent = Meeting.objects.filter(key=key, made_by=by).first()
    if sent:
        return sent
    meeting = Meeting(key=key, workgroup=group, made_by=by, **{name: values[name] for name in FIELDS})
    _check(meeting)
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
            record("meeting.set_up", meeting, by=by, group=group.slug)
            tell_of(meeting, listeners(group, besides=by))
    except IntegrityError:
        return Meeting.objects.get(key=key, made_by=by)
    return meeting


def _locked(meeting: Meeting, by: User) -> Meeting:
    found = Meeting.objects.select_for_update(of=("self",)).select_related("workgroup").get(pk=meeting.pk)
    allowed = may_run_meeting(by, found)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    return found


@transaction.atomic
def move(meeting: Meeting, values: dict, *, by: User) -> Meeting:
    """Change a meeting; the group is told when the time or the place is another."""
    found = _locked(meeting, by)
    before = (found.starts_at, found.ends_at, found.place, found.link)
    for name in FIELDS:
        setattr(found, name, values[name])
    _check(found)
    found.edition, found.changed_at = found.edition + 1, timezone.now()
    found.save()
    record("meeting.move", found, by=by)
    if before != (found.starts_at, found.ends_at, found.place, found.link):
        tell_of(found, listeners(found.workgroup, besides=by))
    return found


@transaction.atomic
def call_off(meeting: Meeting, *, by: User) -> Meeting:
    """Call a meeting off; calendars are told as well."""
    found = _locked(meeting, by)
    if found.cancelled_at is None:
        found.cancelled_at = found.changed_at = timezone.now()
        found.edition += 1
        found.save(update_fields=["cancelled_at", "changed_at", "edition"])
        record("meeting.call_off", found, by=by)
        tell_of(found, listeners(found.workgroup, besides=by))
    return found


def stamp_of(meeting: Meeting) -> str:
    """When the minutes were last kept; empty before."""
    return str(meeting.minutes_at.timestamp()) if meeting.minutes_at else ""


@transaction.atomic
def write_minutes(
    meeting: Meeting, minutes: str, present: dict[int, str], *, by: User, known: str | None = None
) -> Meeting:
    """Keep the minutes and who took part; `known` is the stamp of the text that the writer's page began from.

    Where somebody else wrote in between, nothing is overwritten: `Lost` hands their text over.
    """
    found = _locked(meeting, by)
    if known is not None and stamp_of(found) != known and found.minutes != minutes:
        raise Lost(found.minutes)
    found.minutes, found.minutes_by, found.minutes_at = minutes.strip(), by, timezone.now()
    found.full_clean(exclude=FOREIGN, validate_constraints=False)
    found.save(update_fields=["minutes", "minutes_by", "minutes_at"])
    invited = set(members_of(found.workgroup).values_list("organisation", flat=True))
    for organisation, state in present.items():
        if organisation in invited and state in Attendance.State.values:
            Attendance.objects.update_or_create(
                meeting=found, organisation_id=organisation, defaults={"state": state}
            )
    record("meeting.minutes", found, by=by, present=sum(s == "present" for s in present.values()))
    return found

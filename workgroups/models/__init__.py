"""How we work together: the groups and what happens in them."""

from workgroups.models.attachments import Attachment
from workgroups.models.decisions import Ballot, Proposal
from workgroups.models.groups import (
    Admission,
    Opening,
    Workgroup,
    WorkgroupGroupPermission,
    WorkgroupMembership,
    WorkgroupUserPermission,
)
from workgroups.models.meetings import Attendance, Meeting
from workgroups.models.pace import THINGS, Pace, PacePreference, Untold
from workgroups.models.posts import Flag, Mention, Post, PostRevision, Reason
from workgroups.models.presence import PresencePreference
from workgroups.models.reading import GroupContentQuerySet, reads
from workgroups.models.resources import Resource, ResourceVersion, Tag
from workgroups.models.tasks import CalendarFeed, Task
from workgroups.models.threads import ContentNote, Draft, ReadPosition, Thread, ThreadEvent

__all__ = [
    "THINGS",
    "Admission",
    "Attachment",
    "Attendance",
    "Ballot",
    "CalendarFeed",
    "ContentNote",
    "Draft",
    "Flag",
    "GroupContentQuerySet",
    "Meeting",
    "Mention",
    "Opening",
    "Pace",
    "PacePreference",
    "Post",
    "PostRevision",
    "PresencePreference",
    "Proposal",
    "ReadPosition",
    "Reason",
    "Resource",
    "ResourceVersion",
    "Tag",
    "Task",
    "Thread",
    "ThreadEvent",
    "Untold",
    "Workgroup",
    "WorkgroupGroupPermission",
    "WorkgroupMembership",
    "WorkgroupUserPermission",
    "reads",
]

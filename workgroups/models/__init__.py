"""How we work together: the groups and what happens in them."""

from workgroups.models.groups import (
    Admission,
    Opening,
    Workgroup,
    WorkgroupGroupPermission,
    WorkgroupMembership,
    WorkgroupUserPermission,
)
from workgroups.models.pace import Pace, PacePreference, Untold
from workgroups.models.posts import Flag, Mention, Post, PostRevision, Reason
from workgroups.models.reading import GroupContentQuerySet, reads
from workgroups.models.threads import ContentNote, Draft, ReadPosition, Thread, ThreadEvent

__all__ = [
    "Admission",
    "ContentNote",
    "Draft",
    "Flag",
    "GroupContentQuerySet",
    "Mention",
    "Opening",
    "Pace",
    "PacePreference",
    "Post",
    "PostRevision",
    "ReadPosition",
    "Reason",
    "Thread",
    "ThreadEvent",
    "Untold",
    "Workgroup",
    "WorkgroupGroupPermission",
    "WorkgroupMembership",
    "WorkgroupUserPermission",
    "reads",
]

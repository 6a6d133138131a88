"""How we work together: the groups and what happens in them."""

from workgroups.models.groups import (
    Workgroup,
    WorkgroupGroupPermission,
    WorkgroupMembership,
    WorkgroupUserPermission,
)

__all__ = [
    "Workgroup",
    "WorkgroupGroupPermission",
    "WorkgroupMembership",
    "WorkgroupUserPermission",
]

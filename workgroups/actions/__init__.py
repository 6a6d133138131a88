"""Everything that changes state in a working group, one module a matter."""

from workgroups.actions.membership import (
    PERMISSIONS,
    begin_group_membership,
    end_group_membership,
    sync_permissions,
)
from workgroups.rules import may_admit

__all__ = [
    "PERMISSIONS",
    "begin_group_membership",
    "end_group_membership",
    "may_admit",
    "sync_permissions",
]

"""`verify_permissions`: compares guardian's rows with the live memberships; exit 1 at the first drift."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from members.models import PERMISSIONS, Membership, OrganisationUserPermission
from workgroups.actions import PERMISSIONS as GROUP_PERMISSIONS
from workgroups.models import WorkgroupMembership, WorkgroupUserPermission

Held = set[tuple[int, int, str]]


class Command(BaseCommand):
    help = "Compares object permissions with memberships."

    def handle(self, *args: Any, **options: Any) -> None:
        memberships = Membership.objects.live().values_list("user", "organisation", "role")
        groups = WorkgroupMembership.objects.filter(until=None).values_list("user", "workgroup", "role")
        self.compare("organisation", owed(memberships, PERMISSIONS), OrganisationUserPermission)
        self.compare("working group", owed(groups, GROUP_PERMISSIONS), WorkgroupUserPermission)
        self.stdout.write("every permission follows from a membership")

    def compare(self, kind: str, wanted: Held, model: Any) -> None:
        """Raise for the first permission that is missing or that nothing gives."""
        rows = model.objects.values_list("user", "content_object", "permission__codename")
        held: Held = set(rows)
        for user, container, permission in sorted(held ^ wanted):
            surplus = "held without a membership" if (user, container, permission) in held else "missing"
            raise CommandError(
                f"{kind} {container}: {permission} of person {user} is {surplus}", returncode=1
            )


def owed(memberships: Any, permissions: dict[str, frozenset[str]]) -> Held:
    """What the memberships give."""
    return {
        (user, container, permission)
        for user, container, role in memberships
        for permission in permissions[role]
    }

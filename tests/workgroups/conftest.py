"""A group with a coordinator, two members of two organisations and an observer, and a thread in it."""

from dataclasses import dataclass

import pytest

from protect.accounts.models import User
from tests.world import World, person
from workgroups.actions import begin_group_membership
from workgroups.actions.discussing import begin_thread
from workgroups.models import Thread, Workgroup, WorkgroupMembership

Role = WorkgroupMembership.Role


@dataclass
class Circle:
    """The group of these tests and who sits in it."""

    world: World
    group: Workgroup
    leader: User
    ana: User
    dan: User
    observer: User

    def thread(self, title: str = "Un subiect", text: str = "Primul text") -> Thread:
        return begin_thread(self.group, title, text, by=self.ana)


def make_circle(world: World) -> Circle:
    """Everything that a discussion needs."""
    group = Workgroup.objects.create(
        slug="policy", name_ro="Politici", name_en="Policy", purpose_ro="x", purpose_en="x"
    )
    leader, ana, dan, observer = (person(name) for name in ("leader", "ana", "dan", "observer"))
    for user, organisation, role in (
        (leader, world.organisation, Role.COORDINATOR),
        (ana, world.organisation, Role.MEMBER),
        (dan, world.other, Role.MEMBER),
        (observer, world.other, Role.OBSERVER),
    ):
        begin_group_membership(user, group, organisation, role, by=None)
    return Circle(world, group, leader, ana, dan, observer)


@pytest.fixture
def circle(world: World) -> Circle:
    return make_circle(world)

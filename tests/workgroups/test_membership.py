"""A working group is read by its members, from the day they joined to the day they left."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from members.actions import end_membership
from members.models import Membership, Organisation
from tests.world import World
from workgroups.actions import begin_group_membership, end_group_membership
from workgroups.models import Workgroup, WorkgroupMembership
from workgroups.queries import groups_with

Role = WorkgroupMembership.Role


@pytest.fixture
def group(db) -> Workgroup:  # type: ignore[no-untyped-def]
    return Workgroup.objects.create(
        slug="policy", name_ro="Politici", name_en="Policy", purpose_ro="x", purpose_en="x"
    )


def test_members_read_and_others_do_not_find_the_group(world: World, group: Workgroup, as_) -> None:  # type: ignore[no-untyped-def]
    begin_group_membership(world.reporter, group, world.organisation, Role.MEMBER, by=world.secretariat)
    assert as_(world.reporter).get("/groups/policy/").status_code == 200
    for somebody in (world.stranger, world.secretariat):
        assert as_(somebody).get("/groups/policy/").status_code == 404


def test_an_observer_reads_and_does_not_post(world: World, group: Workgroup) -> None:
    begin_group_membership(world.reporter, group, world.organisation, Role.OBSERVER, by=world.secretariat)
    assert groups_with(world.reporter, "read_workgroup").exists()
    assert not groups_with(world.reporter, "post_workgroup").exists()


def test_leaving_takes_every_right(world: World, group: Workgroup) -> None:
    member = begin_group_membership(
        world.reporter, group, world.organisation, Role.COORDINATOR, by=world.secretariat
    )
    end_group_membership(member, by=world.reporter)
    assert not groups_with(world.reporter, "read_workgroup").exists()


def test_only_the_coordinator_or_the_secretariat_admits(world: World, group: Workgroup) -> None:
    with pytest.raises(PermissionDenied):
        begin_group_membership(world.reporter, group, world.organisation, Role.MEMBER, by=world.coordinator)


def test_who_leaves_an_organisation_sits_in_no_group_for_it(world: World, group: Workgroup) -> None:
    begin_group_membership(world.reporter, group, world.organisation, Role.MEMBER, by=world.secretariat)
    end_membership(Membership.objects.get(user=world.reporter), by=world.coordinator)
    assert not groups_with(world.reporter, "read_workgroup").exists()


def test_an_organisation_that_left_reads_nothing_even_before_its_people_are_ended(
    world: World, group: Workgroup
) -> None:
    begin_group_membership(world.reporter, group, world.organisation, Role.MEMBER, by=world.secretariat)
    Organisation.objects.filter(pk=world.organisation.pk).update(left_on=datetime.date.today())
    assert not groups_with(world.reporter, "read_workgroup").exists()
    assert not groups_with(world.reporter, "post_workgroup").exists()

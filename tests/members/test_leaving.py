"""An organisation leaves by an act of two people: everything ends at once, nothing is deleted."""

import hashlib
import zipfile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.actions import invite
from members.actions.leaving import (
    call_off_departure,
    carry_out_departure,
    propose_departure,
    take_export,
)
from members.actions.services import end_offer
from members.exporting import Export
from members.models import Departure, Invitation, Membership, Organisation, Role, ServiceOffer
from members.queries import organisations_with
from protect.audit.models import Entry
from protect.search.models import Document
from protect.search.queries import search
from services.queries import people_by_indicator
from tests.members.test_services import confirmed
from tests.members.writing import published
from tests.world import World
from workgroups.actions import begin_group_membership
from workgroups.models import Workgroup, WorkgroupMembership


@pytest.fixture
def group(db) -> Workgroup:
    return Workgroup.objects.create(slug="policy", name_ro="P", name_en="P", purpose_ro="x", purpose_en="x")


def unpacked(export: Export) -> dict[str, bytes]:
    with zipfile.ZipFile(export.file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def departure(world: World) -> Departure:
    return propose_departure(world.organisation, "Ne închidem.", by=world.coordinator)


def test_a_coordinator_or_the_secretariat_proposes_once_and_says_why(world: World) -> None:
    for somebody in (world.reporter, world.stranger):
        with pytest.raises(PermissionDenied):
            propose_departure(world.organisation, "x", by=somebody)
    with pytest.raises(ValidationError):
        propose_departure(world.organisation, " ", by=world.coordinator)
    propose_departure(world.organisation, "Ne închidem.", by=world.coordinator)
    with pytest.raises(PermissionDenied):
        propose_departure(world.organisation, "x", by=world.secretariat)


def test_a_second_person_of_the_secretariat_carries_it_out(world: World) -> None:
    departure = propose_departure(world.organisation, "Nu mai răspund.", by=world.secretariat)
    for somebody in (world.secretariat, world.coordinator):
        with pytest.raises(PermissionDenied):
            carry_out_departure(departure, by=somebody)
    assert carry_out_departure(departure, by=world.colleague).carried_out_by == world.colleague


def test_the_database_refuses_an_act_of_one_person(world: World, departure: Departure) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Departure.objects.filter(pk=departure.pk).update(
            carried_out_by=world.coordinator, carried_out_at=timezone.now()
        )


def test_everything_ends_in_one_act_and_nothing_is_deleted(world: World, group: Workgroup) -> None:
    profile, offer = published(world), confirmed(world)
    invite(world.organisation, "new@example.org", Role.READER, by=world.coordinator)
    begin_group_membership(world.reporter, group, world.organisation, "member", by=None)
    departure = propose_departure(world.organisation, "Ne închidem.", by=world.coordinator)
    carry_out_departure(departure, by=world.secretariat)
    left = Organisation.objects.get(slug="ours")
    assert left.has_left and left.published_revision is None
    assert not ServiceOffer.objects.live().exists() and ServiceOffer.objects.filter(pk=offer.pk).exists()
    assert not any(invitation.is_open for invitation in Invitation.objects.all())
    assert not Membership.objects.live().filter(organisation=left).exists()
    assert not organisations_with(world.coordinator, "view_internal").exists()
    assert not WorkgroupMembership.objects.filter(until=None).exists()
    assert left.profile_revisions.filter(pk=profile.pk).exists()
    acts = set(Entry.objects.values_list("action", flat=True))
    assert {"departure.propose", "departure.carry_out", "profile.withdraw", "membership.end"} <= acts


def test_open_sockets_of_everybody_are_told(world: World, departure: Departure, monkeypatch) -> None:
    told: list[int] = []
    monkeypatch.setattr("members.actions.staff.announce_rights_changed", told.append)
    carry_out_departure(departure, by=world.secretariat)
    assert {world.reporter.pk, world.coordinator.pk} <= set(told)


def test_statistics_stay(world: World) -> None:
    world.verified([4, 3, 2, 1, 0])
    before = people_by_indicator(2025)
    departure = propose_departure(world.organisation, "x", by=world.coordinator)
    carry_out_departure(departure, by=world.secretariat)
    assert people_by_indicator(2025) == before


def test_it_can_be_called_off(world: World, departure: Departure) -> None:
    call_off_departure(departure, by=world.secretariat)
    with pytest.raises(PermissionDenied):
        carry_out_departure(departure, by=world.secretariat)
    assert propose_departure(world.organisation, "Totuși.", by=world.coordinator)


def test_the_export_holds_everything_and_its_manifest_proves_every_file(world: World) -> None:
    published(world)
    confirmed(world)
    world.verified([4, 3, 2, 1, 0])
    export = take_export(world.organisation, by=world.coordinator)
    files = unpacked(export)
    manifest = files.pop("MANIFEST.txt").decode()
    assert dict(line.split("  ")[::-1] for line in manifest.splitlines()) == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    assert hashlib.sha256(manifest.encode()).hexdigest() == export.manifest_digest
    assert {
        "profiles.json",
        "services.json",
        "staff.json",
        "returns/2025-r1.csv",
        "workgroups/posts.json",
    } <= set(files)
    assert "Ca fiecare om să fie liber." in files["profiles.json"].decode()
    export.file.seek(0)
    assert take_export(world.organisation, by=world.coordinator).file.read() == export.file.read()


def test_the_export_after_a_departure_is_the_one_whose_digest_was_kept(
    world: World, departure: Departure
) -> None:
    carried_out = carry_out_departure(departure, by=world.secretariat)
    organisation = Organisation.objects.get(slug="ours")
    assert take_export(organisation, by=world.secretariat).manifest_digest == carried_out.export_digest
    with pytest.raises(PermissionDenied):
        take_export(organisation, by=world.coordinator)


def test_nothing_of_another_organisation_is_in_the_export(world: World) -> None:
    world.verified([4, 3, 2, 1, 0], organisation=world.other)
    for somebody in (world.reporter, world.stranger):
        with pytest.raises(PermissionDenied):
            take_export(world.organisation, by=somebody)
    files = unpacked(take_export(world.organisation, by=world.coordinator))
    assert [name for name in files if name.startswith("returns/")] == ["returns/activities.json"]
    assert b"stranger" not in files["staff.json"]


def test_an_organisation_leaves_by_its_pages(world: World, as_) -> None:
    address = "/en/organisation/ours/leaving/"
    as_(world.coordinator).post(address + "act/", {"act": "propose", "reason": "Ne închidem."})
    assert b"Carry it out now" not in as_(world.coordinator).get(address).content
    assert b"Carry it out now" in as_(world.secretariat).get(address).content
    as_(world.secretariat).post(address + "act/", {"act": "carry_out"})
    assert Organisation.objects.get(slug="ours").has_left
    assert as_(world.coordinator).get(address).status_code == 404
    packed = as_(world.secretariat).post(address + "export/")
    assert packed["Content-Type"] == "application/zip"


def test_who_left_is_found_no_more_and_who_is_public_is(world: World) -> None:
    def found(text: str) -> int:
        return search(text, user=AnonymousUser()).total

    published(world)
    assert found("consiliere") == 1
    offer = confirmed(world)
    assert found("casă") == 1
    end_offer(offer, by=world.coordinator)
    assert found("casă") == 0
    departure = propose_departure(world.organisation, "x", by=world.coordinator)
    carry_out_departure(departure, by=world.secretariat)
    assert found("consiliere") == 0 and not Document.objects.exists()

"""Services offered: confirmed before the public sees them, and nothing that tells where people sleep."""

import datetime
import random

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from beneficiaries.catalogue_2020 import DATA
from members.actions.services import confirm_offer, end_offer, remind_of_licences, save_offer
from members.models import OfferKind, ServiceOffer
from protect.notices.models import Notice
from tests.members.writing import published
from tests.privacy.codes import made_up_cnp
from tests.world import World

LISTS = {"counties": ["CJ"], "audiences": ["women"], "languages": ["ro", "en"]}
SHELTER = {
    "kind": "residential",
    "name_ro": "Casă pentru femei",
    "with_accommodation": True,
    "nomenclature_code": "8790CR-VTP-I",
    "licence_number": "LF 0001",
}


def offered(world: World, **changed: object) -> ServiceOffer:
    return save_offer(world.organisation, SHELTER | changed, LISTS, by=world.reporter)


def confirmed(world: World, **changed: object) -> ServiceOffer:
    return confirm_offer(offered(world, **changed), by=world.secretariat)


def test_the_public_sees_a_service_once_it_is_confirmed_and_the_profile_is_public(world: World) -> None:
    offer = offered(world)
    assert not ServiceOffer.objects.public().exists()
    confirm_offer(offer, by=world.secretariat)
    assert not ServiceOffer.objects.public().exists()
    published(world)
    assert ServiceOffer.objects.public().get() == offer


def test_only_editors_write_and_only_the_secretariat_confirms(world: World) -> None:
    for somebody in (world.stranger, world.secretariat):
        with pytest.raises(PermissionDenied):
            save_offer(world.organisation, SHELTER, LISTS, by=somebody)
    offer = offered(world)
    for somebody in (world.coordinator, world.stranger):
        with pytest.raises(PermissionDenied):
            confirm_offer(offer, by=somebody)


def test_a_change_waits_while_the_public_goes_on_seeing_what_was_confirmed(world: World) -> None:
    published(world)
    first = confirmed(world)
    second = save_offer(
        world.organisation, SHELTER | {"name_ro": "Casă nouă"}, LISTS, by=world.reporter, replaces=first
    )
    assert ServiceOffer.objects.public().get() == first
    confirm_offer(second, by=world.secretariat)
    assert ServiceOffer.objects.public().get() == second
    assert second.public_id == first.public_id


def test_a_second_change_takes_the_place_of_the_one_that_waits(world: World) -> None:
    first = offered(world)
    second = save_offer(world.organisation, SHELTER, LISTS, by=world.reporter, replaces=first)
    assert list(ServiceOffer.objects.waiting()) == [second]


def test_no_address_of_a_place_where_people_sleep(world: World) -> None:
    for change in (
        {"address": "Cluj"},
        {"description_ro": "Suntem pe strada Lungă, la parter."},
        {"with_accommodation": False},
        {"kind": "counselling", "with_accommodation": False},
    ):
        with pytest.raises(ValidationError):
            offered(world, **change)
    assert not ServiceOffer.objects.exists()


def test_the_database_refuses_one_whoever_writes_it(world: World) -> None:
    offer = offered(world)
    for change in (
        {"address": "strada Lungă"},
        {"with_accommodation": False},
        {"with_accommodation": False, "kind": "counselling"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ServiceOffer.objects.filter(pk=offer.pk).update(**change)


def test_a_day_centre_has_a_public_address(world: World) -> None:
    offer = save_offer(
        world.organisation,
        {"kind": "day_centre", "name_ro": "Centru de zi", "address": "strada Lungă 4, Cluj"},
        LISTS,
        by=world.reporter,
    )
    assert offer.address


def test_a_code_is_one_of_the_nomenclature(world: World) -> None:
    for code in ("8790CR-VTP-I", "8899CZ-VTP-I", "8810ID-I", "8891CZ-C-II"):
        assert offered(world, nomenclature_code=code)
    for code in ("1234CR", "8790", "8790cr-vtp-i", "8790CR-VTP-I-x"):
        with pytest.raises(ValidationError):
            offered(world, nomenclature_code=code)


def test_kinds_are_the_indicators_of_the_platform() -> None:
    import json

    codes = {entry["code"] for entry in json.loads(DATA.read_text(encoding="utf-8"))["indicators"]}
    assert set(OfferKind.values) == codes


def test_ending_a_service_deletes_nothing(world: World) -> None:
    published(world)
    offer = confirmed(world)
    end_offer(offer, by=world.coordinator)
    assert not ServiceOffer.objects.public().exists()
    assert ServiceOffer.objects.filter(pk=offer.pk).exists()


def test_coordinators_are_reminded_once_sixty_days_before_a_licence_runs_out(world: World) -> None:
    today = timezone.localdate()
    offer = confirmed(world, licence_expires_on=today + datetime.timedelta(days=61))
    assert remind_of_licences() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        assert remind_of_licences() == 1
        assert remind_of_licences() == 0
        notice = Notice.objects.get(kind="offer.licence")
        assert notice.recipient == world.coordinator
        renewed = SHELTER | {"licence_expires_on": today + datetime.timedelta(days=50)}
        again = save_offer(world.organisation, renewed, LISTS, by=world.reporter, replaces=offer)
        confirm_offer(again, by=world.secretariat)
        assert remind_of_licences() == 1


def test_a_service_is_written_and_confirmed_by_its_pages(world: World, as_) -> None:
    data = SHELTER | {"with_accommodation": "on", **LISTS}
    page = as_(world.reporter).post("/en/organisation/ours/services/new/", data | {"address": "Cluj"})
    assert page.status_code == 200 and b"No address is kept" in page.content
    assert as_(world.reporter).post("/en/organisation/ours/services/new/", data).status_code == 302
    offer = ServiceOffer.objects.get()
    assert offer.language_codes == ["en", "ro"]
    address = f"/en/organisation/ours/services/{offer.pk}/"
    assert as_(world.reporter).post(address + "confirm/").status_code == 404
    assert (
        as_(world.secretariat).get("/en/organisation/waiting/").content.count("Casă pentru femei".encode())
        == 1
    )
    as_(world.secretariat).post(address + "confirm/")
    offer.refresh_from_db()
    assert offer.confirmed_by == world.secretariat
    changed = as_(world.reporter).post(address + "edit/", data | {"name_ro": "Casă nouă"})
    assert changed.status_code == 302 and ServiceOffer.objects.waiting().get().name_ro == "Casă nouă"


@pytest.mark.parametrize("field", ["phone", "licence_number"])
def test_a_public_field_takes_no_personal_code(world: World, field: str) -> None:
    code = made_up_cnp(random.Random(5))
    with pytest.raises(ValidationError):
        offered(world, **{field: code})


def test_a_telephone_number_is_one(world: World) -> None:
    with pytest.raises(ValidationError):
        offered(world, phone="sunați dimineața")
    assert offered(world, phone="+40 (264) 123 456").phone

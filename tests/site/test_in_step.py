"""What the public finds follows the acts themselves: approving a profile, confirming and ending a service."""

import pytest
from django.contrib.auth.models import AnonymousUser

from members.actions.profiles import approve_profile
from members.actions.services import confirm_offer, end_offer
from members.models import ProfileRevision, ServiceOffer
from protect.search.queries import search
from tests.published import offer, publish, somebody
from tests.world import World

pytestmark = pytest.mark.django_db


def found(text: str) -> set[str]:
    return {hit.kind.name for hit in search(text, user=AnonymousUser()).hits}


def test_an_approved_profile_is_found_and_its_draft_was_not(world: World) -> None:
    revision = ProfileRevision.objects.create(
        organisation=world.organisation, number=1, status="submitted", submitted_by=world.reporter,
        mission_ro="Locuințe.", mission_en="Homes.", summary_ro="Locuințe.", summary_en="Homes.",
    )  # fmt: skip
    assert found("locuinte") == set()
    approve_profile(revision, by=world.secretariat)
    assert found("locuinte") == {"organisation"}


def test_a_confirmed_service_takes_the_place_of_its_earlier_version(world: World) -> None:
    publish(world.organisation)
    first = offer(world.organisation, "counselling", "CJ", name_ro="Terapie veche")
    second = ServiceOffer.objects.create(
        organisation=world.organisation, kind="counselling", name_ro="Terapie nouă",
        public_id=first.public_id, created_by=somebody("writer"),
    )  # fmt: skip
    assert found("noua") == set()
    confirm_offer(second, by=world.secretariat)
    assert found("noua") == {"service"} and found("veche") == set()
    end_offer(second, by=world.coordinator)
    assert found("noua") == set()

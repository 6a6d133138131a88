"""Tokens: shown once, kept as a digest, worth no more than their person, dead when the person leaves."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.actions import end_membership
from members.models import Membership
from protect.accounts.models import PlatformRole, User
from protect.api.actions import digest_of, make_token, revoke_token
from protect.api.models import Token
from protect.audit.models import Entry
from tests.world import World

FORM = {"name": "Programul nostru", "organisation": "ours", "scope": "write", "days": "90"}


def test_a_token_is_shown_once_and_only_its_digest_is_kept(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    client = as_(world.reporter)
    page = client.post(reverse("tokens:tokens"), FORM)
    secret = page.context["secret"]
    token = Token.objects.get()
    assert secret in page.content.decode() and token.digest == digest_of(secret)
    assert secret not in client.get(reverse("tokens:tokens")).content.decode()
    assert secret not in str(list(Token.objects.values())) and secret not in str(list(Entry.objects.values()))
    assert token.scopes == ["read", "write"] and "no-store" in page["Cache-Control"]
    assert Entry.objects.get(action="token.make").organisation_id == world.organisation.pk


def test_a_token_is_made_only_in_a_session_that_used_a_second_factor(world: World, client: Client) -> None:
    client.force_login(world.reporter)  # within the first days a reporter needs none for the pages
    page = client.post(reverse("tokens:tokens"), FORM)
    assert not Token.objects.exists() and page.status_code == 200 and page.context["secret"] == ""


def test_nobody_makes_a_token_for_an_organisation_of_others(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    as_(world.stranger).post(reverse("tokens:tokens"), FORM)
    as_(world.stranger).post(reverse("tokens:tokens"), FORM | {"organisation": "*"})
    assert not Token.objects.exists()
    with pytest.raises(PermissionDenied):
        make_token(world.stranger, world.organisation, "x", days=30, write=False, submit=False)
    with pytest.raises(ValidationError):
        make_token(world.secretariat, None, "x", days=30, write=True, submit=False)


def test_a_token_names_no_contact(world: World) -> None:
    with pytest.raises(ValidationError):
        make_token(world.reporter, world.organisation, "Ana 0722 123 456", days=30, write=False, submit=False)


def test_it_dies_with_its_membership_its_term_its_revocation_and_its_person(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    mine, other, third, fourth = (programme(world.reporter, world.organisation) for _ in range(4))
    assert mine.get("/me").json()["organisation"] == "ours"
    revoke_token(mine.token, by=world.coordinator)
    assert mine.get("/me").status_code == 401
    past = timezone.now() - datetime.timedelta(days=60)
    Token.objects.filter(pk=other.token.pk).update(
        made_at=past, expires_at=past + datetime.timedelta(days=30)
    )
    assert other.get("/me").status_code == 401
    User.objects.filter(pk=world.reporter.pk).update(is_active=False)
    assert third.get("/me").status_code == 401
    User.objects.filter(pk=world.reporter.pk).update(is_active=True)
    assert third.get("/me").status_code == 200
    end_membership(Membership.objects.get(user=world.reporter), by=world.coordinator)
    assert third.get("/me").status_code == fourth.get("/returns").status_code == 401
    assert Entry.objects.filter(action="token.revoke").count() == 1


def test_the_secretariat_s_token_dies_with_the_role(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    mine = programme(world.secretariat, None)
    assert mine.get("/me").status_code == 200
    PlatformRole.objects.filter(user=world.secretariat).update(until=timezone.now())
    assert mine.get("/me").status_code == 401


def test_whoever_must_have_a_second_factor_and_lost_it_has_no_token_either(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    mine = programme(world.coordinator, world.organisation)
    assert mine.get("/me").status_code == 200
    User.objects.filter(pk=world.coordinator.pk).update(is_demo=False)
    assert mine.get("/me").status_code == 401


def test_a_token_does_only_what_its_scopes_say(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    reads = programme(world.coordinator, world.organisation, write=False, submit=False)
    writes = programme(world.coordinator, world.organisation, submit=False)
    path = f"/returns/{report.pk}"
    etag = reads.get(path)["ETag"]
    assert reads.act("PATCH", path, {"cells": []}, etag).status_code == 403
    assert writes.act("PATCH", path, {"cells": []}, etag).status_code == 200
    assert writes.act("POST", f"{path}/submission", {"declared": True}, etag).status_code == 403


def test_a_token_speaks_for_one_organisation_even_where_its_person_sees_more(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    theirs = world.started(organisation=world.other)
    PlatformRole.objects.create(user=world.reporter, role=PlatformRole.Role.AUDITOR)
    mine = programme(world.reporter, world.organisation)
    assert mine.get(f"/returns/{theirs.pk}").status_code == 404
    assert mine.get("/returns").json() == {"returns": []}
    assert mine.get("/periods/2025/board").status_code == 404


def test_a_browser_s_session_opens_nothing_and_no_cookie_is_set(world: World, as_, programme) -> None:  # type: ignore[no-untyped-def]
    client = as_(world.secretariat)
    assert client.get("/api/v1/returns").status_code == 401
    mine = programme(world.reporter, world.organisation)
    for answer in (mine.get("/me"), mine.get("/releases"), client.get("/api/v1/openapi.json")):
        assert answer.status_code == 200 and not answer.cookies
    assert "no-store" in mine.get("/me")["Cache-Control"]


def test_a_token_is_slowed_down_and_so_is_whoever_guesses(world: World, programme, settings) -> None:  # type: ignore[no-untyped-def]
    settings.API_REQUESTS_A_MINUTE, settings.API_REFUSALS_A_MINUTE = 3, 2
    mine, guesser = (
        programme(world.reporter, world.organisation),
        programme(world.reporter, world.organisation),
    )
    codes = [mine.get("/me").status_code for _ in range(6)]
    assert codes[:3] == [200] * 3 and codes[-1] == 429
    assert int(mine.get("/me")["Retry-After"]) <= 60
    guesser.secret = "protect_wrong"
    assert [guesser.get("/me").status_code for _ in range(5)][-1] == 429


def test_revoking_is_for_its_person_and_the_coordinator(world: World, as_, programme) -> None:  # type: ignore[no-untyped-def]
    mine = programme(world.reporter, world.organisation)
    address = reverse("tokens:revoke", args=[mine.token.pk])
    assert as_(world.stranger).post(address).status_code == 404
    assert as_(world.secretariat).post(address).status_code == 404
    assert as_(world.coordinator).post(address).status_code == 302
    assert mine.get("/me").status_code == 401

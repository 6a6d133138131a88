"""Whoever works for two organisations acts for one of them at a time."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from members.acting import ActsForAnother, act_for, acting_for, on_behalf
from members.actions import begin_membership, end_membership
from members.models import Membership, Role
from protect.api.models import Token
from tests.world import World
from workgroups.actions import begin_group_membership
from workgroups.actions.discussing import begin_thread
from workgroups.models import Workgroup

As = Callable[..., Client]
SWITCH = "/en/organisation/{}/act-for/"


@pytest.fixture
def both(world: World) -> World:
    """The reporter of "ours" reports for "other" as well."""
    begin_membership(world.reporter, world.other, Role.REPORTER, by=None)
    return world


@pytest.fixture
def client(both: World, as_: As) -> Client:
    return as_(both.reporter)


def switch(client: Client, slug: str, **data: str):  # type: ignore[no-untyped-def]
    return client.post(SWITCH.format(slug), data)


def listed(client: Client, address: str, name: str) -> set[str]:
    """The organisations whose returns a page lists under this name."""
    return {one.organisation.name for one in client.get(address).context[name]}


def leave(world: World, organisation) -> None:  # type: ignore[no-untyped-def]
    end_membership(Membership.objects.get(user=world.reporter, organisation=organisation), by=world.reporter)


def test_the_first_is_meant_until_another_is_chosen_and_only_ones_own(both: World) -> None:
    request = RequestFactory().get("/")
    request.user, request.session = both.reporter, {}  # type: ignore[assignment]
    assert acting_for(request) == both.organisation
    act_for(request, both.other)
    assert acting_for(request) == both.other
    leave(both, both.other)
    assert acting_for(request) == both.organisation
    with pytest.raises(PermissionDenied):
        act_for(request, both.other)
    leave(both, both.organisation)
    assert acting_for(request) is None


def test_only_who_belongs_to_two_is_offered_a_switch(client: Client, both: World, as_: As) -> None:
    assert b"Act for Other" in client.get("/en/home/").content
    assert b"app-acting" not in as_(both.coordinator).get("/en/home/").content
    assert b"app-acting" not in as_(both.secretariat).get("/en/home/").content


def test_nobody_acts_for_an_organisation_that_is_not_theirs(client: Client, both: World, as_: As) -> None:
    assert switch(as_(both.coordinator), "other").status_code == 404
    assert switch(as_(both.secretariat), "other").status_code == 404
    home = switch(as_(both.reporter), "other", next="https://elsewhere.example/")["Location"]
    assert home == "/en/home/"


def test_lists_show_the_organisation_for_which_one_acts(client: Client, both: World) -> None:
    both.started()
    both.started(organisation=both.other)
    for page in (("/en/returns/", "owed"), ("/en/home/", "waiting")):
        switch(client, "ours")
        assert listed(client, *page) == {"Ours"}, page
        switch(client, "other")
        assert listed(client, *page) == {"Other"}, page


def test_the_home_page_says_how_much_waits_at_the_other_one(client: Client, both: World) -> None:
    both.period()
    assert "1 thing waits for you at Other." in client.get("/en/home/").content.decode()
    switch(client, "other")
    assert "1 thing waits for you at Ours." in client.get("/en/home/").content.decode()


def test_a_form_offers_the_organisation_for_which_one_acts(client: Client) -> None:
    switch(client, "other")
    for address in ("/en/returns/activities/", "/en/tokens/"):
        shown = client.get(address).content.decode()
        assert 'value="other"' in shown and 'value="ours"' not in shown, address


def test_a_page_of_the_other_organisation_asks_first_and_leads_on(client: Client, both: World) -> None:
    theirs = both.started(organisation=both.other)
    pages = [
        "/en/organisation/other/", "/en/organisation/other/profile/", "/en/organisation/other/services/",
        f"/en/returns/{theirs.pk}/",
    ]  # fmt: skip
    for address in pages:
        asked = client.get(address)
        assert asked.status_code == 409, address
        assert b"Act for Other" in asked.content and b'name="next"' in asked.content
        assert asked["Cache-Control"] == "private, no-store"
        switched = switch(client, "other", next=address)
        assert switched["Location"] == address
        assert client.get(address).status_code == 200
        switch(client, "ours")


def test_a_form_that_was_open_before_the_switch_still_does_its_work_for_its_own_organisation(
    client: Client, both: World
) -> None:
    ours = both.started()
    switch(client, "other")
    cell = both.people_cells[0].pk
    kept = client.post(f"/en/returns/{ours.pk}/fill/beneficiaries/", {f"served-{cell}": "7"})
    assert kept.status_code in (200, 302)
    assert ours.lines.filter(counts__served=7).exists()


def test_what_an_open_page_fetches_by_itself_is_not_asked(both: World) -> None:
    for header in ({"HTTP_SEC_FETCH_MODE": "cors"}, {"HTTP_HX_REQUEST": "true"}):
        request = RequestFactory().get("/", **header)
        request.user, request.session = both.reporter, {}  # type: ignore[assignment]
        on_behalf(request, both.other)
    request = RequestFactory().get("/", HTTP_SEC_FETCH_MODE="navigate")
    request.user, request.session = both.reporter, {}  # type: ignore[assignment]
    with pytest.raises(ActsForAnother):
        on_behalf(request, both.other)


def test_a_membership_that_ends_while_acting_leads_back_to_the_one_that_is_left(
    client: Client, both: World
) -> None:
    theirs = both.started(organisation=both.other)
    switch(client, "other")
    assert client.get(f"/en/returns/{theirs.pk}/").status_code == 200
    leave(both, both.other)
    assert client.get(f"/en/returns/{theirs.pk}/").status_code == 404
    assert client.get("/en/organisation/other/").status_code == 404
    assert client.get("/en/organisation/ours/").status_code == 200
    assert b"app-acting" not in client.get("/en/home/").content


def test_a_post_keeps_the_organisation_for_which_it_was_written(client: Client, both: World) -> None:
    group = Workgroup.objects.create(slug="policy", name_ro="P", name_en="P", purpose_ro="x", purpose_en="x")
    begin_group_membership(both.reporter, group, both.other, "member", by=None)
    assert client.get("/en/groups/policy/").status_code == 409
    switch(client, "other")
    assert client.get("/en/groups/policy/").status_code == 200
    thread = begin_thread(group, "Titlu", "Text.", by=both.reporter)
    assert thread.posts.get().organisation == both.other
    switch(client, "ours")
    assert client.get(f"/en/groups/policy/threads/{thread.pk}/").status_code == 409
    leave(both, both.other)
    assert thread.posts.get().organisation == both.other


def test_a_token_is_for_the_organisation_that_its_form_named(client: Client, both: World) -> None:
    switch(client, "ours")
    said = {"name": "Program", "organisation": "other", "scope": "read", "days": "30"}
    client.post("/en/tokens/", said)
    assert Token.objects.get(user=both.reporter).organisation == both.other


def test_nobody_signed_in_acts_for_nobody(client: Client) -> None:
    assert b"app-acting" not in Client().get("/en/").content

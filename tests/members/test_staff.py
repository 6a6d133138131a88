"""Invited, accepted, ended: permissions follow the dated memberships."""

import datetime
import re

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from members.actions import accept_invitation, begin_membership, end_membership, invite, revoke_invitation
from members.models import INVITATION_DAYS, Invitation, Membership, Role
from members.queries import organisations_with
from members.rules import holds
from protect.notices.models import Notice
from protect.notices.waiting import waiting_for
from tests.world import World, person


def test_a_coordinator_invites_and_a_reporter_does_not(world: World) -> None:
    with pytest.raises(PermissionDenied):
        invite(world.organisation, "new@example.org", Role.REPORTER, by=world.reporter)
    with pytest.raises(PermissionDenied):
        invite(world.organisation, "new@example.org", Role.REPORTER, by=world.stranger)
    invitation, token = invite(world.organisation, "New@Example.org", Role.REPORTER, by=world.coordinator)
    assert invitation.email == "new@example.org"
    assert token not in str(Invitation.objects.values().get())


def test_an_invitation_is_for_one_address_once_and_seven_days(world: World) -> None:
    invitation, _token = invite(world.organisation, "new@example.org", Role.REPORTER, by=world.coordinator)
    new = person("new")
    with pytest.raises(PermissionDenied):
        accept_invitation(invitation, by=person("somebody"))
    later = timezone.now() + datetime.timedelta(days=7, seconds=1)
    with time_machine.travel(later), pytest.raises(PermissionDenied):
        accept_invitation(invitation, by=new)
    accept_invitation(invitation, by=new)
    assert holds(new, "fill_reports", world.organisation)
    assert not holds(new, "sign_reports", world.organisation)
    with pytest.raises(PermissionDenied):
        accept_invitation(invitation, by=new)


def test_a_withdrawn_invitation_is_worthless(world: World) -> None:
    invitation, _token = invite(world.organisation, "new@example.org", Role.REPORTER, by=world.coordinator)
    revoke_invitation(invitation, by=world.coordinator)
    with pytest.raises(PermissionDenied):
        accept_invitation(Invitation.objects.get(), by=person("new"))


def test_inviting_again_makes_only_the_newest_link_work(world: World) -> None:
    first, _token = invite(world.organisation, "new@example.org", Role.READER, by=world.coordinator)
    invite(world.organisation, "new@example.org", Role.REPORTER, by=world.coordinator)
    first.refresh_from_db()
    assert not first.is_open


def test_who_is_on_the_staff_is_not_invited(world: World) -> None:
    with pytest.raises(ValidationError):
        invite(world.organisation, world.reporter.email, Role.READER, by=world.coordinator)


def test_ending_a_membership_takes_every_right_and_deletes_nothing(world: World) -> None:
    membership = Membership.objects.get(user=world.reporter)
    end_membership(membership, by=world.coordinator)
    assert not organisations_with(world.reporter, "view_internal").exists()
    assert Membership.objects.filter(pk=membership.pk).exists()


def test_nobody_ends_a_membership_of_another_organisation(world: World) -> None:
    with pytest.raises(PermissionDenied):
        end_membership(Membership.objects.get(user=world.reporter), by=world.stranger)


def test_looking_at_an_invitation_changes_nothing_and_the_button_accepts(world: World, as_, client) -> None:  # type: ignore[no-untyped-def]
    page = as_(world.coordinator).post(
        "/en/organisation/ours/", {"email": "new@example.org", "role": "reporter"}, follow=True
    )
    assert page.status_code == 200
    notice = Notice.objects.get(kind="invitation")
    address = notice.path
    client.logout()
    assert client.get(address).status_code == 200
    assert not Membership.objects.filter(user__email="new@example.org").exists()
    new = person("new")
    assert as_(new).post(address).status_code == 302
    assert holds(new, "fill_reports", world.organisation)
    assert client.get(address).status_code == 404


def test_an_unknown_a_used_and_an_expired_invitation_look_the_same(world: World, client) -> None:  # type: ignore[no-untyped-def]
    invitation, token = invite(world.organisation, "new@example.org", Role.READER, by=world.coordinator)
    revoke_invitation(invitation, by=world.coordinator)

    def page(name: str) -> str:
        body = client.get(f"/en/organisation/invitation/{name}/").content.decode()
        return re.sub(r"invitation/[\w-]+/", "", body)

    assert page(token) == page("unknown")


def test_a_second_coordinator_waits_for_the_only_one_until_somebody_is_invited(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    def waits(user) -> list[str]:  # type: ignore[no-untyped-def]
        return [waiting.url for waiting in waiting_for(user) if "role=coordinator" in waiting.url]

    assert waits(world.reporter) == [] and waits(world.secretariat) == []
    (url,) = waits(world.coordinator)
    client = as_(world.coordinator)
    assert url.replace("&", "&amp;") in client.get("/home/").content.decode()
    form = client.get(url).content.decode()
    assert 'value="coordinator" selected' in form and 'id="invite"' in form
    client.post(url.partition("#")[0], {"email": "second@example.org", "role": "coordinator"})
    assert waits(world.coordinator) == [], "an invitation is on its way"
    Invitation.objects.update(invited_at=timezone.now() - datetime.timedelta(days=INVITATION_DAYS))
    assert waits(world.coordinator) != [], "nobody followed it"
    begin_membership(person("second"), world.organisation, Role.COORDINATOR, by=None)
    assert waits(world.coordinator) == []


def test_strangers_do_not_find_the_staff_of_an_organisation(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    assert as_(world.stranger).get("/organisation/ours/").status_code == 404
    assert as_(world.reporter).get("/organisation/ours/").status_code == 200
    ending = Membership.objects.get(user=world.coordinator)
    assert as_(world.reporter).post(f"/organisation/ours/end/{ending.pk}/").status_code == 404


def test_rights_hang_on_the_organisation_itself_so_that_no_orphan_revives_one(world: World) -> None:
    from guardian.models import UserObjectPermission

    assert world.organisation.user_grants.filter(user=world.reporter).count() == 3
    assert not UserObjectPermission.objects.exists()


def test_nobody_comes_in_by_the_word_of_somebody_who_is_out(world: World) -> None:
    invite(world.organisation, "alt@example.org", Role.COORDINATOR, by=world.coordinator)
    membership = Membership.objects.live().get(user=world.coordinator)
    end_membership(membership, by=world.secretariat)
    invitation = Invitation.objects.get()
    assert not invitation.is_open
    Invitation.objects.update(revoked_at=None)  # as if it had been overlooked
    with pytest.raises(PermissionDenied):
        accept_invitation(invitation, by=person("alt"))

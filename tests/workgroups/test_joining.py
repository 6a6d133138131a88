"""Ways into a group: asked for, or offered; answered by those whose answer it is."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from members.actions import end_membership
from members.models import Membership
from protect.accounts.models import User
from protect.notices.models import Notice
from tests.workgroups.conftest import Circle
from workgroups.actions import end_group_membership
from workgroups.actions.joining import answer_admission, ask_to_join, invite_to_group
from workgroups.models import Admission, Thread
from workgroups.queries import audience_of, membership_in


def test_a_request_is_answered_by_who_leads_the_group(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    circle.thread()
    new = circle.world.reporter
    as_(new).post("/groups/policy/join/", {"organisation": circle.world.organisation.pk, "text": "Aș ajuta"})
    asked = Admission.objects.get()
    assert Notice.objects.filter(recipient=circle.leader, kind="admission").exists()
    for somebody in (circle.ana, new):
        with pytest.raises(PermissionDenied):
            answer_admission(asked, True, by=somebody)
    as_(circle.leader).post(f"/groups/policy/answer/{asked.pk}/", {"yes": "1"})
    member = membership_in(new, circle.group)
    assert member and member.history_from and not Thread.objects.visible_to(new).exists()


def test_history_is_open_where_the_coordinator_says_so(circle: Circle) -> None:
    circle.thread()
    asked = ask_to_join(circle.group, circle.world.organisation, by=circle.world.reporter)
    answer_admission(asked, True, by=circle.leader, reads_history=True)
    assert Thread.objects.visible_to(circle.world.reporter).exists()


def test_an_invitation_is_answered_by_the_invited_alone(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    new = circle.world.reporter
    as_(circle.leader).post("/groups/policy/people/", {"email": new.email, "role": "observer"})
    invited = Admission.objects.get(kind="invited")
    with pytest.raises(PermissionDenied):
        answer_admission(invited, True, by=circle.leader)
    assert "Intrați în grup" in as_(new).get("/groups/").content.decode()
    as_(new).post(f"/groups/policy/answer/{invited.pk}/", {"yes": "1"})
    assert membership_in(new, circle.group).role == "observer"  # type: ignore[union-attr]
    assert as_(new).post(f"/groups/policy/answer/{invited.pk}/", {"yes": "1"}).status_code == 404


def test_members_invite_nobody_and_nobody_joins_for_a_strange_organisation(circle: Circle) -> None:
    new, other = circle.world.reporter, circle.world.other
    with pytest.raises(PermissionDenied):
        invite_to_group(
            circle.group, new, circle.world.organisation, "member", reads_history=True, by=circle.ana
        )
    with pytest.raises(PermissionDenied):
        ask_to_join(circle.group, other, by=new)


def test_the_audience_is_a_sentence_with_numbers(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    assert (audience_of(circle.group).people, audience_of(circle.group).organisations) == (4, 2)
    page = as_(circle.ana).get("/groups/policy/").content.decode()
    assert "4\u00a0persoane din 2\u00a0organizații" in page


@pytest.mark.parametrize("kind", ["asked", "invited"])
def test_who_left_the_organisation_meanwhile_does_not_get_in(circle: Circle, as_, kind: str) -> None:  # type: ignore[no-untyped-def]
    world, new = circle.world, circle.world.reporter
    if kind == "asked":
        admission = ask_to_join(circle.group, world.organisation, by=new)
    else:
        admission = invited(circle, new)
    end_membership(Membership.objects.live().get(user=new), by=world.coordinator)
    answers = circle.leader if kind == "asked" else new
    with pytest.raises(ValidationError):
        answer_admission(admission, True, by=answers)
    assert membership_in(new, circle.group) is None
    page = as_(answers).post(f"/groups/policy/answer/{admission.pk}/", {"yes": "1"})
    assert page.status_code == 302 and membership_in(new, circle.group) is None


def test_the_invitation_of_a_leader_who_was_removed_lets_nobody_in(circle: Circle) -> None:
    admission = invited(circle, circle.world.reporter)
    leader = membership_in(circle.leader, circle.group)
    assert leader is not None
    end_group_membership(leader, by=circle.world.secretariat)
    with pytest.raises(ValidationError):
        answer_admission(admission, True, by=circle.world.reporter)


def invited(circle: Circle, new: User) -> Admission:
    return invite_to_group(
        circle.group, new, circle.world.organisation, "member", reads_history=True, by=circle.leader
    )

"""Decisions: one organisation, one vote, changeable until the end; an outcome, a number, then no change."""

import csv
import datetime
import io
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests.workgroups.rooms import Room, make_room, over
from workgroups.actions import end_group_membership
from workgroups.actions.deciding import answer, close, propose, withdraw
from workgroups.jobs import remind_of_decisions
from workgroups.models import Ballot, Proposal, Untold, WorkgroupMembership
from workgroups.standing import standing_of


@pytest.fixture
def room(world) -> Room:  # type: ignore[no-untyped-def]
    return make_room(world)


def test_two_people_of_one_organisation_have_one_vote(room: Room) -> None:
    proposal = room.proposal()
    answer(proposal, "agree", by=room.lead)
    answer(proposal, "disagree", by=room.mate)
    ballot = Ballot.objects.get()
    assert (ballot.choice, ballot.by, ballot.organisation) == ("disagree", room.mate, room.world.organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(
            proposal=proposal, organisation=room.world.organisation, choice="agree", by=room.lead
        )


def test_who_has_not_answered_is_named(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    proposal = room.proposal()
    answer(proposal, "agree", by=room.lead)
    assert [o.name for o in standing_of(proposal).missing] == ["Other", "Third"]
    page = as_(room.watcher).get(proposal.get_absolute_url()).content.decode()
    assert "1 din 3 organizații au răspuns" in page.replace("\xa0", " ") and "Third" in page


def test_an_objection_needs_a_reason(room: Room) -> None:
    proposal = room.proposal()
    with pytest.raises(ValidationError, match="opune"):
        answer(proposal, "object", "  ", by=room.guest)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(
            proposal=proposal, organisation=room.world.other, choice="object", by=room.guest
        )
    assert answer(proposal, "object", "Lipsește protecția minorilor.", by=room.guest).choice == "object"


def test_observers_and_outsiders_do_not_answer(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    proposal = room.proposal()
    for user in (room.watcher, room.outsider, room.world.secretariat):
        with pytest.raises(PermissionDenied):
            answer(proposal, "agree", by=user)
    url = reverse("workgroups:give_answer", args=[proposal.key])
    assert as_(room.outsider).post(url, {"choice": "agree"}).status_code == 404
    page = as_(room.watcher).post(url, {"choice": "agree"})
    assert page.status_code == 200 and not Ballot.objects.exists()


def test_no_answer_is_taken_after_the_closing_time(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    proposal = over(room.proposal())
    with pytest.raises(PermissionDenied):
        answer(proposal, "agree", by=room.guest)
    url = reverse("workgroups:give_answer", args=[proposal.key])
    assert "Nu se mai primesc" in as_(room.guest).post(url, {"choice": "agree"}).content.decode()


def test_it_closes_when_the_time_is_over_or_nobody_is_missing(room: Room) -> None:
    proposal = room.proposal()
    with pytest.raises(PermissionDenied, match="termenul"):
        close(proposal, "adopted", "Adoptat.", by=room.lead)
    for user in (room.lead, room.guest, room.third):
        answer(proposal, "agree", by=user)
    with pytest.raises(PermissionDenied):
        close(proposal, "adopted", "Adoptat.", by=room.mate)
    assert close(proposal, "adopted", "Adoptat.", by=room.lead).closed_at


def test_it_does_not_close_without_an_outcome(room: Room) -> None:
    proposal = over(room.proposal())
    for outcome in ("", "   "):
        with pytest.raises(ValidationError):
            close(proposal, "adopted", outcome, by=room.lead)
        with pytest.raises(ValidationError):
            withdraw(proposal, outcome, by=room.lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(closed_at=timezone.now(), closed_by=room.lead)


def test_decisions_are_numbered_by_group_and_year(room: Room) -> None:
    year = timezone.localdate().year
    closed = [close(over(room.proposal()), "adopted", "Da.", by=room.lead) for _n in range(2)]
    closed.append(withdraw(room.proposal(by=room.guest), "Nu mai este nevoie.", by=room.guest))
    assert [p.reference for p in closed] == [f"D-GL3-{year}-0{n}" for n in (1, 2, 3)]
    assert closed[2].result == "withdrawn"


def test_a_closed_decision_never_changes(room: Room) -> None:
    proposal = room.proposal()
    answer(proposal, "agree", by=room.guest)
    close(over(proposal), "adopted", "Adoptat.", by=room.lead)
    with pytest.raises(PermissionDenied):
        close(proposal, "rejected", "Nu.", by=room.lead)
    for act in (
        lambda: Proposal.objects.update(outcome="Altceva."),
        lambda: Ballot.objects.update(choice="disagree"),
        lambda: Ballot.objects.filter(choice="agree").delete(),
        lambda: Proposal.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            act()


def test_who_did_not_answer_stays_named_after_leaving_the_group(room: Room) -> None:
    proposal = over(room.proposal())
    close(proposal, "adopted", "Adoptat.", by=room.lead)
    end_group_membership(WorkgroupMembership.objects.get(user=room.third), by=room.lead)
    proposal.refresh_from_db()
    assert [o.name for o in standing_of(proposal).missing] == ["Other", "Ours", "Third"]


def test_the_register_is_exported_without_formulas(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    proposal = propose(
        room.group, "=HYPERLINK(1)", timezone.now() + datetime.timedelta(days=1), by=room.lead
    )  # fmt: skip
    answer(proposal, "object", "Nu", by=room.guest)
    close(over(proposal), "rejected", "+40 de motive", by=room.lead)
    response = as_(room.watcher).get(reverse("workgroups:register", args=["protection"]))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][0].startswith("D-GL3-") and rows[1][2] == "'=HYPERLINK(1)" and rows[1][4][0] == "'"
    assert "Other: se opune" in rows[1][5] and "Third" in rows[1][6]


def test_those_whose_answer_is_missing_are_reminded_without_the_topic(room: Room) -> None:
    proposal = room.proposal(hours=12)
    room.proposal(hours=24 * 9)
    answer(proposal, "agree", by=room.guest)
    Untold.objects.all().delete()
    assert remind_of_decisions() == 3  # lead, mate, third
    assert {row.recipient for row in Untold.objects.all()} == {room.lead, room.mate, room.third}


def test_a_double_click_proposes_once(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    url = reverse("workgroups:proposal_add", args=["protection"])
    client = as_(room.mate)
    day = timezone.localdate() + datetime.timedelta(days=3)
    data = {"sentence": "Adoptăm.", "day": f"{day:%d.%m.%Y}", "time": "18:00"}
    data["key"] = str(client.get(url).context["form"].initial["key"])
    for _twice in range(2):
        assert client.post(url, data).status_code == 302
    assert Proposal.objects.count() == 1
    closes = timezone.localtime(Proposal.objects.get().closes_at)
    assert (closes.hour, closes.date()) == (18, day)
    page = client.post(url, data | {"key": "", "day": "01.01.2020"})
    assert page.status_code == 200 and "viitor" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_an_answer_never_slips_in_beside_the_closing(world) -> None:  # type: ignore[no-untyped-def]
    room = make_room(world)
    proposal = room.proposal()
    answer(proposal, "agree", by=room.lead)
    answer(proposal, "agree", by=room.third)
    answer(proposal, "abstain", by=room.guest)
    outcomes: list[str] = []

    def run(name: str, act) -> None:  # type: ignore[no-untyped-def]
        try:
            act()
            outcomes.append(name)
        except (PermissionDenied, DatabaseError):
            outcomes.append(f"no {name}")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=("close", lambda: close(proposal, "adopted", "Da.", by=room.lead))),
        *(
            threading.Thread(target=run, args=("vote", lambda c=c: answer(proposal, c, "x", by=room.guest)))
            for c in ("disagree", "object", "agree")
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = Proposal.objects.get()
    assert "close" in outcomes and found.number == 1
    assert Ballot.objects.filter(proposal=found).count() == 3
    assert not Ballot.objects.filter(at__gt=found.closed_at).exists()

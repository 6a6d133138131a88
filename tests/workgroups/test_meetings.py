"""Meetings, tasks, what waits, and the calendar that says nothing."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from protect.notices.models import Notice
from protect.notices.waiting import waiting_for
from tests.workgroups.rooms import Room, make_room
from workgroups.actions import end_group_membership
from workgroups.actions.deciding import answer
from workgroups.actions.feeds import end_feed, make_feed
from workgroups.actions.meetings import Lost, call_off, move, stamp_of, write_minutes
from workgroups.actions.tasks import give_task, settle
from workgroups.models import (
    Attendance,
    CalendarFeed,
    Meeting,
    Pace,
    PacePreference,
    Task,
    Untold,
    WorkgroupMembership,
)


@pytest.fixture
def room(world) -> Room:  # type: ignore[no-untyped-def]
    return make_room(world)


def changed(meeting: Meeting, **more) -> dict:  # type: ignore[no-untyped-def]
    fields = ("title", "starts_at", "ends_at", "place", "link", "agenda")
    return {name: getattr(meeting, name) for name in fields} | more


def test_a_meeting_takes_place_somewhere_and_ends_after_it_began(room: Room) -> None:
    with pytest.raises(ValidationError):
        room.meeting(place="")
    with pytest.raises(ValidationError):
        room.meeting(ends_at=timezone.now())
    meeting = room.meeting()
    for wrong in ({"place": "", "link": ""}, {"ends_at": meeting.starts_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(**wrong)


def test_the_group_is_told_of_a_meeting_without_what_it_is_about(room: Room) -> None:
    PacePreference.objects.create(user=room.third, workgroup=room.group, pace=Pace.NEVER)
    meeting = room.meeting(title="Cazul din Iași")
    told = Untold.objects.filter(meeting=meeting)
    assert {row.recipient for row in told} == {room.mate, room.guest, room.watcher}
    told.update(notice=Notice.objects.create(recipient=room.mate, kind="x"))  # as if it had been mailed
    move(meeting, changed(meeting, agenda="Altă ordine"), by=room.lead)
    assert told.count() == 3
    for place in ("Iași", "Cluj"):  # moved twice within the hold: one word of it
        move(meeting, changed(meeting, place=place), by=room.lead)
        assert told.count() == 6


def test_only_who_set_it_up_and_who_leads_change_a_meeting(room: Room) -> None:
    meeting = room.meeting()
    for user in (room.guest, room.watcher, room.outsider):
        with pytest.raises(PermissionDenied):
            call_off(meeting, by=user)
    assert call_off(meeting, by=room.lead).edition == 1
    assert call_off(meeting, by=room.lead).edition == 1  # once


def test_minutes_are_not_overwritten_unseen(room: Room) -> None:
    meeting = room.meeting()
    write_minutes(meeting, "Ale mele", {}, by=room.lead, known="")
    with pytest.raises(Lost) as lost:
        write_minutes(meeting, "Ale altuia", {}, by=room.lead, known="")
    assert lost.value.theirs == "Ale mele"
    meeting.refresh_from_db()
    write_minutes(meeting, "Împreună", {}, by=room.lead, known=stamp_of(meeting))
    assert Meeting.objects.get().minutes == "Împreună"


def test_the_page_shows_both_texts_of_the_minutes(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    meeting = room.meeting()
    url = reverse("workgroups:minutes", args=[meeting.key])
    client = as_(room.lead)
    page = client.get(url)
    assert "## Ghidul" in page.context["form"].initial["minutes"]  # a heading for each point
    write_minutes(meeting, "Ale altuia", {}, by=room.lead)
    page = client.post(url, {"minutes": "Ale mele", "known": ""})
    assert page.status_code == 200 and "Ale altuia" in page.content.decode()
    again = {"minutes": "Ale mele și ale altuia", "known": page.context["form"]["known"].value()}
    assert client.post(url, again).status_code == 302
    assert Meeting.objects.get().minutes == "Ale mele și ale altuia"


def test_attendance_is_kept_of_organisations_of_the_group_only(room: Room) -> None:
    from members.models import Organisation

    stranger = Organisation.objects.create(slug="s", name="S", joined_on="2020-01-01")
    meeting = room.meeting()
    present = {room.world.other.pk: "present", room.third_organisation.pk: "excused", stranger.pk: "present"}
    write_minutes(meeting, "", present, by=room.lead)
    write_minutes(meeting, "", {room.world.other.pk: "absent"}, by=room.lead)
    kept = dict(Attendance.objects.values_list("organisation__slug", "state"))
    assert kept == {"other": "absent", "third": "excused"}


def test_a_task_belongs_to_somebody_of_the_group(room: Room) -> None:
    day = timezone.localdate()
    with pytest.raises(ValidationError):
        give_task(room.group, "x", room.world.other, day, by=room.lead, person=room.outsider)
    with pytest.raises(PermissionDenied):
        give_task(room.group, "x", room.world.other, day, by=room.watcher)
    task = give_task(room.group, "Scriem ghidul", room.world.other, day, by=room.lead, person=room.guest)
    assert {row.recipient for row in Untold.objects.filter(task=task)} == {room.guest}
    with pytest.raises(PermissionDenied):
        settle(task, True, by=room.third)
    settle(task, True, by=room.guest)
    assert settle(task, True, by=room.lead).done_by == room.guest
    assert settle(task, False, by=room.lead).done_at is None


def test_what_waits_stands_on_the_home_page(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    proposal = room.proposal()
    day = timezone.localdate() + datetime.timedelta(days=1)
    give_task(room.group, "Pentru organizație", room.world.other, day, by=room.lead)
    give_task(room.group, "Pentru altcineva", room.world.organisation, day, by=room.lead, person=room.lead)
    page = as_(room.guest).get(reverse("home")).content.decode()
    assert proposal.sentence in page and "Pentru organizație" in page and "Pentru altcineva" not in page
    answer(proposal, "agree", by=room.guest)
    assert [one.text for one in waiting_for(room.guest)] == ["Pentru organizație"]
    assert [one.text for one in waiting_for(room.watcher)] == ["Pentru organizație"]  # observers do not vote
    assert proposal.sentence in [one.text for one in waiting_for(room.third)]
    assert waiting_for(room.outsider) == []


class TestCalendar:
    def read(self, token: str) -> str:
        response = Client().get(reverse("workgroups:feed", args=[token]))
        return response.content.decode() if response.status_code == 200 else ""

    def test_it_holds_the_dates_and_not_a_word_of_what_they_are(self, room: Room) -> None:
        room.meeting(title="Cazul secret", place="Strada secretă", agenda="Subiect secret")
        room.proposal(explanation="secret")
        give_task(
            room.group, "Sarcina secretă", room.world.other, timezone.localdate(), by=room.lead
        )  # fmt: skip
        text = self.read(make_feed(room.guest))
        events = list(Calendar.from_ical(text).walk("VEVENT"))
        assert sorted(str(event["summary"]) for event in events) == ["Ultima zi", "Ultima zi", "Întâlnire"]
        for word in ("secret", "Strada", "protection", "traf", "Adopt", "Cluj"):
            assert word not in text.replace("\r\n ", "")

    def test_it_follows_what_the_person_may_see(self, room: Room) -> None:
        meeting = room.meeting()
        token = make_feed(room.guest)
        assert str(meeting.key) in self.read(token).replace("\r\n ", "")
        call_off(meeting, by=room.lead)
        assert "STATUS:CANCELLED" in self.read(token) and "SEQUENCE:1" in self.read(token)
        end_group_membership(WorkgroupMembership.objects.get(user=room.guest), by=room.lead)
        assert "VEVENT" not in self.read(token)

    def test_the_secret_is_not_kept_and_can_be_ended(self, room: Room) -> None:
        first = make_feed(room.guest)
        assert first not in str(CalendarFeed.objects.values().get())
        second = make_feed(room.guest)
        assert not self.read(first) and self.read(second)
        end_feed(room.guest, by=room.guest)
        assert not self.read(second) and not self.read("guess")
        third = make_feed(room.guest)
        room.guest.is_active = False
        room.guest.save()
        assert not self.read(third)

    def test_the_page_shows_the_address_once(self, room: Room, as_) -> None:  # type: ignore[no-untyped-def]
        client, url = as_(room.guest), reverse("workgroups:calendar")
        address = client.post(url, {"act": "make"}).context["address"]
        assert address.endswith(".ics") and address not in client.get(url).content.decode()
        client.post(url, {"act": "end"})
        assert not CalendarFeed.objects.exists()


def test_pages_with_much_on_them_cost_no_more_queries(room: Room, as_, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(12):
        room.meeting(hours=number + 1)
        give_task(room.group, "x", room.world.other, timezone.localdate(), by=room.lead, person=room.guest)
        room.proposal()
    client = as_(room.mate)
    for name in ("meetings", "tasks", "decisions", "group"):
        with django_assert_max_num_queries(42):
            assert client.get(reverse(f"workgroups:{name}", args=["protection"])).status_code == 200
    with django_assert_max_num_queries(42):
        assert client.get(reverse("home")).status_code == 200
    assert Task.objects.count() == 12

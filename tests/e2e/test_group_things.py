"""Journey d, the group's things: answer a decision, close one, add a file, on a phone without scripts too."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import DESK, PHONE
from tests.e2e.looking import look_at, tab_through
from tests.files import made
from tests.workgroups.rooms import Room, make_room, over
from workgroups.actions.deciding import answer
from workgroups.models import Ballot, Proposal, Resource

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEVICES = [
    {"viewport": PHONE, "java_script_enabled": False},
    {"viewport": DESK, "java_script_enabled": True},
]


@pytest.fixture
def room(world) -> Room:  # type: ignore[no-untyped-def]
    return make_room(world)


@pytest.mark.parametrize("device", DEVICES, ids=["phone", "desk"])
def test_from_the_home_page_to_an_answer_and_to_the_register(room: Room, sit, device) -> None:  # type: ignore[no-untyped-def]
    proposal = room.proposal()
    page = sit(room.guest, **device)
    page.goto("/en/home/")
    page.get_by_role("link", name=proposal.sentence).click()
    look_at(page, proposal.sentence)
    if device["java_script_enabled"]:
        tab_through(page)
    page.get_by_label("We object").check()
    page.get_by_role("button", name="Give the answer").click()
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary).to_contain_text("Write why your organisation objects.")
    expect(page.get_by_label("We object")).to_be_checked()
    look_at(page, proposal.sentence)
    page.get_by_label("Reason").fill("It leaves out minors.")
    page.get_by_role("button", name="Give the answer").dblclick()
    expect(page.get_by_text("1 of 3 organisations answered")).to_be_visible()
    assert Ballot.objects.get().choice == "object"

    for user in (room.lead, room.third):
        answer(proposal, "agree", by=user)
    over(proposal)
    page = sit(room.lead, **device)
    page.goto("/en/groups/protection/decisions/")
    look_at(page, "Decisions")
    page.get_by_role("link", name=proposal.sentence).click()
    page.get_by_role("link", name="Write the outcome and close").click()
    page.get_by_label("adopted", exact=True).check()
    page.get_by_role("button", name="Close and put it into the register").click()
    expect(page.get_by_role("alert").filter(has_text="There is a problem")).to_be_visible()
    look_at(page, "Write the outcome")
    page.get_by_label("Outcome, in one sentence").fill("The guide is used from January.")
    page.get_by_role("button", name="Close and put it into the register").click()
    expect(page.get_by_text(f"D-GL3-{timezone.localdate().year}-01")).to_be_visible()
    look_at(page, proposal.sentence)
    assert Proposal.objects.get().result == "adopted"


@pytest.mark.parametrize("device", DEVICES, ids=["phone", "desk"])
def test_a_file_is_refused_in_words_and_the_next_one_taken(room: Room, sit, device) -> None:  # type: ignore[no-untyped-def]
    page = sit(room.guest, **device)
    page.goto("/en/groups/protection/resources/")
    look_at(page, "Resources")
    page.get_by_role("link", name="Add a file").click()
    look_at(page, "Add a file")
    page.get_by_label("Title").fill("A guide")
    svg = {"name": "x.png", "mimeType": "image/png", "buffer": b"<svg onload='alert(1)'/>"}
    page.get_by_label("File").set_input_files(svg)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="There is a problem")).to_contain_text("SVG")
    expect(page.get_by_label("Title")).to_have_value("A guide")
    look_at(page, "Add a file")
    pdf = {"name": "guide.pdf", "mimeType": "text/html", "buffer": made.pdf("A guide", author="Ana Exemplu")}
    page.get_by_label("File").set_input_files(pdf)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="A guide").click()
    look_at(page, "A guide")
    picture = page.get_by_role("img", name="Page 1")
    expect(picture).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download").first.click()
    content = taken.value.path().read_bytes()
    assert content.startswith(b"%PDF-") and b"Ana Exemplu" not in content
    assert taken.value.suggested_filename == "guide.pdf"
    assert Resource.objects.get().title == "A guide"


@pytest.mark.parametrize("device", DEVICES[:1], ids=["phone"])
def test_every_other_page_can_be_read_on_a_phone(room: Room, sit, device) -> None:  # type: ignore[no-untyped-def]
    meeting = room.meeting()
    page = sit(room.lead, **device)
    for path, heading in (
        ("protection/meetings/", "Meetings"), ("protection/meetings/add/", "Set up a meeting"),
        (f"meetings/{meeting.key}/", meeting.title), (f"meetings/{meeting.key}/minutes/", "Minutes"),
        ("protection/tasks/", "Tasks"), ("protection/tasks/add/", "Give a task"),
        ("protection/export/", "Take the group's content along"), ("calendar/", "Your calendar"),
        ("library/", "Resources of the working groups"), ("protection/decisions/add/", "Propose a decision"),
    ):  # fmt: skip
        page.goto(f"/en/groups/{path}")
        look_at(page, heading)
    page.goto("/en/groups/protection/tasks/add/")
    page.get_by_label("What is to be done").fill("Write the guide")
    page.get_by_label("Who").select_option(label="Other")
    due = timezone.localdate() + datetime.timedelta(days=3)
    page.get_by_label("Until").fill(f"{due:%d.%m.%Y}")
    page.get_by_role("button", name="Give the task").click()
    page.get_by_role("button", name="It is done").click()
    expect(page.get_by_text("done", exact=True)).to_be_visible()

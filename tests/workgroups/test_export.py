"""The export holds what the asking person may see, and its manifest is true."""

import datetime
import hashlib
import io
import json
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from protect.audit.models import Entry
from tests.workgroups.rooms import Room, make_room, over, stored, with_file
from workgroups.actions import begin_group_membership
from workgroups.actions.deciding import close
from workgroups.actions.meetings import write_minutes
from workgroups.actions.tasks import give_task
from workgroups.export import export_of
from workgroups.models import Post, Thread

SAID = ("Text despre", "%PDF-bytes", "Ce s-a spus", "Adoptat.", "Scriem ghidul", "Vizibil")


@pytest.fixture
def room(world) -> Room:  # type: ignore[no-untyped-def]
    return make_room(world)


def archive(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def filled(room: Room) -> None:
    with_file(room.note(), stored(content=b"%PDF-bytes"))
    write_minutes(room.meeting(), "Ce s-a spus", {room.world.other.pk: "present"}, by=room.lead)
    close(over(room.proposal()), "adopted", "Adoptat.", by=room.lead)
    give_task(room.group, "Scriem ghidul", room.world.other, timezone.localdate(), by=room.lead)
    thread = Thread.objects.create(workgroup=room.group, title="Subiect", begun_by=room.lead)
    for number, text in enumerate(("Vizibil", "Ascuns"), 1):
        Post.objects.create(
            thread=thread, sequence=number, author=room.lead, organisation=room.world.organisation, text=text
        )
    Post.objects.filter(sequence=2).update(
        hidden_at=timezone.now(), hidden_by=room.lead, hidden_reason="person"
    )  # fmt: skip


def test_everything_is_there_and_the_manifest_is_true(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    filled(room)
    client = as_(room.watcher)
    response = client.post(reverse("workgroups:export_archive", args=["protection"]), {"export": "yes"})
    parts = archive(b"".join(response))
    whole = b"\n".join(parts.values()).decode(errors="replace")
    for said in (
        "Text despre",
        "%PDF-bytes",
        "Ce s-a spus",
        "Adoptat.",
        "Scriem ghidul",
        "Vizibil",
        "D-GL3-",
    ):
        assert said in whole
    assert "Ascuns" not in whole
    manifest = json.loads(parts.pop("manifest.json"))
    assert {one["path"] for one in manifest["files"]} == set(parts)
    for one in manifest["files"]:
        assert hashlib.sha256(parts[one["path"]]).hexdigest() == one["sha256"]
    assert Entry.objects.filter(action="workgroup.export", actor_id=room.watcher.pk).count() == 1


def test_a_newcomer_takes_only_what_came_after_them(room: Room) -> None:
    filled(room)
    begin_group_membership(
        room.outsider, room.group, room.world.other, "member", by=room.lead,
        history_from=timezone.now() + datetime.timedelta(days=9),
    )  # fmt: skip
    parts = archive(export_of(room.group, room.outsider).read())
    whole = b"\n".join(parts.values()).decode(errors="replace")
    for said in SAID:
        assert said not in whole


def test_nobody_else_takes_it(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    url = reverse("workgroups:export_archive", args=["protection"])
    for user in (room.outsider, room.world.secretariat):
        assert as_(user).post(url, {"export": "yes"}).status_code == 404

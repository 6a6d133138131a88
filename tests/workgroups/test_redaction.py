"""Redaction everywhere in one act: after it, no place of ours holds the word any more."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from protect.files import actions as files
from protect.files.actions import preview_path
from protect.files.models import StoredFile
from protect.notices.models import Notice
from protect.search.erasing import empty_the_log
from protect.search.models import Document
from protect.search.queries import search
from tests.workgroups.conftest import Circle, make_circle
from tests.world import World
from workgroups.actions.attaching import attach
from workgroups.actions.discussing import begin_thread, edit_post, write_post
from workgroups.actions.moderating import flag_post
from workgroups.actions.pacing import choose_pace
from workgroups.actions.redacting import redact_post
from workgroups.actions.resources import Content, Description, add_resource
from workgroups.actions.steering import sum_up
from workgroups.models import Post, Resource, Thread, Untold
from workgroups.telling import HELD, tell_of_news

# Beginnings that no other word has: FTS5 keeps what two neighbouring words share only once.
TEXT, BEFORE, TITLE, SUMMARY, FILE, NAME, FLAG = (
    "qutextword", "wubeforeword", "xitltitleword", "ysummaryword", "zofileword", "jonameword", "kiflagword",
)  # fmt: skip
WORDS = (TEXT, BEFORE, TITLE, SUMMARY, FILE, NAME, FLAG)
CONTENT = f"Un fisier cu {FILE} in el.".encode()


@pytest.fixture(autouse=True)
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    from protect.files.reading.inspection import inspect

    monkeypatch.setattr(files, "call", lambda _function, content, _limits: inspect(content))


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{NAME}.txt", CONTENT)


def story(circle: Circle) -> Post:
    """A post whose words stand everywhere that words can stand."""
    thread = begin_thread(circle.group, f"Despre {TITLE}", "Primul", by=circle.ana)
    add_resource(circle.group, Description(f"Fisa {TITLE}"), Content(upload=upload()), by=circle.ana)
    attached = attach(circle.group, thread, upload(), by=circle.dan)
    post = write_post(thread, f"A fost {BEFORE}, @Ana", by=circle.dan, attached=[attached.key])
    edit_post(post, f"Este {TEXT}, @Ana", by=circle.dan)
    write_post(thread, "Răspund", by=circle.ana, quoted=post)
    flag_post(post, "person", f"Vezi {FLAG}", by=circle.observer)
    sum_up(thread, f"Pe scurt: {SUMMARY}", by=circle.leader)
    default_storage.save(preview_path(attached.file, 0), SimpleUploadedFile("p", b"PNG"))
    return post


def redacted(circle: Circle, post: Post) -> Post:
    return redact_post(
        post, "person", by=circle.leader, new_title="Despre un caz", and_summary=True, and_resources=True
    )


def test_one_act_covers_text_history_files_title_summary_resources_and_search(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    post = story(circle)
    for word in (TEXT, TITLE, FILE):
        assert search(word, user=circle.ana).hits
    redacted(circle, post)
    for word in WORDS:
        assert not search(word, user=circle.ana).hits
        assert not Document.objects.filter(title__contains=word).exists()
        assert not Document.objects.filter(body__contains=word).exists()
    assert not StoredFile.objects.exists() and not Resource.objects.visible_to(circle.ana).exists()
    assert not post.mentions.exists() and not post.revisions.exists()
    page = f"/groups/policy/threads/{post.thread_id}/"
    for address in (
        page,
        f"{page}since/0/",
        "/groups/policy/",
        "/groups/policy/threads/",
        "/groups/policy/moderation/",
    ):
        shown = as_(circle.leader).get(address).content.decode()
        assert not [word for word in WORDS if word in shown], address
    kinds = [event["kind"] for event in as_(circle.ana).get(f"{page}since/5/").json()["events"]]
    assert kinds == ["redact", "retitle", "summary"]
    assert "Despre un caz" in as_(circle.ana).get(f"{page}since/5/").json()["state"]


def test_mails_that_wait_are_taken_back(circle: Circle, time_machine_later) -> None:  # type: ignore[no-untyped-def]
    choose_pace(circle.observer, circle.group, "at_once")
    post = story(circle)
    time_machine_later(2 * HELD)
    tell_of_news()
    assert Untold.objects.filter(post=post, notice__isnull=False).exists()
    redacted(circle, post)
    assert not Untold.objects.filter(post=post).exists()
    for notice in Notice.objects.all():
        assert not [word for word in WORDS if word in notice.subject + notice.body + notice.path]


@pytest.fixture
def time_machine_later():  # type: ignore[no-untyped-def]
    import time_machine
    from django.utils import timezone

    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock.shift


def test_the_page_offers_what_there_is_to_remove_and_only_to_those_who_may(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    post = story(circle)
    page = f"/groups/policy/posts/{post.pk}/take-away/"
    places = ("new_title", "and_summary", "and_resources")

    def offered(user) -> list[str]:  # type: ignore[no-untyped-def]
        shown = as_(user).get(page).content.decode()
        return [name for name in places if f'name="{name}"' in shown]

    assert offered(circle.leader) == list(places)
    assert offered(circle.dan) == []  # neither the thread nor the resource is Dan's
    sent = {"reason": "person", "redact": "1", "new_title": "Despre un caz", "and_summary": "on"}
    assert as_(circle.leader).post(page, sent).status_code == 302
    thread = Thread.objects.get(pk=post.thread_id)
    assert (thread.title, thread.summary) == ("Despre un caz", "")
    assert Resource.objects.visible_to(circle.ana).count() == 1  # that box was left empty


def test_the_author_alone_changes_neither_subject_nor_summary_of_others(circle: Circle) -> None:
    post = story(circle)
    for elsewhere in ({"new_title": "x"}, {"and_summary": True}):
        with pytest.raises(PermissionDenied):
            redact_post(post, "person", by=circle.dan, **elsewhere)  # type: ignore[arg-type]
    assert Post.objects.get(pk=post.pk).text


def bytes_of_the_database() -> bytes:
    """Everything that SQLite keeps on the disk, its log included."""
    path = connection.settings_dict["NAME"]
    there = [Path(f"{path}{ending}") for ending in ("", "-wal", "-shm", "-journal")]
    return b"".join(one.read_bytes() for one in there if one.exists())


@pytest.mark.django_db(transaction=True)
def test_the_words_leave_the_bytes_of_the_database(world: World) -> None:
    """The rows, FTS5's older segments, freed pages, the write-ahead log: nothing of it holds a word."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL frees what was deleted in its own time (docs/discussions.md)")
    circle = make_circle(world)
    post = story(circle)
    empty_the_log()
    before = bytes_of_the_database()
    assert [word for word in WORDS if word.encode() not in before] == []
    redacted(circle, post)
    after = bytes_of_the_database()
    assert [word for word in WORDS if word.encode() in after] == []
    assert not any(default_storage.listdir("")[1]) and not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_files_and_previews_are_gone(world: World) -> None:
    circle = make_circle(world)
    post = story(circle)
    (one,) = post.attachments.select_related("file")
    paths = [one.file.path, preview_path(one.file, 0)]
    paths += [r.file.path for r in Resource.objects.get().versions.select_related("file") if r.file]
    assert all(default_storage.exists(path) for path in paths)
    redacted(circle, post)
    assert not any(default_storage.exists(path) for path in paths)

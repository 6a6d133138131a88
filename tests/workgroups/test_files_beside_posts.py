"""Files beside a post: kept with the draft, checked like every other, opened by whoever reads the post."""

import uuid
from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from protect.audit.models import Entry
from protect.files import actions as files
from protect.files.models import StoredFile
from protect.search.queries import search
from tests.privacy.codes import made_up_cnp
from tests.workgroups.conftest import Circle
from tests.workgroups.rooms import stored
from tests.workgroups.test_export import archive
from workgroups.actions.attaching import MOST, attach, detach
from workgroups.actions.discussing import write_post
from workgroups.actions.keeping import give_up_draft
from workgroups.actions.membership import end_group_membership
from workgroups.actions.moderating import hide_post
from workgroups.export import export_of
from workgroups.models import Attachment, Draft, Post, Thread


@pytest.fixture(autouse=True)
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check without a child: tests/files is about that."""
    from protect.files.reading.inspection import inspect

    monkeypatch.setattr(files, "call", lambda _function, content, _limits: inspect(content))


def file(
    content: bytes = b"Un ghid al grupului despre xenopus.", name: str = "ghid.txt"
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def page_of(thread: Thread) -> str:
    return f"/groups/policy/threads/{thread.pk}/"


def sent(circle: Circle, thread: Thread, text: str = "Iată", by=None) -> Post:  # type: ignore[no-untyped-def]
    by = by or circle.dan
    attached = attach(circle.group, thread, file(), by=by)
    return write_post(thread, text, by=by, attached=[attached.key])


def opens(client: Client, attachment: Attachment) -> int:
    return client.get(f"/groups/files/{attachment.key}/").status_code


def test_a_file_waits_with_the_draft_and_goes_along_with_the_text(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    thread, client = circle.thread(), as_(circle.dan)
    shown = client.post(page_of(thread), {"text": "Jumătate", "attach": "1", "file": file()})
    assert shown.status_code == 200 and "ghid.txt" in shown.content.decode()
    assert Draft.objects.get(user=circle.dan).text == "Jumătate" and not Post.objects.filter(
        author=circle.dan
    )
    waiting = Attachment.objects.get()
    assert opens(client, waiting) == 200 and opens(as_(circle.ana), waiting) == 404
    again = as_(circle.dan).get(page_of(thread)).content.decode()
    assert "ghid.txt" in again and "Jumătate" in again
    data = {"text": "Întreg", "attached": str(waiting.key), "key": str(uuid.uuid4())}
    for _ in range(2):  # sent twice, written once
        assert as_(circle.dan).post(page_of(thread), data).status_code == 302
    post = Post.objects.get(author=circle.dan)
    assert list(post.attachments.all()) == [waiting] and not Draft.objects.exists()
    page = as_(circle.observer).get(page_of(thread)).content.decode()
    assert f"/groups/files/{waiting.key}/" in page
    assert Entry.objects.filter(action="file.keep").count() == 1


def test_a_file_that_is_chosen_and_sent_at_once_goes_along(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    client = as_(circle.dan)
    data = {"title": "Ghid", "text": "Iată", "file": file(), "key": str(uuid.uuid4())}
    assert client.post("/groups/policy/threads/new/", data).status_code == 302
    assert Post.objects.get(author=circle.dan).attachments.count() == 1


@pytest.mark.parametrize("why", ["active content", "a personal code in it", "a personal code in its name"])
def test_a_file_is_checked_and_a_refusal_loses_neither_text_nor_file(circle: Circle, as_, why: str) -> None:  # type: ignore[no-untyped-def]
    thread, client, code = circle.thread(), as_(circle.dan), made_up_cnp(Random(7))
    bad = {
        "active content": file(b"<script>alert(1)</script>", "rau.html"),
        "a personal code in it": file(f"Are codul {code}".encode()),
        "a personal code in its name": file(name=f"{code}.txt"),
    }[why]
    refused = client.post(page_of(thread), {"text": "Textul meu", "file": bad, "key": str(uuid.uuid4())})
    assert refused.status_code == 200 and "Textul meu" in refused.content.decode()
    assert not Attachment.objects.exists() and not Post.objects.filter(author=circle.dan).exists()
    kept = client.post(page_of(thread), {"text": "", "file": file(), "key": str(uuid.uuid4())})
    assert "ghid.txt" in kept.content.decode() and Attachment.objects.filter(draft__user=circle.dan).exists()


def test_what_the_page_did_not_show_stays_with_the_draft(circle: Circle) -> None:
    thread = circle.thread()
    shown = attach(circle.group, thread, file(), by=circle.dan)
    other = attach(circle.group, thread, file(b"Din alta fila"), by=circle.dan)
    post = write_post(thread, "Iată", by=circle.dan, attached=[shown.key])
    assert list(post.attachments.all()) == [shown]
    assert Attachment.objects.get(draft__user=circle.dan) == other


def test_nobody_sends_the_file_of_another(circle: Circle) -> None:
    thread = circle.thread()
    theirs = attach(circle.group, thread, file(), by=circle.ana)
    assert not write_post(thread, "Iată", by=circle.dan, attached=[theirs.key]).attachments.exists()
    with pytest.raises(PermissionDenied):
        detach(theirs, by=circle.dan)


def test_the_same_file_lies_there_once_and_at_most_ten_do(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    thread = circle.thread()
    assert attach(circle.group, thread, file(), by=circle.dan) == attach(
        circle.group, thread, file(), by=circle.dan
    )
    draft = Draft.objects.get(user=circle.dan)
    Attachment.objects.bulk_create(Attachment(draft=draft, file=stored()) for _ in range(MOST - 1))
    full = as_(circle.dan).post(page_of(thread), {"text": "x", "attach": "1", "file": file(b"Inca unul")})
    assert "zece fișiere" in full.content.decode() and draft.attachments.count() == MOST


def test_who_may_not_read_the_post_does_not_open_its_file(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    post = sent(circle, circle.thread())
    (one,) = post.attachments.all()
    for user in (circle.ana, circle.observer, circle.leader):
        assert opens(as_(user), one) == 200
    for user in (circle.world.stranger, circle.world.secretariat):
        assert opens(as_(user), one) == 404
    hide_post(post, "picture", by=circle.leader)
    assert opens(as_(circle.ana), one) == 404
    assert opens(as_(circle.dan), one) == opens(as_(circle.leader), one) == 200
    end_group_membership(circle.group.memberships.get(user=circle.dan), by=circle.leader)
    assert opens(as_(circle.dan), one) == 404
    assert opens(Client(), one) == 302
    downloads = Entry.objects.filter(action="attachment.download")
    assert set(downloads.values_list("actor_id", flat=True)) == {
        u.pk for u in (circle.ana, circle.observer, circle.leader, circle.dan)
    }


def test_a_file_is_taken_off_a_draft_and_off_a_post_with_its_bytes(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    thread, client = circle.thread(), as_(circle.dan)
    waiting = attach(circle.group, thread, file(), by=circle.dan)
    client.post(page_of(thread), {"text": "Rămâne", "detach": str(waiting.key)})
    assert not StoredFile.objects.exists() and Draft.objects.get(user=circle.dan).text == "Rămâne"
    post = sent(circle, thread)
    (one,) = post.attachments.all()
    edit = f"/groups/policy/posts/{post.pk}/edit/"
    assert as_(circle.ana).post(edit, {"detach": str(one.key)}).status_code == 404
    assert "ghid.txt" in as_(circle.dan).get(edit).content.decode()
    client.post(edit, {"detach": str(one.key)})
    assert not StoredFile.objects.exists() and thread.events.order_by("sequence").last().kind == "edit"
    assert not search("xenopus", user=circle.ana).hits


def test_a_draft_that_is_given_up_leaves_no_file(circle: Circle) -> None:
    thread = circle.thread()
    attach(circle.group, thread, file(), by=circle.dan)
    give_up_draft(circle.dan, circle.group, thread)
    assert not StoredFile.objects.exists() and not Draft.objects.exists()


def test_the_words_of_a_file_are_found_by_the_readers_of_its_post(circle: Circle) -> None:
    post = sent(circle, circle.thread())
    for asked in ("xenopus", "ghid"):
        assert [hit.object for hit in search(asked, user=circle.ana).hits] == [post]
        assert not search(asked, user=circle.world.stranger).hits


def test_the_export_holds_the_files_of_posts_that_stand(circle: Circle) -> None:
    thread = circle.thread()
    sent(circle, thread)
    hidden = sent(circle, thread, "Ascuns", by=circle.ana)
    hide_post(hidden, "picture", by=circle.leader)
    parts = archive(export_of(circle.group, circle.leader).read())
    (path,) = [name for name in parts if "ghid" in name]
    assert path.startswith(f"threads/{thread.pk}-") and b"xenopus" in parts[path]
    (document,) = [content for name, content in parts.items() if name.endswith(".md") and "threads" in name]
    assert path in document.decode()


def test_the_bytes_lie_nowhere_that_can_be_guessed(circle: Circle) -> None:
    (one,) = sent(circle, circle.thread()).attachments.all()
    assert default_storage.exists(one.file.path) and "ghid" not in one.file.path

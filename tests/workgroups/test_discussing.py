"""Writing in a group: once, in order, for one's organisation, without a personal code."""

import uuid
from random import Random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from protect.search.queries import search
from tests.privacy.codes import made_up_cnp
from tests.workgroups.conftest import Circle
from workgroups.actions.discussing import begin_thread, edit_post, write_post
from workgroups.actions.keeping import read_up_to
from workgroups.actions.membership import begin_group_membership, end_group_membership
from workgroups.actions.moderating import flag_post, hide_post, show_post
from workgroups.actions.redacting import redact_post
from workgroups.actions.steering import steer, sum_up
from workgroups.discussions import threads_of
from workgroups.models import (
    Draft,
    Flag,
    Post,
    PostRevision,
    Thread,
    ThreadEvent,
    Untold,
)
from workgroups.presentation import page_of, summary_for


def address(thread: Thread, tail: str = "") -> str:
    return f"/groups/policy/threads/{thread.pk}/{tail}"


def test_a_post_keeps_the_organisation_of_its_day(circle: Circle) -> None:
    post = write_post(circle.thread(), "Salut", by=circle.dan)
    begin_group_membership(circle.dan, circle.group, circle.world.organisation, "member", by=circle.leader)
    assert Post.objects.get(pk=post.pk).organisation == circle.world.other
    assert write_post(post.thread, "Din nou", by=circle.dan).organisation == circle.world.organisation


def test_numbers_have_no_gaps_whatever_happens(circle: Circle) -> None:
    thread = circle.thread()
    post = write_post(thread, "Salut", by=circle.dan)
    edit_post(post, "Salutare", by=circle.dan)
    with pytest.raises(ValidationError):
        write_post(thread, "  ", by=circle.dan)
    with pytest.raises(ValidationError):
        edit_post(post, f"Codul {made_up_cnp(Random(7))}", by=circle.dan)
    hide_post(post, "stigma", by=circle.leader)
    show_post(post, by=circle.leader)
    steer(thread, "pin", by=circle.leader)
    redact_post(post, "person", by=circle.dan)
    thread.refresh_from_db()
    numbers = list(ThreadEvent.objects.filter(thread=thread).values_list("sequence", flat=True))
    assert numbers == list(range(1, 8)) and thread.last_sequence == 7


def test_the_same_key_writes_once(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    thread, key = circle.thread(), uuid.uuid4()
    client = as_(circle.dan)
    for _ in range(2):
        sent = client.post(address(thread), {"text": "O dată", "key": str(key)})
        assert sent.status_code == 302
    assert Post.objects.filter(text="O dată").count() == 1
    one = begin_thread(circle.group, "T", "x", by=circle.dan, key=(other := uuid.uuid4()))
    assert begin_thread(circle.group, "T", "x", by=circle.dan, key=other) == one


def test_observers_and_strangers_write_nothing(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    thread = circle.thread()
    for user in (circle.observer, circle.world.stranger, circle.world.secretariat):
        with pytest.raises(PermissionDenied):
            write_post(thread, "x", by=user)
    assert as_(circle.observer).get(address(thread)).status_code == 200
    assert as_(circle.world.secretariat).get(address(thread)).status_code == 404


def test_a_closed_thread_takes_no_reply(circle: Circle) -> None:
    thread = circle.thread()
    steer(thread, "close", by=circle.leader)
    with pytest.raises(PermissionDenied):
        write_post(thread, "x", by=circle.dan)
    steer(thread, "reopen", by=circle.leader)
    write_post(thread, "x", by=circle.dan)


def test_only_the_author_edits_and_what_it_said_stays(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    post = write_post(circle.thread(), "Întâi", by=circle.dan)
    with pytest.raises(PermissionDenied):
        edit_post(post, "altceva", by=circle.leader)
    edit_post(post, "Apoi", by=circle.dan)
    page = as_(circle.ana).get(f"/groups/policy/posts/{post.pk}/history/").content.decode()
    assert "Întâi" in page and "Apoi" in page


def test_edit_after_cnp_block(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    """A personal code is refused, nothing of it is stored, and the corrected text then passes."""
    thread = circle.thread()
    code = made_up_cnp(Random(7))
    client = as_(circle.dan)
    refused = client.post(address(thread), {"text": f"Are codul {code}", "key": str(uuid.uuid4())})
    assert refused.status_code == 200 and not Post.objects.filter(author=circle.dan).exists()
    assert not Draft.objects.filter(text__contains=code).exists()
    client.post(address(thread), {"text": "Are un cod", "key": str(uuid.uuid4())})
    post = Post.objects.get(author=circle.dan)
    answer = client.post(f"/groups/policy/posts/{post.pk}/edit/", {"text": f"Codul {code}"})
    assert answer.status_code == 200
    client.post(f"/groups/policy/posts/{post.pk}/edit/", {"text": "Fără cod"})
    post.refresh_from_db()
    assert post.text == "Fără cod" and not PostRevision.objects.filter(text__contains=code).exists()


def test_what_looks_like_a_contact_is_asked_about_once(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    thread, client = circle.thread(), as_(circle.dan)
    sent = {"text": "Scrieți la birou@example.org", "key": str(uuid.uuid4())}
    assert 'name="confirmed"' in client.post(address(thread), sent).content.decode()
    assert client.post(address(thread), sent | {"confirmed": "on"}).status_code == 302


def test_draft_survives_session_expiry(circle: Circle, as_, client) -> None:  # type: ignore[no-untyped-def]
    thread = circle.thread()
    sent = {"text": "Jumătate de gând", "text__base": ""}
    assert as_(circle.dan).post(address(thread, "draft/"), sent).json()["version"]
    client.session.flush()
    assert client.get(address(thread)).status_code == 302
    page = as_(circle.dan).get(address(thread)).content.decode()
    assert "Jumătate de gând" in page
    assert "Jumătate de gând" not in as_(circle.ana).get(address(thread)).content.decode()
    write_post(thread, "Gata", by=circle.dan)
    assert not Draft.objects.exists()


def test_two_tabs_do_not_overwrite_one_draft(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    thread, client = circle.thread(), as_(circle.dan)
    client.post(address(thread, "draft/"), {"text": "din prima", "text__base": ""})
    answer = client.post(address(thread, "draft/"), {"text": "din a doua", "text__base": ""}).json()
    assert answer["conflicts"]["text"]["theirs"] == "din prima"
    assert Draft.objects.get().text == "din prima"


def test_a_newcomer_reads_from_the_day_that_was_chosen(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    thread = circle.thread(text="Vechiul text")
    sum_up(thread, "Vechiul rezumat", by=circle.leader)
    untouched = circle.thread("Altul")
    new = circle.world.stranger
    begin_group_membership(
        new, circle.group, circle.world.other, "member", by=circle.leader, history_from=timezone.now()
    )
    assert as_(new).get(address(thread)).status_code == 404
    write_post(thread, "Noul text", by=circle.dan, quoted=thread.posts.first())
    page = as_(new).get(address(thread)).content.decode()
    assert "Noul text" in page and "Vechiul text" not in page and "Vechiul rezumat" not in page
    pieces = as_(new).get(address(thread, "since/0/")).content.decode()
    assert "Noul text" in pieces and "Vechiul" not in pieces
    assert list(threads_of(circle.group, new)) == [thread] and untouched not in threads_of(circle.group, new)
    assert summary_for(thread, circle.ana)


def test_new_since_the_last_visit(circle: Circle) -> None:
    thread = circle.thread()
    read_up_to(thread, 1, by=circle.dan)
    second = write_post(thread, "Nou", by=circle.ana)
    assert page_of(thread, circle.dan).first_new == second.pk
    assert next(iter(threads_of(circle.group, circle.dan))).new == 1
    read_up_to(thread, 99, by=circle.dan)
    assert page_of(thread, circle.dan).first_new is None
    third = write_post(thread, "Mai nou", by=circle.ana)
    assert page_of(thread, circle.dan).first_new == third.pk


def test_mentions_of_people_and_organisations_are_noted(circle: Circle) -> None:
    post = write_post(circle.thread(), "@Dan și @other, ce spuneți? Dar a@ours nu.", by=circle.ana)
    called = {str(m.user or m.organisation) for m in post.mentions.all()}
    assert {"dan", "Other"} <= called
    told = Untold.objects.filter(post=post, mentioned=True).values_list("recipient__name", flat=True)
    assert set(told) == {"dan", "observer"}


def test_markdown_can_do_nothing(circle: Circle) -> None:
    text = "<script>alert(1)</script> ![x](https://evil.example/p.png) [a](javascript:alert(1)) # **b**"
    post = write_post(circle.thread(), text, by=circle.dan)
    html = page_of(post.thread, circle.ana).posts[-1].html
    assert "<script" not in html and "<img" not in html and 'href="javascript' not in html
    assert "<strong>b</strong>" in html


def test_only_who_moderates_hides_and_everybody_sees_who_and_why(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    post = write_post(circle.thread(), "Text de ascuns", by=circle.dan)
    flag = flag_post(post, "stigma", "Uitați-vă", by=circle.ana)
    with pytest.raises(PermissionDenied):
        hide_post(post, "stigma", by=circle.ana)
    hide_post(post, "stigma", by=circle.leader)
    page = as_(circle.observer).get(address(post.thread)).content.decode()
    assert "Text de ascuns" not in page and "Ascuns de leader" in page and "limbaj stigmatizant" in page
    assert not search("ascuns", user=circle.observer).hits
    flag.refresh_from_db()
    assert flag.outcome == Flag.Outcome.HIDDEN


def test_redaction_reaches_search_history_quotation_and_queue(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    post = write_post(circle.thread(), "Cuvântrar într-un text", by=circle.dan)
    edit_post(post, "Cuvântrar schimbat", by=circle.dan)
    write_post(post.thread, "Răspund", by=circle.ana, quoted=post)
    assert search("cuvântrar", user=circle.ana).hits
    assert "Cuvântrar schimbat" in as_(circle.ana).get(address(post.thread)).content.decode()
    redact_post(post, "person", by=circle.dan)
    assert not search("cuvântrar", user=circle.ana).hits
    assert not PostRevision.objects.exists() and not Untold.objects.filter(post=post).exists()
    for user in (circle.ana, circle.leader, circle.dan):
        page = as_(user).get(address(post.thread)).content.decode()
        assert "Cuvântrar" not in page and "a fost eliminat" in page
        assert as_(user).get(f"/groups/policy/posts/{post.pk}/history/").status_code == 404
    since = as_(circle.ana).get(address(post.thread, "since/4/")).json()
    assert [event["kind"] for event in since["events"]] == ["redact"] and "Cuvântrar" not in str(since)


def test_romanian_letters_are_found_however_they_are_typed(circle: Circle) -> None:
    write_post(circle.thread(), "Acțiunile de informare", by=circle.dan)
    for asked in ("acțiunile", "acţiunile", "actiunile"):
        assert search(asked, user=circle.ana).total == 1
        assert search(asked, user=circle.world.stranger).total == 0


def test_leaving_closes_every_page_of_the_group(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    thread = circle.thread()
    post = thread.posts.get()
    links = [address(thread), address(thread, "since/0/"), "/groups/policy/", f"/groups/t/{thread.pk}/",
             f"/groups/policy/posts/{post.pk}/history/", f"/groups/policy/posts/{post.pk}/flag/"]  # fmt: skip
    client = as_(circle.dan)
    assert all(client.get(link).status_code in (200, 302) for link in links)
    end_group_membership(circle.group.memberships.get(user=circle.dan), by=circle.leader)
    assert [client.get(link).status_code for link in links] == [404] * len(links)
    assert not search("primul", user=circle.dan).hits


def test_a_thread_asks_the_database_as_much_with_200_posts_as_with_10(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    client, asked = as_(circle.dan), []
    for posts in (10, 200):
        thread = circle.thread()
        first = thread.posts.get()
        Post.objects.bulk_create(
            Post(
                thread=thread, sequence=n, author=circle.ana, organisation=circle.world.organisation,
                text="x", quoted=first,
            )
            for n in range(2, posts + 1)
        )  # fmt: skip
        Thread.objects.filter(pk=thread.pk).update(last_sequence=posts)
        for page in (address(thread), "/groups/policy/"):
            client.get(page)
            with CaptureQueriesContext(connection) as captured:
                client.get(page)
            asked.append(len(captured))
    assert asked[:2] == asked[2:] and max(asked) <= 40

"""Resources: for whom they are, asked at every request; versions, doubles, the ledger, taking away."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from protect.files import actions as files
from protect.files.models import StoredFile
from protect.search.queries import search
from tests.files import made
from tests.workgroups.rooms import Room, make_room, stored, with_file
from workgroups.actions import begin_group_membership, end_group_membership
from workgroups.actions.resources import (
    AlreadyHere,
    Content,
    Description,
    add_resource,
    add_version,
    describe,
    remove_resource,
)
from workgroups.models import Resource, ResourceVersion, Tag, WorkgroupMembership


@pytest.fixture
def room(world) -> Room:  # type: ignore[no-untyped-def]
    return make_room(world)


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check without a child, where it is not what the test is about."""
    from protect.files.reading.inspection import inspect

    monkeypatch.setattr(files, "call", lambda _function, content, _limits: inspect(content))


def seen_by(user) -> set[str]:  # type: ignore[no-untyped-def]
    return set(Resource.objects.visible_to(user).values_list("title", flat=True))


def address(resource: Resource, name: str = "workgroups:download", number: int = 1) -> str:
    return reverse(name, args=[resource.key, number])


def test_a_resource_is_seen_by_those_whom_it_is_for(room: Room) -> None:
    from django.contrib.auth.models import AnonymousUser

    for audience in ("group", "members", "public"):
        room.note(title=audience, audience=audience)
    everything = {"group", "members", "public"}
    assert seen_by(room.mate) == seen_by(room.watcher) == everything
    assert seen_by(room.outsider) == seen_by(room.world.secretariat) == {"members", "public"}
    assert seen_by(AnonymousUser()) == {"public"}
    room.outsider.memberships.update(until=timezone.now())
    assert seen_by(room.outsider) == {"public"}


def test_a_newcomer_without_history_reads_only_what_came_after(room: Room) -> None:
    room.note(title="before")
    begin_group_membership(
        room.outsider, room.group, room.world.other, "member", by=room.lead, history_from=timezone.now()
    )
    room.note(title="after")
    assert seen_by(room.outsider) == {"after"}


def test_shutting_a_resource_kills_old_links_at_once(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    resource = room.note(audience="public")
    with_file(resource, stored(content=b"%PDF-secret"))
    page, file = resource.get_absolute_url(), address(resource, number=2)
    assert Client().get(page).status_code == Client().get(file).status_code == 200
    describe(resource, Description("Ghid", audience="group"), by=room.lead)
    assert Client().get(page).status_code == Client().get(file).status_code == 302  # to the sign-in
    client = as_(room.outsider)
    assert client.get(page).status_code == client.get(file).status_code == 404
    assert as_(room.guest).get(file).status_code == 200


def test_who_left_a_group_takes_nothing_any_more(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    resource = room.note()
    with_file(resource, stored(pages=1))
    client = as_(room.guest)
    assert client.get(address(resource, number=2)).status_code == 200
    end_group_membership(WorkgroupMembership.objects.get(user=room.guest), by=room.lead)
    for url in (address(resource, number=2), resource.get_absolute_url()):
        assert client.get(url).status_code == 404
    assert client.get(reverse("workgroups:preview", args=[resource.key, 2, 1])).status_code == 404


def test_nothing_is_found_by_the_key_of_another_group(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    begin_group_membership(room.outsider, room.elsewhere, room.world.other, "coordinator", by=None)
    resource = room.note()
    client = as_(room.outsider)
    for name in ("resource", "resource_edit", "resource_version", "resource_remove"):
        url = reverse(f"workgroups:{name}", args=[resource.key])
        assert client.get(url).status_code == 404
        assert client.post(url, {"sure": "yes", "title": "x", "text": "x"}).status_code in (404, 405)
    assert ResourceVersion.objects.count() == 1


def test_a_stored_file_has_no_address_of_its_own(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    file = stored()
    with_file(room.note(), file)
    client = as_(room.lead)
    for guess in (f"/media/{file.path}", f"/files/{file.path}", f"/static/{file.path}", f"/{file.path}"):
        assert client.get(guess).status_code == 404


def test_only_those_who_lead_show_something_to_the_public(room: Room) -> None:
    with pytest.raises(ValidationError, match="coordonator"):
        room.note(by=room.mate, audience="public")
    resource = room.note(by=room.guest, audience="members")
    for user in (room.mate, room.guest):
        with pytest.raises(ValidationError):
            describe(resource, Description("x", audience="public"), by=user)
    describe(resource, Description("x", audience="public"), by=room.lead)
    with pytest.raises(ValidationError):  # nor does a member shut what another added
        describe(resource, Description("x", audience="group"), by=room.mate)


def test_observers_read_and_do_not_add(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PermissionDenied):
        room.note(by=room.watcher)
    client = as_(room.watcher)
    assert client.get(reverse("workgroups:resources", args=["protection"])).status_code == 200
    assert client.get(reverse("workgroups:resource_add", args=["protection", "note"])).status_code == 404


@pytest.mark.usefixtures("unchecked")
class TestFiles:
    def test_the_same_file_is_not_added_twice(self, room: Room) -> None:
        first = room.file()
        with pytest.raises(AlreadyHere, match="Ghid"):
            room.file(name="altul.txt")
        with pytest.raises(AlreadyHere):
            add_version(first, Content(upload=SimpleUploadedFile("x.txt", b"Un ghid.")), by=room.mate)
        assert Resource.objects.count() == StoredFile.objects.count() == 1

    def test_the_page_leads_to_the_one_that_is_there(self, room: Room, as_) -> None:  # type: ignore[no-untyped-def]
        first = room.file()
        url = reverse("workgroups:resource_add", args=["protection", "file"])
        upload = SimpleUploadedFile("altul.txt", b"Un ghid.")
        data = {"title": "Alt titlu", "language": "ro", "audience": "group", "file": upload}
        page = as_(room.mate).post(url, data).content.decode()
        assert "Grupul are deja acest fișier" in page
        assert reverse("workgroups:resource_version", args=[first.key]) in page

    def test_a_new_version_takes_the_place_and_the_old_one_stays(self, room: Room, as_) -> None:  # type: ignore[no-untyped-def]
        resource = room.file()
        add_version(resource, Content(upload=SimpleUploadedFile("b.txt", b"Altul.")), by=room.guest)
        assert Resource.objects.with_newest().get().newest.number == 2
        client = as_(room.mate)
        assert b"".join(client.get(address(resource, number=1))) == b"Un ghid."
        assert b"".join(client.get(address(resource, number=2))) == b"Altul."

    def test_who_downloaded_it_is_known_to_the_group(self, room: Room, as_) -> None:  # type: ignore[no-untyped-def]
        resource = room.file(audience="members")
        as_(room.guest).get(address(resource))
        as_(room.guest).get(address(resource))
        page = as_(room.mate).get(resource.get_absolute_url())
        assert [(one.person, one.number) for one in page.context["downloads"]] == [(room.guest, 1)]
        assert as_(room.outsider).get(resource.get_absolute_url()).context["downloads"] is None

    def test_a_code_in_a_file_adds_nothing(self, room: Room, as_) -> None:  # type: ignore[no-untyped-def]
        url = reverse("workgroups:resource_add", args=["protection", "file"])
        data = {"title": "Fișă", "language": "ro", "audience": "group"}
        upload = SimpleUploadedFile("fisa.docx", made.docx(f"CNP {made.CNP}"))
        page = as_(room.mate).post(url, data | {"file": upload})
        assert page.status_code == 200 and "cod numeric personal" in page.content.decode()
        assert made.CNP not in page.content.decode()
        assert not Resource.objects.exists() and not StoredFile.objects.exists()

    def test_what_is_taken_away_is_deleted(self, room: Room, django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
        resource = room.file()
        path = StoredFile.objects.get().path
        with django_capture_on_commit_callbacks(execute=True):
            remove_resource(resource, by=room.lead)
        assert not StoredFile.objects.exists() and not default_storage.exists(path)
        assert seen_by(room.lead) == set()
        assert Resource.objects.get().title == "retrasă"
        assert search("ghid", user=room.lead).total == 0


def test_a_double_click_adds_once(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    url = reverse("workgroups:resource_add", args=["protection", "note"])
    client = as_(room.mate)
    data = {"title": "Notă", "text": "x", "language": "ro", "audience": "group"}
    data["key"] = str(client.get(url).context["form"].initial["key"])
    for _twice in range(2):
        assert client.post(url, data).status_code == 302
    assert Resource.objects.count() == 1
    assert client.post(url, data | {"key": ""}).status_code == 302
    assert Resource.objects.count() == 2


def test_tags_are_one_whatever_their_diacritics_and_vanish_with_the_last(room: Room) -> None:
    first = room.note(tags=["Adăpost", "adapost ", "Drept"])
    room.note(tags=["ADĂPOST"])
    assert sorted(Tag.objects.values_list("folded", flat=True)) == ["adapost", "drept"]
    describe(first, Description("x", tags=[]), by=room.lead)
    assert list(Tag.objects.values_list("folded", flat=True)) == ["adapost"]


def test_the_text_of_a_resource_is_searched_by_those_who_may(room: Room) -> None:
    resource = room.note(title="Îndrumar", text="Consiliere pentru țară")
    with_file(room.note(title="Fișier"), stored(text="Reintegrarea persoanelor traficate"))
    from protect.search.index import reindex

    reindex()
    for words, title in (
        ("indrumar", "Îndrumar"),
        ("consilierea tara", "Îndrumar"),
        ("reintegrare", "Fișier"),
    ):
        assert [hit.title for hit in search(words, user=room.mate).hits] == [title]
        assert search(words, user=room.outsider).total == 0
    describe(resource, Description("Îndrumar", audience="members"), by=room.lead)
    assert search("indrumar", user=room.outsider).total == 1


def test_a_link_leads_to_the_web_and_nowhere_else(room: Room) -> None:
    for url in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://example.org/x"):
        with pytest.raises(ValidationError):
            add_resource(room.group, Description("x"), Content(url=url), by=room.lead)
    made_ = add_resource(room.group, Description("x"), Content(url="https://example.org/a"), by=room.lead)
    assert made_.form == "link"


def test_a_note_cannot_run_anything(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    text = "<script>alert(1)</script> <img src=x onerror=alert(2)> [x](javascript:alert(3)) **tare**"
    page = as_(room.mate).get(room.note(title="<b>x</b>", text=text).get_absolute_url()).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    assert "<strong>tare</strong>" in main and "<script" not in main and "<img" not in main
    assert 'href="javascript' not in main and "<b>x</b>" not in main


def test_a_public_resource_sets_no_cookie(room: Room) -> None:
    resource = room.note(audience="public")
    for url in (resource.get_absolute_url(), reverse("workgroups:library")):
        response = Client().get(url)
        assert response.status_code == 200 and not response.cookies
        assert "lead" not in response.content.decode()  # names of people are for those who signed in


def test_the_database_holds_one_content_a_version(room: Room) -> None:
    resource = room.note()
    for wrong in ({"url": "https://x.ro", "text": "x"}, {}, {"file": stored(), "text": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ResourceVersion.objects.create(resource=resource, number=9, made_by=room.lead, **wrong)


def test_a_list_costs_the_same_for_few_and_for_many(room: Room, as_, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    client = as_(room.mate)
    for number in range(25):
        room.note(title=f"Ghid {number}", tags=[f"t{number % 4}"])
    for url in (
        reverse("workgroups:resources", args=["protection"]),
        reverse("workgroups:resources", args=["protection"]) + "?q=ghid",
        reverse("workgroups:library"),
        reverse("workgroups:group", args=["protection"]),
    ):
        with django_assert_max_num_queries(42):
            assert client.get(url).status_code == 200

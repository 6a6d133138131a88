"""The pages of a profile: saved by script and by button, compared word by word, nothing unescaped."""

import pytest

from members.actions.profiles import begin_profile, save_profile
from members.differences import Segment, word_differences
from members.models import ProfileRevision
from members.profile_fields import ALL_NAMES, digest
from members.wholeness import address_in
from tests.members.writing import WHOLE, published, sent, stored
from tests.world import World

EDIT, AUTOSAVE = "/en/organisation/ours/profile/edit/", "/en/organisation/ours/profile/save/"


def filled(revision: ProfileRevision, **changed: object) -> dict[str, object]:
    """What a browser without JavaScript sends of the page."""
    values = stored(revision)
    marks = {f"{name}__digest": digest(values[name]) for name in ALL_NAMES}
    return marks | {name: value for name, value in values.items() if value} | changed | {"stay": "yes"}


@pytest.fixture
def revision(world: World) -> ProfileRevision:
    return begin_profile(world.organisation, by=world.reporter)


def test_the_script_saves_one_field(world: World, as_, revision) -> None:
    data = {"version": "1", "figure0_number": "11.694", "figure0_number__base": ""}
    answer = as_(world.reporter).post(AUTOSAVE, data).json()
    assert answer["errors"] == {} and answer["version"] == 2
    again = {"version": "2", "figure0_number": "11.700", "figure0_number__base": "11.694"}
    assert as_(world.reporter).post(AUTOSAVE, again).json()["conflicts"] == {}
    assert stored(revision)["figure0_number"] == ["11700"]


def test_the_script_is_told_of_a_conflict_with_both_texts(world: World, as_, revision) -> None:
    save_profile(revision, {"mission_ro": ["Prima."]}, {}, by=world.coordinator)
    data = {"version": "1", "mission_ro": "A doua.", "mission_ro__base": ""}
    conflict = as_(world.reporter).post(AUTOSAVE, data).json()["conflicts"]["mission_ro"]
    assert conflict["theirs"] == ["Prima."] and conflict["who"] == "coordinator"


def test_a_refused_text_leaves_the_others_saved(world: World, as_, revision) -> None:
    data = {"mission_ro": "Bună", "mission_ro__base": "", "founded": "anul acesta", "founded__base": ""}
    answer = as_(world.reporter).post(AUTOSAVE, data).json()
    assert list(answer["errors"]) == ["founded"]
    assert stored(revision)["mission_ro"] == ["Bună"]


def test_without_javascript_the_button_saves_everything(world: World, as_, revision) -> None:
    page = as_(world.reporter).post(EDIT, filled(revision, mission_ro="Aşa.", counties=["CJ", "B"]))
    assert page.status_code == 302
    values = stored(revision)
    assert values["mission_ro"] == ["Așa."] and values["counties"] == ["B", "CJ"]


def test_without_javascript_a_conflict_shows_both_and_the_next_save_decides(
    world: World, as_, revision
) -> None:
    mine = filled(revision, mission_ro="A mea.")
    save_profile(revision, {"mission_ro": ["A lor."]}, {}, by=world.coordinator)
    page = as_(world.reporter).post(EDIT, mine).content.decode()
    assert "A mea." in page and "A lor." in page
    revision.refresh_from_db()
    assert as_(world.reporter).post(EDIT, filled(revision, mission_ro="A mea.")).status_code == 302
    assert stored(revision)["mission_ro"] == ["A mea."]


def test_a_personal_numeric_code_is_refused_beside_its_field(world: World, as_, revision) -> None:
    page = as_(world.reporter).post(EDIT, filled(revision, mission_ro="CNP 1800101221144"))
    assert page.status_code == 200 and b"1800101221144" in page.content  # the typed text is not lost
    assert stored(revision)["mission_ro"] == []


@pytest.mark.once
def test_differences_are_words() -> None:
    assert word_differences("un adăpost mic", "un adăpost foarte mare") == [
        Segment("same", "un adăpost "),
        Segment("old", "mic"),
        Segment("new", "foarte mare"),
    ]


@pytest.mark.once
def test_a_text_that_was_written_anew_stands_whole() -> None:
    old = "Lucrăm cu femei care au fost vândute și cu copiii lor, în două orașe."
    new = "Din 2003 stăm alături de cei care ies din exploatare: casă, școală, avocat și un loc de muncă."
    assert word_differences(old, new) == [Segment("old", old), Segment("new", new)]


@pytest.mark.once
def test_what_looks_like_an_address_is_seen_and_a_way_of_speaking_is_not() -> None:
    for text in ("pe strada Lungă", "str. Mihai Viteazul 3", "Bd. Unirii", "la nr. 14", "bl. C2, et. 3"):
        assert address_in(text), text
    for text in ("pe calea spre casă", "oameni de pe stradă", "Strada nu e o casă", "numărul 14"):
        assert not address_in(text), text


def test_the_review_shows_words_that_came_and_went_and_escapes_them(world: World, as_) -> None:
    published(world)
    revision = sent(world, {"mission_ro": ["Ca fiecare <b>om</b> să fie în siguranță, str. Lungă 4."]})
    page = (
        as_(world.secretariat)
        .get(f"/en/organisation/ours/profile/{revision.number}/review/")
        .content.decode()
    )
    assert "<del>" in page and "<ins>" in page
    assert "&lt;b&gt;om&lt;/b&gt;" in page and "<b>om</b>" not in page
    assert "looks like an address" in page


def test_a_profile_goes_all_the_way_by_its_pages(world: World, as_, client) -> None:
    as_(world.reporter).post("/en/organisation/ours/profile/begin/")
    revision = ProfileRevision.objects.get()
    as_(world.reporter).post(EDIT, filled(revision, **{n: v for n, v in WHOLE.items() if v}))
    assert (
        "Send to the secretariat"
        in as_(world.coordinator).get("/en/organisation/ours/profile/check/").content.decode()
    )
    as_(world.coordinator).post("/en/organisation/ours/profile/submit/")
    base = "/en/organisation/ours/profile/1/"
    as_(world.secretariat).post(base + "ask/", {"field": "mission_ro", "text": "De ce?"})
    as_(world.secretariat).post(base + "verdict/", {"verdict": "return"})
    assert b"De ce?" in as_(world.reporter).get(EDIT).content
    as_(world.reporter).post("/en/organisation/ours/profile/submit/")
    as_(world.secretariat).post(base + "verdict/", {"verdict": "approve"})
    revision.refresh_from_db()
    assert revision.status == "approved"
    for person in (world.reporter, world.secretariat):
        assert b"Ca fiecare om" in as_(person).get(base).content


def test_earlier_revisions_stay_readable_to_their_own_and_to_nobody_else(world: World, as_) -> None:
    published(world)
    published(world, {"mission_ro": ["Alta."]})
    assert b"Ca fiecare om" in as_(world.reporter).get("/en/organisation/ours/profile/1/").content
    assert as_(world.stranger).get("/en/organisation/ours/profile/1/").status_code == 404


@pytest.mark.once
@pytest.mark.parametrize(
    "text",
    [
        "47.1585, 27.6014",
        "https://maps.app.goo.gl/abc",
        "STR.FLORILOR 12",
        "Florilor 12, Iași",
        "Splaiul Bahlui 5",
        "Intrarea Rândunicii 4",
        "bloc B4, scara 2",
        "12 Flowers Street",
        "st\u200brada Lungă",
    ],
)
def test_a_place_is_seen_however_it_is_written(text: str) -> None:
    assert address_in(text)


@pytest.mark.once
@pytest.mark.parametrize(
    "text", ["ajung pe piața muncii", "calea de urmat", "Legea 678/2001, București", "sc. SRL"]
)
def test_ordinary_words_are_no_place(text: str) -> None:
    assert not address_in(text)

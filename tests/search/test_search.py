"""Searching finds what one may see, the same on both databases, and nothing else."""

import datetime
from collections.abc import Iterator
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import transaction

from members.models import Organisation
from protect.search import registry
from protect.search.index import forget, index, reindex
from protect.search.models import Document
from protect.search.queries import search
from protect.search.registry import Kind, Texts, register

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
TEXTS = {
    "Casa Debora": "Un adăpost pentru femei, cu consiliere psihologică, în Brașov.",
    "Generație Tânără": "Tineri și copii: adăposturi, școală, întoarcerea acasă. Timișoara.",
    "Cercetare": "Publicăm cercetări despre traficul de persoane în judeţul Iași. 8790CR-VTP-I. Допомога.",
    "Secret": "Un adăpost despre care nu știe nimeni.",
}


@pytest.fixture(autouse=True)
def things(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Organisations as things to be found; the one called Secret is visible to those who signed in."""
    monkeypatch.setattr(registry, "KINDS", registry.KINDS)
    kept = dict(registry.KINDS)
    registry.KINDS.clear()
    register(
        Kind(
            name="thing",
            label="Things",
            model=Organisation,
            indexed=lambda: Organisation.objects.filter(left_on=None),
            texts=lambda thing: Texts(thing.name, TEXTS[thing.name]),
            url=lambda thing: f"/{thing.slug}/",
            visible_to=lambda user: (
                Organisation.objects.all()
                if user.is_authenticated
                else Organisation.objects.exclude(slug="secret")
            ),
        )
    )
    for name in TEXTS:
        index(thing(name))
    yield
    registry.KINDS.clear()
    registry.KINDS.update(kept)


def thing(name: str) -> Organisation:
    return Organisation.objects.create(
        name=name, slug=name.split()[0].lower(), joined_on=datetime.date(2020, 1, 1)
    )


def found(text: str, user=NOBODY) -> list[str]:  # type: ignore[no-untyped-def]
    return [hit.title for hit in search(text, user=user).hits]


@pytest.fixture(params=[0, 500], ids=["many", "few"])
def asked_of(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of asking what may be seen: of everything, and of what holds the words."""
    monkeypatch.setattr("protect.search.queries.FEW", request.param)


@pytest.mark.usefixtures("asked_of")
@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ("adapost", {"Casa Debora", "Generație Tânără"}),
        ("adăposturi", {"Casa Debora", "Generație Tânără"}),
        ("ADĂPOST femeie", {"Casa Debora"}),
        ("iaşi", {"Cercetare"}),
        ("iasi", {"Cercetare"}),
        ("brasovul", {"Casa Debora"}),
        ("tanar", {"Generație Tânără"}),
        ("copil școli", {"Generație Tânără"}),
        ("cercetare", {"Cercetare"}),
        ("consil", {"Casa Debora"}),
        ("8790CR-VTP-I", {"Cercetare"}),
        ("допомога", {"Cercetare"}),
        ("Timișoara Brașov", set()),
        ("inexistent", set()),
        ("", set()),
        ("\" OR * ) ( | & ! :* ' --", set()),
        ("AND OR NOT NEAR", set()),
    ],
)
def test_both_databases_find_the_same(asked: str, hits: set[str]) -> None:
    assert set(found(asked)) == hits


@pytest.mark.usefixtures("asked_of")
def test_nobody_finds_what_they_may_not_see(world) -> None:  # type: ignore[no-untyped-def]
    index_world = search("nimeni", user=world.reporter)
    assert [hit.title for hit in index_world.hits] == ["Secret"]
    assert search("nimeni", user=NOBODY).total == 0
    assert search("adapost", user=NOBODY).total == 2


@pytest.mark.usefixtures("asked_of")
def test_a_title_comes_first_and_pages_follow_each_other() -> None:
    assert found("cercetare tanar") == []
    TEXTS["Adăpostul"] = "Nimic."
    try:
        index(thing("Adăpostul"))
        assert found("adăpost")[0] == "Adăpostul"
        page = search("adăpost", user=NOBODY, limit=1, offset=1)
        assert page.total == 3 and len(page.hits) == 1
    finally:
        del TEXTS["Adăpostul"]


def test_the_index_follows_the_acts_and_their_transactions() -> None:
    casa = Organisation.objects.get(name="Casa Debora")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        forget(casa)
        raise ZeroDivisionError
    assert found("debora") == ["Casa Debora"]
    casa.left_on = datetime.date(2026, 1, 1)
    casa.save()
    index(casa)
    assert found("debora") == []
    casa.left_on = None
    casa.save()
    index(casa)
    index(casa)
    assert found("debora") == ["Casa Debora"]


def test_reindex_writes_everything_anew() -> None:
    Document.objects.all().delete()
    assert found("debora") == []
    out = StringIO()
    call_command("reindex", stdout=out)
    assert out.getvalue() == "thing: 4\n"
    assert found("debora") == ["Casa Debora"]
    assert reindex() == {"thing": 4}


def test_an_excerpt_marks_what_was_asked_for_and_escapes_the_rest() -> None:
    TEXTS["Casa Debora"] = "x " * 200 + "<script> Adăpostul & altele " + "y " * 200
    try:
        index(Organisation.objects.get(name="Casa Debora"))
        (hit,) = search("script adapost", user=NOBODY).hits
        assert "&lt;<mark>script</mark>&gt; <mark>Adăpostul</mark> &amp; altele" in hit.excerpt
        assert len(hit.excerpt) < 350
    finally:
        TEXTS["Casa Debora"] = "Un adăpost pentru femei, cu consiliere psihologică, în Brașov."


def test_a_search_costs_three_queries_however_many_are_found(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(3):
        search("adapost", user=NOBODY)

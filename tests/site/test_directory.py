"""The directory, an organisation's page, the file: what fits, what is said, and what is never said."""

import csv
import io
import json
import re

import pytest
from django.test import Client

from members.counties import COUNTIES
from protect.public.tiles import PLACES
from tests.published import NAMES, offer, organisation, publish

pytestmark = pytest.mark.django_db
ORGANISATIONS = "/organizatii/"


@pytest.fixture
def some(db) -> None:  # type: ignore[no-untyped-def]
    """Casa takes people in and speaks Ukrainian; Drum counsels in two counties; Tema teaches everywhere."""
    casa = publish(
        organisation("Casa", "casa"), "CJ", "women girls", mission_ro="Un adăpost.", phone="0264 000 001"
    )
    offer(casa, "residential", "CJ", "women", "ro uk", name_ro="Locuință protejată")
    drum = publish(organisation("Drum", "drum"), "IS VS", "women men", website="https://example.org/")
    offer(drum, "counselling", "IS", "men", "ro", name_ro="Consiliere")
    offer(drum, "criminal_proceedings", "VS", "women", "ro uk", name_ro="Sprijin în instanță")
    tema = publish(organisation("Tema", "tema"), "B", "pupils")
    offer(tema, "trained", "", "professionals", "en", nationwide=True)
    organisation("Nepublicată", "nepublicata")


def names(client: Client, query: str = "") -> list[str]:
    return [o.name for o in client.get(ORGANISATIONS + query).context["page"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Casa", "Drum", "Tema"]),
        ("?county=CJ", ["Casa", "Tema"]),  # a nationwide service serves every county
        ("?county=IS&need=talk", ["Drum"]),
        ("?county=VS&need=talk", []),  # counsels, but not there
        ("?need=law&language=uk", ["Drum"]),
        ("?need=talk&language=uk", []),  # one service has to meet all of it
        ("?serves=girls", ["Casa"]),
        ("?language=uk", ["Casa", "Drum"]),
        ("?county=XX&need=nonsense", ["Casa", "Drum", "Tema"]),  # what is no choice narrows nothing
        ("?page=99", ["Casa", "Drum", "Tema"]),
    ],
)
def test_an_organisation_fits_when_one_service_meets_all_that_is_wanted(some, client, query, found) -> None:  # type: ignore[no-untyped-def]
    assert names(client, query) == found


def test_organisations_stand_in_the_order_of_the_alphabet(client) -> None:  # type: ignore[no-untyped-def]
    for place, name in enumerate(reversed(NAMES)):
        publish(organisation(name, f"o{place}"))
    assert names(client) == list(NAMES)


def test_every_chosen_filter_can_be_removed_by_itself(some, client) -> None:  # type: ignore[no-untyped-def]
    chips = client.get(ORGANISATIONS + "?county=CJ&need=home&page=1").context["chips"]
    assert [(label, url) for label, url in chips] == [
        ("Cluj", "?need=home"),
        (chips[1][0], "?county=CJ"),
    ]


def test_who_has_no_published_profile_is_not_there(some, client) -> None:  # type: ignore[no-untyped-def]
    assert client.get("/organizatii/nepublicata/").status_code == 404
    assert client.get("/organizatii/casa/").status_code == 200


def test_the_page_of_an_organisation_says_it_to_programs_too(some, client) -> None:  # type: ignore[no-untyped-def]
    publish(organisation("</script><b>", "odd"), "CJ", mission_ro="</script><script>alert(1)</script> & co")
    html = client.get("/organizatii/odd/").content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    said = json.loads(block)
    assert said["@type"] == "NGO" and said["name"] == "</script><b>"
    assert said["areaServed"] == [{"@type": "AdministrativeArea", "name": "Cluj"}]
    assert "alert(1)</script>" not in html


def test_the_file_holds_what_the_page_shows_and_begins_no_formula(some, client) -> None:  # type: ignore[no-untyped-def]
    publish(organisation("=1+1", "formula"), phone="+40 264 000 002")
    content = b"".join(client.get("/organizatii/organizatii.csv").streaming_content).decode("utf-8-sig")
    rows = {row["slug"]: row for row in csv.DictReader(io.StringIO(content))}
    assert set(rows) == {"casa", "drum", "tema", "formula"}
    assert rows["formula"]["name"] == "'=1+1" and rows["formula"]["phone"] == "+40 264 000 002"
    assert rows["drum"]["counties"] == "Iași; Vaslui"
    narrowed = client.get("/organizatii/organizatii.csv?county=CJ&need=home")
    assert b"".join(narrowed.streaming_content).decode().count("\n") == 2


def test_the_map_has_every_county_once_and_counts_organisations(some, client) -> None:  # type: ignore[no-untyped-def]
    assert sorted(place.county.code for place in PLACES) == sorted(COUNTIES)
    assert len({(place.row, place.column) for place in PLACES}) == 42
    tiles = {place.county.code: n for place, n in client.get(ORGANISATIONS).context["tiles"]}
    assert {code: n for code, n in tiles.items() if n} == {"CJ": 1, "IS": 1, "VS": 1, "B": 1}


def test_the_directory_asks_as_many_questions_of_200_as_of_10(client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for n in range(40):
        publish(organisation(f"O {n:03}", f"o-{n}"), "CJ")
    with django_assert_max_num_queries(7):
        client.get(ORGANISATIONS)


def test_a_text_in_the_other_language_than_the_page_says_so(some, client: Client) -> None:  # type: ignore[no-untyped-def]
    """The profile of Casa has its mission in Romanian only; its summary stands in both languages."""
    english = client.get("/en/organizatii/casa/").content.decode()
    assert re.search(r'<div lang="ro"><p>Un adăpost\.', english)
    assert re.search(r'<h3[^>]* lang="ro">Locuință protejată', english)
    assert re.search(r'<p class="govuk-body-l">In short\.', english)
    romanian = client.get("/organizatii/casa/").content.decode()
    assert "<div><p>Un adăpost." in romanian and 'lang="ro">Loc' not in romanian
    assert 'lang="ro"' in client.get("/en/gaseste/cluj/").content.decode().split("<main")[1]


@pytest.mark.parametrize(
    "path", ["/organizatii/casa/", "/cauta/?q=adapost", "/cauta/", "/en/organizatii/casa/"]
)
def test_where_a_shelter_stands_or_is_sought_nothing_is_kept_and_one_leaves_fast(some, client, path) -> None:  # type: ignore[no-untyped-def]
    answer = client.get(path)
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    html = answer.content.decode()
    assert html.count("data-exit-link") == 2 and "js/exit" in html and "tel:112" in html

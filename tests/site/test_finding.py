"""Finding help: near before far, a number to call, and no trace."""

import pytest
from django.test import Client

from tests.published import offer, organisation, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def some(db) -> None:  # type: ignore[no-untyped-def]
    here = publish(organisation("Aici", "aici"), "CJ", phone="0264 000 009")
    offer(here, "residential", "CJ", name_ro="Locuință aici", phone="0264 000 001")
    offer(here, "counselling", "CJ MM", name_ro="Consiliere aici")
    near = publish(organisation("Aproape", "aproape"), "MM", phone="0262 000 001")
    offer(near, "counselling", "MM", name_ro="Consiliere aproape", nationwide=True)
    far = publish(organisation("Departe", "departe"), "B", email="departe@example.org")
    offer(far, "counselling", "B", name_ro="Consiliere departe", nationwide=True)
    offer(far, "day_centre", "B", name_ro="Centru departe")
    offer(far, "trained", "", name_ro="Cursuri", nationwide=True)


def rings(client: Client, path: str) -> dict[str, list[str]]:
    return {ring.name: [o.name_ro for o in ring.offers] for ring in client.get(path).context["rings"]}


def test_what_is_near_comes_before_what_is_far_and_nothing_twice(some, client) -> None:  # type: ignore[no-untyped-def]
    found = rings(client, "/gaseste/cluj/")
    assert set(found["here"]) == {"Locuință aici", "Consiliere aici"}
    assert found["near"] == ["Consiliere aproape"]
    assert found["country"] == ["Consiliere departe"]
    assert rings(client, "/gaseste/cluj/?need=talk")["here"] == ["Consiliere aici"]
    assert rings(client, "/gaseste/iasi/")["here"] == []


def test_who_can_be_called_comes_first_and_the_organisations_number_stands_in(some, client) -> None:  # type: ignore[no-untyped-def]
    html = client.get("/gaseste/cluj/?need=talk").content.decode()
    assert 'href="tel:0264000009"' in html  # the service has none of its own
    assert "mailto:departe@example.org" in html


def test_the_choice_of_a_county_leads_to_its_own_address(client) -> None:  # type: ignore[no-untyped-def]
    answer = client.get("/gaseste/?county=caras-severin&need=home")
    assert answer.status_code == 302 and answer["Location"] == "/gaseste/caras-severin/?need=home"
    assert client.get("/gaseste/?county=nowhere").status_code == 200
    assert client.get("/gaseste/nowhere/").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/gaseste/", "/gaseste/cluj/", "/gaseste/?county=cluj", "/iesire/", "/en/gaseste/cluj/?need=home"],
)
def test_a_visit_leaves_no_trace(client, path) -> None:  # type: ignore[no-untyped-def]
    answer = client.get(path)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    if answer.status_code == 200:
        title = answer.content.decode().split("<title>")[1].split("</title>")[0]
        assert not any(word in title.lower() for word in ("protect", "trafic", "traffick", "ajutor", "help"))


@pytest.mark.parametrize("path", ["/", "/gaseste/", "/gaseste/cluj/", "/contact/", "/en/gaseste/cluj/"])
def test_the_numbers_for_danger_stand_above_everything(client, path) -> None:  # type: ignore[no-untyped-def]
    html = client.get(path).content.decode()
    assert html.index('href="tel:112"') < html.index("<h1")
    assert html.index('href="tel:0800800678"') < html.index("<h1")


@pytest.mark.parametrize("path", ["/", "/gaseste/", "/gaseste/cluj/", "/iesire/"])
def test_the_way_out_is_a_plain_link_and_near_the_keyboard(client, settings, path) -> None:  # type: ignore[no-untyped-def]
    settings.EXIT_URL = "https://weather.example.org/"
    html = client.get(path).content.decode()
    body = html.split("<body")[1]
    assert body.count(f'href="{settings.EXIT_URL}" rel="nofollow noreferrer"') == 2
    assert body.index("data-exit-link") < body.index("<header")


def test_the_finder_asks_the_same_number_of_questions_whatever_it_finds(  # type: ignore[no-untyped-def]
    some, client, django_assert_max_num_queries
) -> None:
    ours = publish(organisation("Mare", "mare"), "CJ")
    for n in range(40):
        offer(ours, "counselling", "CJ", name_ro=f"Consiliere {n}")
    with django_assert_max_num_queries(8):
        answer = client.get("/gaseste/cluj/")
    assert len(answer.context["rings"][0].offers) == 15 and answer.context["rings"][0].more

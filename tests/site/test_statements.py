"""What the site says of itself: principles, groups, search, security.txt."""

import datetime

import pytest
from django.utils import timezone

from tests.published import offer, organisation, publish
from workgroups.models import Workgroup

pytestmark = pytest.mark.django_db


def test_the_home_page_says_what_the_platform_stands_for(client) -> None:  # type: ignore[no-untyped-def]
    html = client.get("/").content.decode()
    assert html.count("<li><b>") == 10
    assert "/gaseste/" in html and "/organizatii/" in html


def test_the_groups_are_shown_with_what_each_is_for(client) -> None:  # type: ignore[no-untyped-def]
    Workgroup.objects.create(
        slug="policy",
        name_ro="Politici",
        name_en="Policy",
        purpose_ro="Legi mai bune.",
        purpose_en="Better laws.",
    )
    assert "Legi mai bune." in client.get("/grupuri/").content.decode()
    assert "Better laws." in client.get("/en/grupuri/").content.decode()


def test_security_txt_is_valid_for_more_than_a_month_and_less_than_a_year(client) -> None:  # type: ignore[no-untyped-def]
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"].startswith("text/plain")
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    expires = datetime.datetime.fromisoformat(fields["Expires"])
    left = expires - timezone.now()
    assert datetime.timedelta(days=30) < left < datetime.timedelta(days=365)
    assert fields["Contact"].startswith("mailto:")


@pytest.mark.parametrize("text", ["adapost", "Adăposturi", "CLUJ", "consiliere", "casa adapost"])
def test_the_public_finds_members_however_the_word_is_written(client, text) -> None:  # type: ignore[no-untyped-def]
    casa = publish(organisation("Casa Bună", "casa"), "CJ", "women", mission_ro="Un adăpost, consiliere.")
    offer(casa, "counselling", "CJ", name_ro="Vorbim", description_ro="Consiliere la adăpost.")
    organisation("Ascunsa", "ascunsa")
    found = client.get("/cauta/", {"q": text}).context["found"]
    assert "Casa Bună" in [hit.title for hit in found.hits]
    assert {hit.url for hit in found.hits} == {"/organizatii/casa/"}


@pytest.mark.parametrize(
    "query", ["", "?q=", "?q=%22*(", "?q=casa&page=-3", "?q=casa&page=x", "?q=" + "a" * 900]
)
def test_an_odd_question_is_answered_all_the_same(client, query) -> None:  # type: ignore[no-untyped-def]
    assert client.get("/cauta/" + query).status_code == 200


def test_a_member_that_left_is_found_no_more(client) -> None:  # type: ignore[no-untyped-def]
    casa = publish(organisation("Casa Bună", "casa"), "CJ")
    assert client.get("/cauta/?q=casa").context["found"].total == 1
    casa.left_on = timezone.localdate()
    casa.save()
    assert client.get("/cauta/?q=casa").context["found"].total == 0
    assert client.get("/organizatii/casa/").status_code == 404

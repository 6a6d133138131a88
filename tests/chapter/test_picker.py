"""Picking a number without a script: indicator, figure, way of writing; nothing typed is lost on the way."""

import html
import random

import pytest
from django.test import Client

from beneficiaries.catalogue import make_block
from beneficiaries.models import Block
from protect.chapter.actions.numbers import take_release
from protect.chapter.actions.outline import begin_chapter
from protect.chapter.actions.outside import note_outside_figure
from protect.chapter.actions.writing import save_text
from protect.chapter.models import OutsideFigure, Text
from protect.chapter.picking import inserted
from tests.chapter.releases import publish
from tests.privacy.codes import made_up_cnp
from tests.world import World, indicator

WRITE = "/chapter/2024/section/platform/ro/"
FEMALE, MALE = ("{{residential[age=minor|sex=%s]:2024}}" % sex for sex in "fm")  # noqa: UP031


@pytest.fixture
def editor(world: World, as_) -> Client:  # type: ignore[no-untyped-def]
    medical = indicator("medical").indicator
    make_block(medical, "total", Block.Kind.TOTAL)
    totals = {"residential": 41, "informed": 78_970, "medical": 21}
    publish(world, 2023, {"residential": 30})
    publish(world, 2024, totals, {"age=minor|sex=f": 12, "age=minor|sex=m": None})
    chapter = begin_chapter(2024, by=world.secretariat)
    take_release(chapter, by=world.secretariat)
    figure = OutsideFigure(
        chapter=chapter, code="meals", value=500, qualifier="more_than", source_ro="x", source_en="x",
        dated="2024-05-01",
    )  # fmt: skip
    note_outside_figure(figure, by=world.secretariat)
    save_text(Text.objects.get(section__code="platform", language="ro"), "Salvat.", 0, by=world.secretariat)
    return as_(world.secretariat)


def shown(client: Client, **form: str) -> str:
    page = client.post(WRITE, {"version": "1", "body": "Netransmis.", "act": "pick"} | form)
    return html.unescape(page.content.decode()).replace("\u00a0", " ")


def test_an_indicator_shows_its_figures_as_they_read_and_explains_those_withheld(editor: Client) -> None:
    page = shown(editor, pick_indicator="residential")
    assert f'value="{FEMALE}"' in page and "12 persoane" in page and "41 de persoane" in page
    assert f'value="{MALE}"' not in page
    assert "nimeni" in page.split("Nu se pot pune")[1].split("</p>")[0]
    assert (
        "Netransmis." in page and Text.objects.get(section__code="platform", language="ro").body == "Salvat."
    )


def test_a_figure_shows_the_ways_to_write_it(editor: Client) -> None:
    page = shown(editor, pick_indicator="residential", pick_token=FEMALE)
    for reads in ("12 persoane", "douăsprezece persoane", "12 beneficiari asistați", "12 persoane asistate"):
        assert reads in page
    assert 'name="caret" value="4"' in shown(editor, pick_indicator="residential", caret="4")
    page = shown(editor, pick_indicator="outside", pick_token="{{outside:meals}}")
    assert "peste 500 de persoane" in page and "{{outside:meals|words}}" in page


def test_another_year_is_picked_from_its_own_release(editor: Client) -> None:
    token = "{{residential:2023}}"
    page = shown(editor, pick_year="2023", pick_indicator="residential", pick_token=token)
    assert "treizeci de persoane" in page
    page = shown(editor, act="insert", pick_way=token, body="Atunci [#].")
    assert "Atunci 30 de persoane." in page


def test_a_number_is_inserted_where_it_was_wanted_and_nothing_is_saved(editor: Client) -> None:
    page = shown(editor, act="insert", pick_way="{{residential:2024|words}}", body="La noi [#] au stat.")
    assert "La noi {{residential:2024|words}} au stat.</textarea>" in page
    assert "La noi patruzeci și una de persoane au stat." in page
    assert 'name="version" value="1"' in page
    assert Text.objects.get(section__code="platform", language="ro").body == "Salvat."


@pytest.mark.parametrize(
    ("body", "caret", "text"),
    [
        ("Au stat [#] la noi", "3", "Au stat {{x:2024}} la noi"),
        ("Au stat  la noi", "8", "Au stat {{x:2024}} la noi"),
        ("Au stat", "", "Au stat {{x:2024}}"),
        ("Au stat", "0", "Au stat {{x:2024}}"),
        ("Au stat", "99", "Au stat {{x:2024}}"),
        ("", "", "{{x:2024}}"),
    ],
)
def test_the_place_of_an_inserted_number(body: str, caret: str, text: str) -> None:
    assert inserted(body, "{{x:2024}}", caret) == text


def test_what_is_no_token_is_not_inserted(editor: Client) -> None:
    assert "Fals" not in shown(editor, act="insert", pick_way="Fals", body="Text.")


def test_a_text_that_was_refused_still_begins_from_the_version_that_its_writer_saw(
    world: World, editor: Client
) -> None:
    text = Text.objects.get(section__code="platform", language="ro")
    save_text(text, "Al colegei.", 1, by=world.colleague)
    refused = shown(editor, act="", body=f"Codul {made_up_cnp(random.Random(1))}.")
    assert 'name="version" value="1"' in refused
    shown(editor, act="", body="Al meu.")
    text.refresh_from_db()
    assert text.body == "Al colegei." and text.versions.filter(body="Al meu.", taken=False).exists()


def test_how_it_reads_shows_the_chart(editor: Client) -> None:
    page = shown(editor, body="Text.\n\n![Bare](chart:services)")
    assert "<svg" in page and "41 de persoane" in page.split("<svg")[1]

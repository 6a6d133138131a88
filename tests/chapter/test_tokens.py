"""Bound numbers: the release gives the value, the language gives the words."""

import pytest

from protect.chapter.tokens import (
    ABSENT,
    State,
    Unreadable,
    Value,
    changes,
    fill,
    tokens_of,
)
from protect.chapter.typed import Typed, offers, typed_numbers, typed_words
from protect.romanian.numerals import in_words

pytestmark = pytest.mark.once

TOTALS = {
    "residential": 41, "day_centre": 286, "reintegration": 507, "informed": 78_970,
    "criminal_proceedings": 21, "repatriation": 9, "counselling": 188, "trained": 3_979,
}  # fmt: skip
FIGURES = {(code, "", "2020"): Value(number) for code, number in TOTALS.items()}


def said(number: int, how: str = "", language: str = "ro", qualifier: str = "exact") -> str:
    """One number as a token in the middle of a sentence writes it; spaces made ordinary."""
    figures = {("x", "", "2020"): Value(number, qualifier=qualifier)}
    return fill("la {{x:2020" + how + "}}", figures, language).removeprefix("la ").replace("\u00a0", " ")


@pytest.mark.parametrize("number", range(122))
def test_every_number_takes_the_noun_and_the_de_that_romanian_wants(number: int) -> None:
    with_de = number >= 20 and (number % 100 == 0 or number % 100 >= 20)
    noun = "persoană" if number == 1 else "persoane"
    assert said(number) == f"{number} {'de ' if with_de else ''}{noun}"
    assert said(number, language="en") == f"{number} {'person' if number == 1 else 'people'}"
    words = said(number, "|words")
    assert ("de persoane" in words) == with_de
    assert said(number, "|number") == str(number)


@pytest.mark.parametrize(
    ("code", "romanian", "english"),
    [
        ("residential", "41 de persoane", "41 people"),
        ("day_centre", "286 de persoane", "286 people"),
        ("reintegration", "507 persoane", "507 people"),
        ("informed", "78.970 de persoane", "78,970 people"),
        ("criminal_proceedings", "21 de persoane", "21 people"),
        ("repatriation", "9 persoane", "9 people"),
        ("counselling", "188 de persoane", "188 people"),
        ("trained", "3.979 de persoane", "3,979 people"),
    ],
)
def test_the_eight_totals_of_2020(code: str, romanian: str, english: str) -> None:
    token = "{{" + code + ":2020}}"
    assert fill(token, FIGURES, "ro").replace("\u00a0", " ") == romanian
    assert fill(token, FIGURES, "en").replace("\u00a0", " ") == english


@pytest.mark.parametrize(
    ("number", "how", "words"),
    [
        (1, "|beneficiary|assisted", "1 beneficiar asistat"),
        (2, "|beneficiary|assisted", "2 beneficiari asistați"),
        (21, "|beneficiary|assisted", "21 de beneficiari asistați"),
        (1, "|assisted", "1 persoană asistată"),
        (41, "|assisted", "41 de persoane asistate"),
        (1, "|words|beneficiary", "un beneficiar"),
        (2, "|words|beneficiary", "doi beneficiari"),
        (1, "|words", "o persoană"),
        (2, "|words", "două persoane"),
        (12, "|words", "douăsprezece persoane"),
        (12, "|words|beneficiary", "doisprezece beneficiari"),
        (21, "|words", "douăzeci și una de persoane"),
        (21, "|words|beneficiary", "douăzeci și unu de beneficiari"),
        (1, "|words|place", "un loc"),
        (2, "|words|place", "două locuri"),
        (21, "|words|place", "douăzeci și unu de locuri"),
        (101, "|words", "o sută una persoane"),
        (3_979, "|words", "trei mii nouă sute șaptezeci și nouă de persoane"),
        (78_970, "|words", "șaptezeci și opt de mii nouă sute șaptezeci de persoane"),
        (1, "|a stat/au stat", "a stat"),
        (41, "|a stat/au stat", "au stat"),
        (0, "|words", "zero persoane"),
    ],
)
def test_gender_and_number_agree(number: int, how: str, words: str) -> None:
    assert said(number, how) == words


def test_numbers_in_english_words() -> None:
    assert in_words(101, "en") == "one hundred and one"
    assert in_words(78_970, "en") == "seventy-eight thousand nine hundred and seventy"
    assert in_words(1_000_001, "en") == "one million and one"
    assert in_words(2_001_021, "ro", "f") == "două milioane o mie douăzeci și una"


def test_a_qualifier_comes_from_the_release() -> None:
    assert said(78_970, qualifier="about") == "aproximativ 78.970 de persoane"
    assert said(500, qualifier="more_than") == "peste 500 de persoane"
    assert said(500, language="en", qualifier="more_than") == "more than 500 people"


def test_a_suppressed_figure_is_words_and_suppresses_a_sum() -> None:
    figures = {("x", "a=1", "2020"): Value(None, State.SUPPRESSED), ("x", "a=2", "2020"): Value(7)}
    assert fill("pentru {{x[a=1]:2020}}", figures, "ro") == "pentru un număr nepublicat de persoane"
    assert fill("for {{x[a=1+a=2]:2020|number}}", figures, "en") == "for an unpublished number of people"
    assert not any(sign.isdigit() for sign in fill("{{x[a=1+a=2]:2020|words}}", figures, "ro"))


def test_cells_are_added_up() -> None:
    figures = {("x", "sex=f", "2020"): Value(20), ("x", "sex=m", "2020"): Value(3)}
    assert fill("la {{x[sex=f+sex=m]:2020|number}}", figures, "ro") == "la 23"


def test_a_figure_that_does_not_exist_says_so_on_the_page() -> None:
    assert fill("{{nothing:2019}}", FIGURES, "ro") == "[nothing 2019?]"
    assert FIGURES.get(("nothing", "", "2019"), ABSENT).state == State.ABSENT


def test_a_sentence_begins_with_a_capital() -> None:
    figures = {("x", "", "2020"): Value(9, qualifier="about")}
    text = "{{x:2020}}. {{x:2020}} și {{x:2020}}.\n\n- {{x:2020}}"
    assert fill(text, figures, "ro").count("Aproximativ") == 3


def test_a_word_that_no_token_knows_is_refused() -> None:
    with pytest.raises(Unreadable):
        fill("{{residential:2020|upside-down}}", FIGURES, "ro")


def test_a_token_is_read_as_it_was_written() -> None:
    (token,) = tokens_of("În {{ residential[age=minor|sex=f+sex=m]:2020-T3|number }}.")
    assert token.keys == [("residential", "age=minor|sex=f", "2020-T3"), ("residential", "sex=m", "2020-T3")]
    assert token.how == ("number",)


def test_numbers_typed_by_hand_are_found_and_offered_their_token() -> None:
    text = "Am ajutat 286 de oameni și 78.970 au aflat, iar {{residential:2020}} au stat la noi."
    found = list(typed_numbers(text))
    assert [(typed.written, typed.value) for typed in found] == [("286", 286), ("78.970", 78_970)]
    assert text[found[1].start :].startswith("78.970")
    assert offers(found[0], FIGURES) == ["{{day_centre:2020}}"]
    assert offers(Typed("5", 0, 5), FIGURES) == []
    assert offers(Typed("12,5", 0, None), FIGURES) == []


def test_numbers_written_out_by_hand_are_found_and_offered_their_token_in_words() -> None:
    text = "Au stat douăzeci și una de femei în două case, iar {{residential:2020|words}} la noi."
    found = list(typed_words(text, "ro"))
    assert [(typed.written, typed.value) for typed in found] == [("douăzeci și una", 21), ("două", 2)]
    assert offers(found[0], FIGURES) == ["{{criminal_proceedings:2020|words}}"]
    assert [typed.is_surely_a_count for typed in found] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "În 2020, Legea 217/2020 a corectat termenele.",
        "Pe 15.04.2021, la 14:30, între 2019 și 2021.",
        "Sunați la 112 sau la 0 800 800 678.",
        "1. Primul punct\n2. Al doilea",
        "[legea](https://example.org/217) și {{residential:2020}}",
        "OUG 112/2018",
    ],
)
def test_dates_laws_and_helplines_are_no_counts(text: str) -> None:
    assert list(typed_numbers(text)) == []


def test_a_decimal_is_found_though_nothing_has_that_value() -> None:
    assert list(typed_numbers("cu 12,5 la sută")) == [Typed("12,5", 3, None)]


def test_a_revision_lists_exactly_the_sentences_that_change() -> None:
    text = (
        "În {{year:2020}} nimic. Au stat {{residential:2020}} la noi. {{day_centre:2020}} au venit ziua.\n\n"
        "- {{residential:2020|a stat/au stat}} mult"
    ).replace("{{year:2020}}", "2020")
    new = FIGURES | {("residential", "", "2020"): Value(43)}
    found = changes(text, FIGURES, new, "ro")
    assert [(c.before, c.after) for c in found] == [
        ("Au stat 41\u00a0de\u00a0persoane la noi.", "Au stat 43\u00a0de\u00a0persoane la noi.")
    ]
    assert changes(text, FIGURES, FIGURES, "ro") == []

"""Numbers written out are found, whatever their gender; articles, pronouns and „nouă” for new are not."""

import pytest

from protect.romanian.number_words import numbers_in_words
from protect.romanian.numerals import in_words

pytestmark = pytest.mark.once


def found(text: str, language: str = "ro") -> list[tuple[str, int]]:
    return [(number.written, number.value) for number in numbers_in_words(text, language)]


@pytest.mark.parametrize("language", ["ro", "en"])
@pytest.mark.parametrize("gender", ["m", "f", "n"])
def test_every_number_that_is_written_out_is_read_back(language: str, gender: str) -> None:
    numbers = [*range(2, 1_100), 2_001, 3_979, 20_000, 78_970, 101_021, 1_000_001, 2_001_021, 999_999_999]
    for number in numbers:
        words = in_words(number, language, gender)
        if words == "nouă":
            continue
        assert found(f"la {words}, acolo", language) == [(words, number)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Am ajutat douăzeci și unu de oameni.", [("douăzeci și unu", 21)]),
        ("Două sute de elevi și trei profesori", [("Două sute", 200), ("trei", 3)]),
        ("între cinci și zece", [("cinci", 5), ("zece", 10)]),
        ("doi, trei copii", [("doi", 2), ("trei", 3)]),
        ("nouă persoane și nouă sute de pachete", [("nouă", 9), ("nouă sute", 900)]),
        ("o mie o sută de mese", [("o mie o sută", 1_100)]),
        ("douăzeci de mii de elevi", [("douăzeci de mii", 20_000)]),
        ("şapte femei", [("şapte", 7)]),
        ("treizeci și ceva", [("treizeci", 30)]),
    ],
)
def test_a_number_in_romanian_words_is_found(text: str, numbers: list[tuple[str, int]]) -> None:
    assert found(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "O casă, un om, una dintre ele, unul dintre noi, unu la unu",
        "O lege nouă ne ajută, iar nouă ne-a fost greu.",
        "Sute de oameni, zeci de mii de elevi, mii și mii",
        "Mie mi-a plăcut; a doua zi, al treilea curs, primul pas",
        "Toleranță zero, amândoi, amândouă",
        "Sută la sută dintre ei",
    ],
)
def test_what_is_no_number_in_romanian_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Twenty-one people and three children", [("Twenty-one", 21), ("three", 3)]),
        ("a hundred and one nights", [("a hundred and one", 101)]),
        ("between five and ten", [("five", 5), ("ten", 10)]),
        ("one hundred, and two more", [("one hundred", 100), ("two", 2)]),
    ],
)
def test_a_number_in_english_words_is_found(text: str, numbers: list[tuple[str, int]]) -> None:
    assert found(text, "en") == numbers


@pytest.mark.parametrize(
    "text",
    [
        "One of them, no one, one by one, a second chance, the third floor",
        "Hundreds of people, tens of thousands, a person",
        "Zero tolerance, often, tension, attended",
    ],
)
def test_what_is_no_number_in_english_is_left_alone(text: str) -> None:
    assert found(text, "en") == []

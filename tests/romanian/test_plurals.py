"""Numbers and nouns agree as Romanian wants it."""

import pytest

from protect.romanian.plurals import counted, plural_form


def expected_form(number: int) -> str:
    """The rule as grammar books give it, written another way than in the module."""
    if number == 1:
        return "one"
    ending = int(str(number)[-2:])
    return "few" if number == 0 or ending in range(1, 20) else "other"


@pytest.mark.parametrize("number", [*range(122), 507, 1001, 1019, 1020, 3979, 78970])
def test_every_number_takes_its_plural(number: int) -> None:
    assert plural_form(number) == expected_form(number)


@pytest.mark.parametrize(
    ("number", "phrase"),
    [
        (0, "0 persoane"),
        (1, "1 persoană"),
        (2, "2 persoane"),
        (19, "19 persoane"),
        (20, "20 de persoane"),
        (41, "41 de persoane"),
        (286, "286 de persoane"),
        (507, "507 persoane"),
        (78_970, "78.970 de persoane"),
        (21, "21 de persoane"),
        (9, "9 persoane"),
        (188, "188 de persoane"),
        (3_979, "3.979 de persoane"),
        (101, "101 persoane"),
    ],
)
def test_a_count_of_people_reads_as_romanian(number: int, phrase: str) -> None:
    assert counted(number, "person", "ro").replace("\u00a0", " ") == phrase


def test_a_count_of_people_reads_as_english() -> None:
    assert [counted(n, "person", "en").replace("\u00a0", " ") for n in (1, 2, 3_979)] == [
        "1 person",
        "2 people",
        "3,979 people",
    ]

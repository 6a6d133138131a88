"""What the guard finds, what it lets pass, and that it never repeats what it found."""

import random

import pytest

from protect.privacy.guard import scan
from tests.privacy.codes import made_up_cnp

DISGUISES = {
    "plain": lambda c: c,
    "in a sentence": lambda c: f"Persoana cu codul {c}, din Iași.",
    "spaced": lambda c: f"{c[0]} {c[1:7]} {c[7:]}",
    "dotted": lambda c: f"{c[0]}.{c[1:3]}.{c[3:5]}.{c[5:]}",
    "dashes": lambda c: "-".join(c),
    "full width": lambda c: "".join(chr(ord(d) + 0xFEE0) for d in c),
    "zero width": lambda c: "\u200b".join(c),
    "entities": lambda c: "".join(f"&#{ord(d)};" for d in c),
    "tags": lambda c: f"{c[:6]}<b></b>{c[6:]}",
    "letters for digits": lambda c: c.replace("0", "O").replace("1", "l"),
    "arabic digits": lambda c: "".join(chr(0x660 + int(d)) for d in c),
    "over two lines": lambda c: f"{c[:7]}\n{c[7:]}",
    "words": lambda c: " ".join(
        ["zero", "unu", "doi", "trei", "patru", "cinci", "șase", "șapte", "opt", "nouă"][int(d)] for d in c
    ),
}


def kinds(text: str) -> set[str]:
    return {finding.kind for finding in scan(text)}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_valid_code_is_found_in_every_disguise(disguise: str) -> None:
    chance = random.Random(disguise)
    codes = [made_up_cnp(chance) for _ in range(300)]
    missed = [code for code in codes if "cnp" not in kinds(DISGUISES[disguise](code))]
    assert missed == []


def test_ten_thousand_plain_codes_are_all_found() -> None:
    chance = random.Random(2020)
    assert all("cnp" in kinds(made_up_cnp(chance)) for _ in range(10_000))


def test_other_numbers_of_thirteen_digits_are_almost_never_taken_for_a_code() -> None:
    chance = random.Random(13)
    numbers = [str(chance.randint(10**12, 10**13 - 1)) for _ in range(10_000)]
    assert sum("cnp" in kinds(number) for number in numbers) <= 30


@pytest.mark.parametrize(
    "text",
    [
        "În 2020, 78.970 de persoane au fost informate, 3.979 au fost instruite.",
        "41 286 507 78970 21 9 188 3979",
        "Întâlnirea este pe 15.04.2025, ora 14:30.",
        "Sunați la 112 sau gratuit la 0 800 800 678; copii: 116 111.",
        "Raportarea PT-2026T3-014, formularul 12.",
    ],
)
def test_ordinary_sentences_pass(text: str) -> None:
    assert scan(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Scrieți la cineva@exemplu.ro", "email"),
        ("cineva (at) exemplu.ro", "email"),
        ("tel. 0722 123 456", "phone"),
        ("+40 21 312 34 56", "phone"),
        ("RO49 AAAA 1B31 0075 9384 0000", "iban"),
        ("seria XX nr. 123456", "identity_card"),
        ("născută la 03.05.1999", "birth_date"),
        ("mașina IS 12 ABC", "number_plate"),
    ],
)
def test_other_identifiers_are_found(text: str, kind: str) -> None:
    assert kind in kinds(text)


def test_what_was_found_is_only_shown_masked() -> None:
    code = made_up_cnp(random.Random(7))
    (finding,) = scan(f"unu\ndoi {code}")
    assert finding.line == 2
    assert code not in finding.masked
    assert finding.masked == f"{code[:2]}*********{code[-2:]}"

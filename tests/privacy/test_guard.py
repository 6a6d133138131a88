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
    "in a numbered list": lambda c: f"1. {c[0]} {c[1:3]} {c[3:5]} {c[5:7]} {c[7:9]} {c[9:12]} {c[12]}",
    "after another number": lambda c: f"4, {c[0]} {c[1:7]} {c[7:12]} {c[12]}",
    "after another digit": lambda c: " ".join("2" + c),
    "inside a longer number": lambda c: f"0{c}7",
    "in bold": lambda c: f"{c[:7]}**{c[7:]}**",
    "as code": lambda c: f"{c[:7]}`{c[7:]}`",
    "half of it a link": lambda c: f"{c[:7]}[{c[7:]}](x)",
    "escaped": lambda c: f"{c[:7]}\\_{c[7:]}",
    "far apart": lambda c: f"{c[:7]}    {c[7:]}",
    "in brackets": lambda c: f"{c[0]} ({c[1:7]}) {c[7:]}",
    "with signs between": lambda c: "".join(
        a + b for a, b in zip(c, ":;+'·—\u2011\u2212=)/(\r", strict=True)
    ),
    "invisible signs": lambda c: "".join(
        a + b
        for a, b in zip(
            c, "\u2066\u2069\u034f\ufe0f\u180e\u200d\u00ad\ufeff\u2060\U000e0031\u3164\u0301 ", strict=True
        )
    ),
    "keycaps": lambda c: "".join(f"{d}\ufe0f\u20e3" for d in c),
    "circled": lambda c: "".join(chr(0x2460 + int(d) - 1) if d != "0" else "\u24ea" for d in c),
    "boxes of a table": lambda c: "| " + " | ".join(c) + " |",
    "a box a line": lambda c: "\n".join(c),
    "English words": lambda c: " ".join(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][int(d)] for d in c
    ),
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


def test_a_table_of_small_numbers_is_no_list_of_codes() -> None:
    chance = random.Random(3)
    rows = ["\t".join(str(chance.randint(0, 9)) for _ in range(20)) for _ in range(200)]
    assert "cnp" not in kinds("\n".join(rows))


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

"""Every check finds its planted fault, and nothing in a clean text."""

import random
from dataclasses import replace

import pytest

from protect.chapter.checks import CHECKS, Subject, findings_in
from protect.chapter.tokens import State, Value
from protect.chapter.words import count_words, differences, lix
from tests.privacy.codes import made_up_cnp

pytestmark = pytest.mark.once

FIGURES = {
    ("residential", "", "2020"): Value(41),
    ("residential", "sex=f", "2020"): Value(30),
    ("residential", "sex=m", "2020"): Value(11),
    ("residential", "age=minor", "2020"): Value(12),
    ("day_centre", "", "2020"): Value(286),
    ("day_centre", "", "2021"): Value(300, provisional=True),
    ("repatriation", "", "2020"): Value(None, State.SUPPRESSED),
}
CLEAN = (
    "În 2020 au stat la noi {{residential:2020}}, dintre care {{residential[sex=f]:2020}} femei și "
    "{{residential[sex=m]:2020}} bărbați. Legea 217/2020 a îndreptat o greșeală.\n\n"
    "Au venit și în centrele de zi: {{day_centre:2020}}. „Am învățat să cer ajutor”, a spus cineva. "
    "![Bare orizontale cu serviciile](chart:services)\n\n- un sfat\n- o masă caldă\n"
)
SUBJECT = Subject("practices", "Practici", "ro", CLEAN, FIGURES)
WITHOUT_DIACRITICS = "Am mers in sate si am vorbit cu multi oameni despre ce li se poate intampla. " * 3
HARD_TO_READ = "Implementarea interinstituțională a mecanismelor multidisciplinare transfrontaliere " * 10

FAULTS = [
    ("written", ""),
    ("unbound", "Am ajutat 286 de oameni."),
    ("unbound", "Am ajutat douăzeci și unu de oameni."),
    ("unbound", "Am mers în trei sate."),
    ("suppressed", "S-au întors {{repatriation:2020}}."),
    ("absent", "Am ajutat {{nothing:2020}}."),
    ("absent", "Am ajutat {{residential:2020|altfel}}."),
    ("open_and_closed", "De la {{day_centre:2020}} la {{day_centre:2021}}."),
    ("sums", "Au stat {{residential:2020}}: {{residential[sex=f]:2020}} și {{residential[age=minor]:2020}}."),
    ("pictures", "![](chart:services)"),
    ("letters", "Aşa au venit."),
    ("letters", WITHOUT_DIACRITICS),
    ("letters", 'Au spus "da".'),
    ("identifiers", "Sunați la 0722 123 456."),
    ("identifiers", f"Codul {made_up_cnp(random.Random(3))}."),
    ("length", "cuvânt " * 901),
    ("reading", HARD_TO_READ),
]


def found_in(body: str, **more) -> list[str]:  # type: ignore[no-untyped-def]
    return [finding.check for finding in findings_in(replace(SUBJECT, body=body, **more))]


def test_a_clean_text_has_nothing_to_find() -> None:
    assert findings_in(replace(SUBJECT, must_be_written=True)) == []


@pytest.mark.parametrize(("check", "body"), FAULTS)
def test_a_check_finds_its_fault(check: str, body: str) -> None:
    assert check in found_in(body, must_be_written=True)


def test_every_check_has_a_fault_in_these_tests() -> None:
    assert {check for check, _body in FAULTS} | {"comments"} == set(CHECKS)


def test_a_comment_that_nobody_answered_is_found() -> None:
    assert found_in(CLEAN, unanswered=("un sfat",)) == ["comments"]


def test_a_typed_number_is_offered_the_token_that_has_its_value() -> None:
    (finding,) = [f for f in findings_in(replace(SUBJECT, body="Am ajutat 286 de oameni.")) if f.hard]
    assert finding.offers == ("{{day_centre:2020}}",) and "286" in finding.message


def test_a_finding_leads_to_its_words() -> None:
    (found,) = findings_in(
        replace(SUBJECT, body="S-au întors {{repatriation:2020}}; altfel bine-ar fi, 286 de oameni.")
    )[:1]
    assert found.place.startswith("#:~:text=") and "-" not in found.place.removeprefix("#:~:text=")


def test_a_text_in_english_needs_no_romanian_letters() -> None:
    assert found_in(WITHOUT_DIACRITICS, language="en") == []


def test_differences_are_told_by_words() -> None:
    found = list(differences("Au venit mulți oameni.", "Au venit puțini oameni."))
    assert [part for part in found if part[0] != "same"] == [("gone", "mulți"), ("new", "puțini")]
    assert "".join(words for kind, words in found if kind != "gone") == "Au venit puțini oameni."


def test_words_and_readability_are_counted() -> None:
    assert count_words("Am ajutat {{x:2020}} la noi-acasă.") == 5
    assert lix("Am mers. Am stat.") == 2
    assert lix("") == 0

"""Letters, sorting, dates and lists."""

import datetime

from protect.romanian.dates import and_list, date_time, long_date, quarter, short_date
from protect.romanian.text import clean_text, fold, sort_key

DAY = datetime.date(2025, 4, 15)


def test_both_spellings_and_none_find_each_other() -> None:
    assert fold("Ţara Şcolii") == fold("Țara Școlii") == "tara scolii"


def test_names_are_sorted_by_the_official_alphabet() -> None:
    names = [
        "Țara",
        "Vrancea",
        "Vâlcea",
        "Vaslui",
        "Șomcuta",
        "Sălaj",
        "Satu-Mare",
        "Iași",
        "Ialomița",
        "Înalta",
    ]
    assert sorted(names, key=sort_key) == [
        "Ialomița", "Iași", "Înalta", "Satu-Mare", "Sălaj", "Șomcuta", "Țara", "Vaslui", "Vâlcea", "Vrancea",
    ]  # fmt: skip


def test_typed_text_loses_control_signs_and_cedillas() -> None:
    assert clean_text("aşa\x1f \x00ţine\tbine\r\n") == "așa ține\tbine\n"


def test_dates_are_written_in_small_letters() -> None:
    assert long_date(DAY, "ro") == "marți, 15 aprilie 2025"
    assert long_date(DAY, "en") == "Tuesday, 15 April 2025"
    assert short_date(DAY, "ro") == "15.04.2025"


def test_moments_are_shown_in_bucharest_time() -> None:
    noon = datetime.datetime(2025, 7, 15, 9, 5, tzinfo=datetime.UTC)
    assert date_time(noon, "ro") == "15 iulie 2025, 12:05"


def test_a_quarter_has_a_long_and_a_short_name() -> None:
    assert quarter(2025, 2, "ro") == "trimestrul II 2025"
    assert quarter(2025, 2, "ro", short=True).replace("\u00a0", " ") == "T2 2025"


def test_a_list_ends_with_and_without_a_comma() -> None:
    assert and_list(["a", "b", "c"], "ro") == "a, b și c"

"""A word is the same word with and without diacritics, in its forms, in both spellings."""

import unicodedata

import pytest

from protect.search.words import indexed, stems_of, words_of

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Țară", "ţara"), ("Iași", "iaşi"), ("Brașov", "BRASOV"), ("județ", "judeţului"),
        ("Generație", unicodedata.normalize("NFD", "generaţie")), ("cerințe", "cerinte"),
    ],
)  # fmt: skip
def test_spelling_does_not_matter(one: str, other: str) -> None:
    assert set(stems_of(words_of(one)[0])) & set(stems_of(words_of(other)[0]))


@pytest.mark.parametrize(
    "forms",
    [
        "organizație organizații organizația organizațiilor", "serviciile servicii",
        "adăpost adăposturi adăpostul",
        "consiliere consilierea", "avocat avocați", "copil copii copiilor", "tânăr tineri tânără",
        "femeie femei femeilor",
        "victimă victime victimelor victim victims", "cercetare cercetări", "școală școli",
        "shelter shelters",
        "child children", "juridică juridic juridice", "psiholog psihologi psihologică",
    ],
)  # fmt: skip
def test_the_forms_of_a_word_find_each_other(forms: str) -> None:
    first, *others = words_of(forms)
    for other in others:
        assert set(stems_of(first)) & set(stems_of(other)), other


def test_the_index_holds_letters_digits_and_spaces_only() -> None:
    written = indexed("8790CR-VTP-I: „adăpost”, (24/7) a_b <b>Об'єкт</b>")
    assert all(letter.isalnum() or letter == " " for letter in written)
    assert "8790cr" in written and "adapost" in written

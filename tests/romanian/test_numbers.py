"""Whole numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protect.romanian.numbers import LARGEST, NotACount, format_number, parse_count


@pytest.mark.parametrize(
    "written", ["78970", "78.970", "78 970", "78,970", " 78970 ", "78\u00a0970", "78\u202f970", "７８９７０"]
)
def test_a_count_is_read_however_it_is_grouped(written: str) -> None:
    assert parse_count(written) == 78_970


@pytest.mark.parametrize(
    "written",
    ["", " ", "1.5", "12,5", "-3", "−3", "1e3", "12.0", "1.2345", "1.234,567", "abc", "12 34", "½", "१२"],
)
def test_what_is_no_whole_number_is_refused_with_the_way_out(written: str) -> None:
    with pytest.raises(NotACount) as refusal:
        parse_count(written)
    assert "78.970" in str(refusal.value)


def test_a_number_beyond_all_people_is_refused() -> None:
    with pytest.raises(NotACount):
        parse_count("1.000.000.000")


@given(st.integers(0, LARGEST), st.sampled_from(["ro", "en"]))
def test_what_is_printed_is_read_again(number: int, language: str) -> None:
    assert parse_count(format_number(number, language)) == number

"""What the checks see in a return."""

import pytest

from beneficiaries.actions.declaring import explain
from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.bands import usual_range
from beneficiaries.checks import findings
from beneficiaries.queries import sheet_of
from tests.world import World


def seen(report) -> set[str]:  # type: ignore[no-untyped-def]
    return {
        finding.check
        for finding in findings(sheet_of(report))
        if finding.line.indicator.code == "residential"
    }


def drafted(world: World, number: int, year: int = 2025):  # type: ignore[no-untyped-def]
    report = world.started(year)
    world.fill(report, [number, 0, 0, 0, 0])
    return report


def test_an_unanswered_line_is_named(world: World) -> None:
    assert seen(world.started()) == {"not_answered"}


def test_an_ordinary_return_has_no_findings(world: World) -> None:
    world.verified([20, 0, 0, 0, 0], year=2024)
    assert seen(drafted(world, 22)) == set()


@pytest.mark.parametrize(
    ("before", "now", "check"),
    [
        (20, 31, "outside_usual_range"),
        (20, 9, "outside_usual_range"),
        (20, 30, None),
        (4, 8, None),  # four more are fewer than five people
        (20, 200, "factor_of_ten"),
        (200, 20, "factor_of_ten"),
        (20, 0, "zero_after_number"),
        (0, 0, None),
    ],
)
def test_a_soft_check_speaks_where_a_colleague_would_ask(
    world: World, before: int, now: int, check: str | None
) -> None:
    world.verified([before, 0, 0, 0, 0], year=2024)
    assert seen(drafted(world, now)) == ({check} if check else set())


def test_above_the_known_capacity_is_a_hard_finding(world: World) -> None:
    report = drafted(world, 501)
    (finding,) = [f for f in findings(sheet_of(report)) if f.check == "above_capacity"]
    assert finding.is_hard


def test_a_sentence_settles_a_finding_until_the_number_changes(world: World) -> None:
    world.verified([20, 0, 0, 0, 0], year=2024)
    report = drafted(world, 40)
    (finding,) = [f for f in findings(sheet_of(report)) if not f.is_hard]
    explain(report, world.people, finding.check, finding.inputs, "Un centru nou din mai.", by=world.reporter)
    (finding,) = [f for f in findings(sheet_of(report)) if not f.is_hard]
    assert finding.is_settled
    save_entries(report, [Entry(world.people_cells[0].pk, "served", "41")], by=world.reporter)
    (finding,) = [f for f in findings(sheet_of(report)) if not f.is_hard]
    assert not finding.is_settled


def test_a_short_history_allows_half_and_at_least_five_people() -> None:
    assert usual_range([20]) == (10, 30)
    assert usual_range([4, 6]) == (0, 9)


def test_a_long_history_gives_a_band_for_counts() -> None:
    low, high = usual_range([5, 6, 4, 5, 7, 5])
    assert low <= 1 and 11 <= high <= 14
    assert usual_range([0, 0, 0, 0])[1] <= 3
    low, high = usual_range([78_970, 80_000, 75_000, 79_000])
    assert 74_000 < low <= 75_000 and 80_000 <= high < 81_000

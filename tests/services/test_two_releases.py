"""What an attacker gets from several releases, or with the own counts of a member: nothing narrow."""

from collections.abc import Mapping

import pytest
from django.core.exceptions import ValidationError

from services.models import Release, ReleasedFigure
from services.releases.actions import cut_release, planned, publish_release
from services.releases.building import PUBLISH, WITHHOLD
from services.releases.plan import Scope
from services.releases.queries import figures
from services.releases.verify import release_differences
from tests.services.attacker import interval
from tests.services.crowd import PLENTY, corrected, counted, printed, released
from tests.world import World

K = 5
FEW_BOYS = [[9, 2, 30, 12, 0], [8, 1, 28, 14, 0], [10, 0, 31, 13, 0], [9, 1, 29, 12, 0]]
KEYS = ["age=minor|sex=f", "age=minor|sex=m", "age=adult|sex=f", "age=adult|sex=m", "age=unknown|sex=unknown"]


def true_counts(rows: list[list[int]]) -> dict[str, int]:
    """key → the real number of all organisations, margins included."""
    found = {key: sum(row[at] for row in rows) for at, key in enumerate(KEYS)}
    for margin in ("age=minor", "age=adult", "sex=f", "sex=m"):
        found[margin] = sum(people for key, people in found.items() if margin in key.split("|"))
    found[""] = sum(sum(row) for row in rows)
    return found


def primary(release: Release) -> list[str]:
    return list(release.figures.filter(status="primary", block__code="age_sex").values_list("key", flat=True))


def test_from_one_release_no_small_count_is_narrowed(world: World) -> None:
    counted(world, FEW_BOYS)
    release = released(world)
    assert primary(release) == ["age=minor|sex=m"]
    low, high = interval([printed(release)], [true_counts(FEW_BOYS)], "age=minor|sex=m")
    assert high >= K and high - low >= K


def test_a_member_who_subtracts_its_own_still_learns_nothing_narrow(world: World) -> None:
    rows = [[9, 4, 30, 12, 0], *FEW_BOYS[1:]]
    counted(world, rows)
    release = released(world)
    for row in rows:
        own = dict(zip(KEYS, row, strict=True))
        own |= {
            m: sum(n for k, n in own.items() if m in k.split("|"))
            for m in ("age=minor", "age=adult", "sex=f", "sex=m")
        }
        for key in primary(release):
            low, high = interval([printed(release)], [true_counts(rows)], key, own)
            assert high - own[key] >= K and high - low >= K, (key, own)


@pytest.mark.parametrize("change", [[9, 7, 30, 12, 0], [9, 2, 30, 17, 0], [9, 2, 20, 12, 0], [0, 0, 0, 0, 0]])
def test_two_releases_subtracted_narrow_no_small_count(world: World, change: list[int]) -> None:
    counted(world, FEW_BOYS)
    first = released(world)
    corrected(world, 0, change)
    after = [change, *FEW_BOYS[1:]]
    second = released(world, choose=PUBLISH)
    both: list[Mapping[str, int | str]] = [printed(first), printed(second)]
    for key in {*primary(first), *primary(second)}:
        truth = [true_counts(FEW_BOYS), true_counts(after)]
        if key in primary(second):
            low, high = interval(both, truth, key)
            assert high >= K and high - low >= K, (key, low, high)
        if key in primary(first):
            low, high = interval(both[::-1], truth[::-1], key)
            assert high >= K and high - low >= K, (key, low, high)
    assert list(release_differences(first)) == list(release_differences(second)) == []


def test_what_one_organisation_changed_is_a_finding_to_be_resolved(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    counted(world)
    released(world)
    corrected(world, 1, [8, 9, 28, 25, 0])
    plan = planned(Scope(2025))
    page = as_(world.secretariat).get("/en/totals/2025/release/").content.decode()
    assert "the difference is what Other changed" in page and "What changed since the release before" in page
    assert {d.tells for d in plan.differences} == {("few",)}
    assert {d.place[2] for d in plan.differences} == {"", "age=adult|sex=m", "age=adult", "sex=m"}
    with pytest.raises(ValidationError):
        released(world)
    with pytest.raises(ValidationError):
        released(world, choose=PUBLISH, reason=" ")
    second = released(world, choose=PUBLISH, reason="Organizația a cerut corecția.")
    assert all(found["reason"] for found in second.differences)
    page = as_(world.secretariat).get("/en/totals/2025/release/").content.decode()
    assert "Nothing that is printed changed" in page  # since r2
    marked = {f.key for f in figures(second) if f.revised}
    assert marked == {"", "age=adult|sex=m", "age=adult", "sex=m"}
    assert not ReleasedFigure.objects.filter(release__number=1, revised=True).exists()


def test_a_difference_can_be_resolved_by_withholding(world: World) -> None:
    counted(world)
    released(world)
    corrected(world, 1, [8, 9, 28, 25, 0])
    second = released(world, choose=WITHHOLD)
    seen = printed(second)
    assert all(seen[key] == "[c]" for key in ("", "age=adult|sex=m", "age=adult", "sex=m"))


def test_a_withheld_difference_cannot_be_worked_out_from_what_stays_published(world: World) -> None:
    counted(world)
    first = released(world)
    corrected(world, 1, [8, 9, 28, 25, 0])
    choices = {d.id: PUBLISH for d in planned(Scope(2025)).differences}
    choices["residential//age_sex/age=adult|sex=m"] = WITHHOLD
    second = released(world, choices=choices, reason="Organizația a cerut corecția.")
    truth = [true_counts(PLENTY), true_counts([PLENTY[0], [8, 9, 28, 25, 0], *PLENTY[2:]])]
    low, high = interval([printed(first), printed(second)], truth, "age=adult|sex=m")
    assert high - low >= K
    assert second.figures.get(key="age=adult|sex=m").why == "difference"
    assert list(release_differences(second)) == []


def test_waiting_until_several_correct_leaves_nothing_to_resolve(world: World) -> None:
    counted(world)
    released(world)
    for number in (0, 1, 2):
        row = PLENTY[number]
        corrected(world, number, [*row[:3], row[3] + 4, 0])
    assert planned(Scope(2025)).differences == []


def test_an_unchanged_second_release_withholds_the_same(world: World) -> None:
    counted(world, FEW_BOYS)
    first, second = released(world), released(world)
    assert printed(first) == printed(second)
    assert not second.figures.filter(revised=True).exists()


def test_a_year_less_its_released_quarter_reveals_nothing_of_the_other_quarter(world: World) -> None:
    plenty = [[9, 8, 30, 12, 0], [8, 9, 28, 14, 0], [10, 7, 31, 13, 0], [9, 9, 29, 12, 0]]
    first = counted(world, plenty, quarter=1)
    quarter = publish_release(cut_release(Scope(2025, first), by=world.secretariat), by=world.secretariat)
    assert printed(quarter)["age=minor|sex=m"] == 33
    counted(world, FEW_BOYS, quarter=2)  # four boys, in a quarter that was not released
    year = released(world)
    assert printed(year)["age=minor|sex=m"] == "[c]"
    assert list(release_differences(quarter)) == list(release_differences(year)) == []

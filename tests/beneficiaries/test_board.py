"""The board: what needs a hand stands first, and a correction says that the verified revision counts."""

from django.urls import reverse

from beneficiaries import board
from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.actions.handing_in import correct_report
from beneficiaries.queries import changes_of
from tests.world import World


def test_a_return_with_unusual_numbers_stands_before_a_quiet_one(world: World) -> None:
    for year in (2021, 2022):
        world.verified([10, 10, 10, 10, 0], year)
        world.verified([10, 10, 10, 10, 0], year, organisation=world.other)
    world.sent([10, 10, 10, 10, 0], 2023)
    odd = world.sent([1, 1, 1, 1, 0], 2023, organisation=world.other)
    assert odd.signals == 1
    assert [row.organisation for row in board.rows(odd.period)] == [world.other, world.organisation]


def test_the_board_says_that_a_correction_does_not_count_yet(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.verified([4, 3, 2, 1, 0])
    correct_report(report, "Counted twice.", by=world.coordinator)
    page = as_(world.secretariat).get(reverse("secretariat:board", args=[report.period.code]))
    assert "până la verificare contează revizia verificată" in page.content.decode()


def test_a_correction_shows_what_it_changes(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.verified([4, 3, 2, 1, 0])
    correction = correct_report(report, "Counted twice.", by=world.coordinator)
    assert changes_of(report) == changes_of(correction) == []
    cell = world.people_cells[0]
    save_entries(correction, [Entry(cell.pk, "served", "5")], by=world.reporter)
    found = [(change.cell.block.code, change.before, change.after) for change in changes_of(correction)]
    assert found == [("total", "10", "11"), ("age_sex", "4", "5")]
    page = as_(world.reporter).get(reverse("beneficiaries:report", args=[correction.pk]))
    assert "Ce schimbă această revizie" in page.content.decode()

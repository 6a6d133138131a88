"""Totals follow what is verified: nothing else, at once, and exactly."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beneficiaries.actions.declaring import state_overlap
from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.actions.handing_in import correct_report, submit_report, verify_report
from beneficiaries.actions.periods import close_period
from beneficiaries.models import Period
from services.actions import rebuild_totals
from services.models import Contribution, Total
from services.queries import people_by_indicator, year_of
from services.verify import differences
from tests.world import World


def all_differences() -> list[str]:
    return [d for period in Period.objects.all() for d in differences(period)]


def corrected(world: World, report, numbers: list[int]):  # type: ignore[no-untyped-def]
    by = world.reporter if report.organisation == world.organisation else world.stranger
    signer = world.coordinator if report.organisation == world.organisation else world.stranger
    correction = correct_report(report, "Recalculat.", by=by)
    entries = [Entry(c.pk, "served", str(n)) for c, n in zip(world.people_cells, numbers, strict=True)]
    save_entries(correction, entries, by=by)
    return verify_report(submit_report(correction, by=signer), by=world.secretariat)


def test_a_year_is_the_sum_over_its_quarters_of_served_less_repeat(world: World) -> None:
    world.verified([10, 0, 0, 0, 0], quarter=1)
    world.verified([8, 0, 0, 0, 0], quarter=2, repeats=[5])
    assert people_by_indicator(2025) == {"residential": 13, "informed": 200}


def test_totals_follow_a_correction(world: World) -> None:
    report = world.verified([10, 0, 0, 0, 0])
    world.verified([3, 2, 0, 0, 0], organisation=world.other)
    corrected(world, report, [4, 0, 0, 0, 0])
    total = Total.objects.get(cell=world.cell("residential"))
    assert (total.served, total.organisations, total.largest, total.second) == (9, 2, 5, 4)
    assert all_differences() == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.booleans(), st.lists(st.integers(0, 9), min_size=5, max_size=5)), min_size=1, max_size=5
    )
)
def test_whatever_is_verified_and_corrected_the_totals_are_the_sums(world: World, acts) -> None:  # type: ignore[no-untyped-def]
    from django.db import transaction

    with transaction.atomic():
        newest: dict[bool, object] = {}
        for ours, numbers in acts:
            organisation = None if ours else world.other
            if ours in newest:
                newest[ours] = corrected(world, newest[ours], numbers)
            else:
                newest[ours] = world.verified(numbers, organisation=organisation)
        assert all_differences() == []
        transaction.set_rollback(True)


def test_a_total_that_was_tampered_with_is_named(world: World) -> None:
    world.verified([10, 0, 0, 0, 0])
    call_command("verify_totals", stdout=StringIO())
    Total.objects.filter(cell=world.cell("residential")).update(served=11)
    with pytest.raises(CommandError, match=r"residential/total\[\]: served is 11, the reports say 10"):
        call_command("verify_totals", stdout=StringIO())


def test_rebuilding_gives_the_same_totals(world: World) -> None:
    report = world.verified([10, 1, 0, 0, 0])
    before = list(Total.objects.order_by("cell").values("cell", "served", "largest", "zeros"))
    rebuild_totals(report.period)
    assert list(Total.objects.order_by("cell").values("cell", "served", "largest", "zeros")) == before


def test_every_total_leads_back_to_the_verified_reports(world: World) -> None:
    report = world.verified([10, 0, 0, 0, 0])
    assert {c.report for c in Contribution.objects.all()} == {report}


def test_overlap_gives_the_range_of_people_behind_a_total(world: World) -> None:
    report = world.started()
    world.fill(report, [10, 0, 0, 0, 0])
    state_overlap(report, world.people, 4, by=world.reporter)
    verify_report(submit_report(report, by=world.coordinator), by=world.secretariat)
    world.verified([6, 0, 0, 0, 0], organisation=world.other)
    line = year_of(2025).line("residential")
    assert line and (line.total.fewest_people, line.total.people) == (12, 16)


def test_the_command_prints_people_by_indicator(world: World) -> None:
    world.verified([10, 0, 0, 0, 0])
    out = StringIO()
    call_command("totals", "2025", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"residential": 10, "informed": 100}
    with pytest.raises(CommandError):
        call_command("totals", "1999", stdout=StringIO())


def test_members_see_no_live_number_of_a_period_open_or_closed(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.verified([321, 0, 0, 0, 0])
    page = as_(world.reporter).get("/en/totals/2025/").content.decode()
    assert "the period is open" in page and "321" not in page.split("<main", 1)[1]
    close_period(report.period, "Gata.", by=world.secretariat)
    page = as_(world.reporter).get("/en/totals/2025/").content.decode()
    assert "the period is closed" in page and "321" not in page.split("<main", 1)[1]
    assert as_(world.reporter).get("/en/totals/2025/totals.csv").status_code == 404
    assert "321" in as_(world.secretariat).get("/en/totals/2025/").content.decode()


def test_the_secretariat_opens_a_figure_to_its_returns_and_a_stranger_sees_none(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.verified([10, 0, 0, 0, 0])
    close_period(report.period, "Gata.", by=world.secretariat)
    address = f"/en/totals/2025/figure/{world.cell('residential').pk}/"
    assert report.reference in as_(world.secretariat).get(address).content.decode()
    assert report.reference not in as_(world.stranger).get(address).content.decode()


@pytest.mark.parametrize("extension", ["csv", "json", "xlsx"])
def test_the_files_hold_the_numbers_of_the_page(world: World, as_, extension: str) -> None:  # type: ignore[no-untyped-def]
    world.verified([10, 7, 0, 0, 0])
    content = as_(world.secretariat).get(f"/totals/2025/totals.{extension}").content
    if extension == "xlsx":
        from io import BytesIO

        import openpyxl

        rows = list(openpyxl.load_workbook(BytesIO(content)).active.values)
        assert any(row[1] == "residential" and row[6] == 17 for row in rows)
    else:
        assert b"17" in content and b"residential" in content


def test_the_page_asks_the_database_the_same_few_times_whatever_it_holds(
    world: World, as_, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    world.verified([10, 7, 0, 0, 0])
    world.verified([10, 7, 0, 0, 0], organisation=world.other)
    client = as_(world.secretariat)
    with django_assert_max_num_queries(30):
        client.get("/totals/2025/")

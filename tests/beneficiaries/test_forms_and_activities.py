"""A form's change is shown first and deletes nothing; activities fill the lines they are about."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from beneficiaries.actions.activities import fill_from_activities, note_activity, remove_activity
from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.actions.forms import adopt_form, define_form, describe_change
from beneficiaries.actions.handing_in import submit_report
from beneficiaries.catalogue import cell_key, make_block
from beneficiaries.checks import findings
from beneficiaries.models import Activity, Block, Category, Cell, Count, Form, IndicatorVersion
from beneficiaries.queries import sheet_of
from tests.world import World, dimension


def with_county(world: World) -> Form:
    """The world's form with the county block switched on for the people's line."""
    county = dimension("county", "cj", "is", "unknown")
    block = make_block(world.people, "county", Block.Kind.ONE_WAY, [county], 2)
    lines = [
        (
            line.version,
            [*line.blocks.all(), block] if line.version.indicator == world.people else line.blocks.all(),
        )
        for line in world.form.lines.all()
    ]
    return define_form(lines, by=world.secretariat)


def test_a_cell_has_one_key_whatever_the_order_of_its_categories(world: World) -> None:
    minor, girl = Category.objects.get(code="minor"), Category.objects.get(code="f")
    assert cell_key([minor, girl]) == cell_key([girl, minor]) == "age=minor|sex=f"


def test_age_by_sex_asks_for_five_numbers(world: World) -> None:
    assert [cell.key for cell in world.people_cells] == [
        "age=minor|sex=f",
        "age=minor|sex=m",
        "age=adult|sex=f",
        "age=adult|sex=m",
        "age=unknown|sex=unknown",
    ]


def test_making_a_block_twice_makes_it_once(world: World) -> None:
    before = Cell.objects.count()
    dimensions = [link.dimension for link in world.people_cells[0].block.links.all()]
    make_block(world.people, "age_sex", Block.Kind.CROSSED, dimensions, 1)
    assert Cell.objects.count() == before


def test_a_change_of_the_form_is_shown_first_and_deletes_nothing(world: World) -> None:
    report = world.started()
    world.fill(report, [1, 2, 3, 4, 0])
    only_reach = define_form(
        [(IndicatorVersion.objects.get(indicator=world.reach), world.reach.blocks.all())],
        by=world.secretariat,
    )
    change = describe_change(report.period, only_reach)
    assert (change.carried, change.archived, change.reports) == (1, 6, 1)
    assert report.period.form == world.form
    adopt_form(report.period, only_reach, by=world.secretariat)
    report.refresh_from_db()
    sheet = sheet_of(report)
    assert [line.indicator for line in sheet.lines] == [world.reach]
    assert [line.indicator for line in sheet.archived] == [world.people]
    assert Count.objects.count() == 7
    report.period.refresh_from_db()
    adopt_form(report.period, world.form, by=world.secretariat)
    report.refresh_from_db()
    assert sheet_of(report).is_complete


def test_a_verified_report_keeps_its_form(world: World) -> None:
    report = world.verified([1, 2, 3, 4, 0])
    adopt_form(report.period, with_county(world), by=world.secretariat)
    report.refresh_from_db()
    assert report.form == world.form


def test_only_the_secretariat_changes_a_form(world: World) -> None:
    with pytest.raises(PermissionDenied):
        adopt_form(world.period(), world.form, by=world.coordinator)


def test_a_one_way_block_is_reconciled_to_the_same_total(world: World) -> None:
    report = world.started()
    adopt_form(report.period, with_county(world), by=world.secretariat)
    report.refresh_from_db()
    world.fill(report, [1, 2, 3, 4, 0])
    cluj, iasi, unknown = Cell.objects.filter(block__code="county")

    def counties(*numbers: int) -> set[str]:
        pairs = zip((cluj, iasi, unknown), numbers, strict=True)
        save_entries(report, [Entry(c.pk, "served", str(n)) for c, n in pairs], by=world.reporter)
        return {finding.check for finding in findings(sheet_of(report))}

    assert counties(9, 0, 0) == {"parts_are_the_whole"}
    assert counties(0, 11, 0) == {"parts_are_the_whole", "part_above_whole"}
    with pytest.raises(ValidationError):
        submit_report(report, by=world.coordinator)
    assert counties(6, 3, 1) == set()
    submit_report(report, by=world.coordinator)


def campaign(world: World, participants: int, day: int = 1) -> Activity:
    return Activity(
        organisation=world.organisation,
        kind=Activity.Kind.CAMPAIGN,
        title="Ore despre siguranță",
        starts_on=datetime.date(2025, 5, day),
        ends_on=datetime.date(2025, 5, day),
        participants=participants,
    )


def test_the_informed_line_is_filled_from_the_campaigns_of_the_period(world: World) -> None:
    report = world.started(quarter=2)
    for number in (120, 80):
        note_activity(campaign(world, number), by=world.reporter)
    outside = campaign(world, 1_000)
    outside.starts_on = outside.ends_on = datetime.date(2025, 7, 1)
    note_activity(outside, by=world.reporter)
    fill_from_activities(report, "informed", by=world.reporter)
    assert Count.objects.get().served == 200


def test_activities_belong_to_those_who_fill_the_returns(world: World) -> None:
    with pytest.raises(PermissionDenied):
        note_activity(campaign(world, 5), by=world.stranger)
    kept = note_activity(campaign(world, 5), by=world.reporter)
    with pytest.raises(PermissionDenied):
        remove_activity(kept, by=world.stranger)
    remove_activity(kept, by=world.coordinator)
    assert not Activity.objects.exists()


def test_an_activity_ends_after_it_began(world: World) -> None:
    backwards = campaign(world, 5, day=9)
    backwards.ends_on = datetime.date(2025, 5, 1)
    with pytest.raises(ValidationError):
        note_activity(backwards, by=world.reporter)

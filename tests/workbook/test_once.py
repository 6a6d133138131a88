"""The verified counts in other shapes."""

import csv
import io

from django.urls import reverse
from openpyxl import load_workbook

from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.actions.forms import define_form
from beneficiaries.actions.handing_in import start_report, submit_report, verify_report
from beneficiaries.actions.periods import plan_period
from beneficiaries.catalogue_2020 import load_catalogue
from beneficiaries.models import Block, Cell, IndicatorVersion
from beneficiaries.once.mapped import as_csv, counted_in
from beneficiaries.once.own import verified_reports
from tests.world import World


def test_own_figures_stand_beside_each_other_over_the_years(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    world.verified([1, 2, 3, 4, 0], 2024)
    world.verified([5, 0, 0, 0, 0], 2025)
    world.sent([9, 9, 9, 9, 9], 2023)
    got = as_(world.reporter).get(reverse("beneficiaries:own_years", args=["ours"]))
    (page,) = load_workbook(io.BytesIO(got.content)).worksheets
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
    assert rows[0][3:] == ["2024", "2025"] and rows[1][3:] == [10, 5]
    assert "9" not in {str(value) for row in rows for value in row}
    assert as_(world.stranger).get(reverse("beneficiaries:own_years", args=["ours"])).status_code == 404


def test_the_names_of_htcds_and_ctdc_stand_beside_ours_and_gaps_are_named(world: World) -> None:
    load_catalogue()
    versions = [
        IndicatorVersion.objects.get(indicator__code=code)
        for code in ("criminal_proceedings", "reintegration")
    ]
    asked = [(v, list(v.indicator.blocks.filter(code__in=["total", "age_sex", "county"]))) for v in versions]
    asked[0][1].pop()
    asked.append((world.people.versions.get(), [Block.objects.get(indicator=world.people, kind="total")]))
    form = define_form(asked, by=None)
    period = plan_period(2023, None, form, due_on="2030-01-31", by=world.secretariat)  # type: ignore[arg-type]
    report = start_report(world.organisation, period, by=world.reporter)
    cells = Cell.objects.filter(block__form_lines__form=period.form).exclude(
        block__kind="total", block__indicator__in=[v.indicator for v in versions]
    )
    typed = [Entry(cell.pk, "served", "0" if cell.block.code == "county" else "2") for cell in cells]
    save_entries(report, typed, by=world.reporter)
    county = Cell.objects.get(block__code="county", block__indicator__code="reintegration", key="county=CJ")
    save_entries(report, [Entry(county.pk, "served", "10")], by=world.reporter)
    verify_report(submit_report(report, by=world.coordinator), by=world.secretariat)
    text = as_csv(counted_in(verified_reports(world.organisation))).decode("utf-8-sig")
    rows = {(row["indicator"], row["key"]): row for row in csv.DictReader(io.StringIO(text))}
    girls = rows["criminal_proceedings", "age_group=minor|sex=f"]
    assert girls["htcds"] == "spl_Type=Legal; prs_Gender=Feminine"
    assert girls["ctdc"] == "majorityStatus=Minor; gender=Female"
    assert girls["gaps"] == "HTCDS 2.0: age_group=minor" and girls["served"] == "2"
    assert rows["residential", ""]["gaps"] == "HTCDS 2.0: residential"
    assert "county=CJ" in rows["reintegration", "county=CJ"]["gaps"]


def test_the_secretariat_gets_the_platform_s_totals_with_these_names(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    world.verified([1, 2, 3, 4, 0])
    address = reverse("services:download", args=[2025, "htcds-csv"])
    got = as_(world.secretariat).get(address)
    assert got["Content-Disposition"] == 'attachment; filename="totals-2025.htcds.csv"'
    assert b"residential,residential,total" in got.content
    assert as_(world.reporter).get(address).status_code == 404

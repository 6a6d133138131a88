"""The workbook against the bare libraries; imports a second; writes by the API against those by the pages."""

import io
import json
import resource
import time
from collections.abc import Iterator

import xlsxwriter
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bench.totals import line, milliseconds
from bench.world import secretariat
from beneficiaries.actions.forms import define_form
from beneficiaries.actions.handing_in import start_report
from beneficiaries.actions.periods import plan_period
from beneficiaries.catalogue import make_block
from beneficiaries.models import Block, Category, Cell, Dimension, Indicator, IndicatorVersion, Report
from beneficiaries.queries import sheet_of
from beneficiaries.workbook.importing import READ, look, take
from beneficiaries.workbook.layout import CODE, SERVED
from beneficiaries.workbook.reading import read
from beneficiaries.workbook.writing import write
from members.actions import begin_membership
from members.models import Organisation
from protect.accounts.models import User
from protect.accounts.second_factor import DEMO_SESSION_KEY
from protect.api.actions import make_token
from protect.files import child, prepared

COUNTIES, LINES, IMPORTS = 199, 10, 2_000


def reporter(organisation: Organisation) -> User:
    by, made = User.objects.get_or_create(
        email="exchange@example.org", defaults={"name": "Exchange", "is_demo": True}
    )
    if made:
        begin_membership(by, organisation, "coordinator", by=None)
    return by


def report_of(lines: int, categories: int, year: int) -> tuple[Report, User]:
    """A return with `lines` lines of `categories` cells each, and a total."""
    dimension = Dimension.objects.create(code=f"d{year}", name_ro="d", name_en="d")
    Category.objects.bulk_create(
        [
            Category(dimension=dimension, code=f"c{n}", name_ro=f"c{n}", name_en=f"c{n}", position=n)
            for n in range(categories)
        ]
    )
    asked = []
    for number in range(lines):
        indicator = Indicator.objects.create(code=f"i{year}-{number}", position=number)
        version = IndicatorVersion.objects.create(
            indicator=indicator, name_ro="x", name_en="x", definition_ro="x", definition_en="x"
        )
        blocks = [
            make_block(indicator, "total", Block.Kind.TOTAL),
            make_block(indicator, "d", Block.Kind.ONE_WAY, [dimension], 1),
        ]
        asked.append((version, blocks))
    organisation, _made = Organisation.objects.get_or_create(
        slug="exchange", defaults={"name": "Exchange", "joined_on": "2000-01-01"}
    )
    by = reporter(organisation)
    period = plan_period(year, None, define_form(asked, by=None), due_on="2030-01-01", by=secretariat())  # type: ignore[arg-type]
    return start_report(organisation, period, by=by), by


def typed(content: bytes, start: int) -> bytes:
    """The workbook with a number in every number's cell, and without what it says that they held."""
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        if sheet.title == "_protect":
            for row in range(sheet.max_row, 0, -1):
                if sheet.cell(row, 1).value in ("base", "digest"):
                    sheet.delete_rows(row)
        tags = {cell.value: cell.column for cell in sheet[1]}
        if CODE in tags:
            for row in range(5, sheet.max_row + 1):
                if str(sheet.cell(row, tags[CODE]).value or "").count("/") == 2:
                    sheet.cell(row, tags[SERVED]).value = start + row % 40
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def bare_write(cells: int) -> bytes:
    """As many cells by the bare library: five columns of them."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(cells // 2):
            sheet.write_string(row, 0, f"code/{row}")
            sheet.write_number(row, 1, row)
    return target.getvalue()


def bare_read(content: bytes) -> int:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return sum(1 for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value)


def measure() -> Iterator[str]:
    """All figures of this file."""
    large, _by = report_of(LINES, COUNTIES, 2011)
    sheet = sheet_of(large)
    content = write(sheet)
    cells = bare_read(content)
    yield line(
        f"writing a workbook of {cells:,} cells", milliseconds(lambda: write(sheet), 3),
        "bare XlsxWriter, as many cells", milliseconds(lambda: bare_write(cells), 3),
    )  # fmt: skip
    yield line(
        f"checking and reading it ({cells:,} cells)", milliseconds(lambda: read(content), 3),
        "bare openpyxl read_only", milliseconds(lambda: bare_read(content), 3),
    )  # fmt: skip
    small, by = report_of(2, 5, 2012)
    yield from importing(small, by)
    yield from writing(small, by)


def importing(report: Report, by: User) -> Iterator[str]:
    """Workbooks as they are uploaded: each read in a child of its own, looked at, saved; each changes all."""
    written = write(sheet_of(report))
    two = [typed(written, start) for start in (0, 40)]
    fresh = milliseconds(lambda: child.call(READ, two[0]), 5)
    ready = milliseconds(lambda: prepared.call(READ, two[0]), 5)
    yield line("a workbook read by a prepared child", ready, "by a fresh one", fresh)
    begun, times, before = time.perf_counter(), [], own_memory()
    worked = time.process_time()
    for number in range(IMPORTS):
        started = time.perf_counter()
        found = look(report, two[number % 2], by=by)
        assert found.may_be_used, found.faults
        take(report, found.matched.data, by=by)
        report.refresh_from_db()
        times.append(time.perf_counter() - started)
    spent, worked = time.perf_counter() - begun, time.process_time() - worked
    bare = milliseconds(lambda: bare_read(two[0]), 20)
    times.sort()
    yield line(
        f"one of {IMPORTS:,} workbooks imported", 1000 * spent / IMPORTS, "bare openpyxl read_only", bare,
        f", {IMPORTS / spent:.1f} a second, {1000 * worked / IMPORTS:.0f} ms of processor here, "
        f"p99 {1000 * times[IMPORTS * 99 // 100]:.0f} ms; "
        f"memory of the server +{own_memory() - before:.0f} MB, "
        f"of a child {prepared.call('bench.peak:read', two[0])['peak']:.0f} MB at most",
    )  # fmt: skip


def own_memory() -> float:
    """The largest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def writing(report: Report, by: User) -> Iterator[str]:
    """One number by the API and by the page's autosave."""
    _token, secret = make_token(by, report.organisation, "bench", days=30, write=True, submit=False)
    cell = Cell.objects.filter(block__form_lines__form=report.form, block__kind="total").first()
    assert cell
    code = f"{cell.block.indicator.code}/total/"
    number = iter(range(1, 10**6))
    client, page = Client(), Client()
    page.force_login(by)
    session = page.session
    session[DEMO_SESSION_KEY] = True
    session.save()

    def by_api() -> None:
        place = next(number)
        answer = client.patch(
            f"/api/v1/returns/{report.pk}", json.dumps({"cells": [{"cell": code, "served": place}]}),
            content_type="application/json", HTTP_AUTHORIZATION=f"Bearer {secret}", HTTP_IF_MATCH="*",
            HTTP_IDEMPOTENCY_KEY=f"bench-{place:08}",
        )  # fmt: skip
        assert answer.status_code == 200, answer.content

    def by_page() -> None:
        data = {f"served-{cell.pk}": str(next(number))}
        assert page.post(reverse("beneficiaries:autosave", args=[report.pk]), data).status_code == 200

    api, pages = milliseconds(by_api, 40), milliseconds(by_page, 40)
    yield line(
        "a number written by the API", api, "by the page's autosave", pages, f", {1000 / api:.0f} a second"
    )

"""What everybody reads: pages and files of a release; what members and the secretariat see beside it."""

import csv
import hashlib
import io
import json
from pathlib import Path

import openpyxl
import pytest
import sdmx
from django.test import Client
from django.utils import timezone

from beneficiaries.models import Report
from services.models import Release, ReleasedFigure
from services.releases.actions import publish_release
from services.releases.files import FILES
from services.releases.queries import figures
from tests.services.crowd import corrected, counted, released
from tests.world import World

FEW_BOYS = [[9, 2, 30, 12, 0], [8, 1, 28, 14, 0], [10, 0, 31, 13, 0], [9, 1, 29, 12, 0]]


@pytest.fixture
def release(world: World) -> Release:
    counted(world, FEW_BOYS)
    return released(world)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def place_of(row: dict[str, str]) -> tuple[str, str, str]:
    return row["indicator"], row["block"], row["key"]


def test_everybody_reads_the_published_numbers_and_nobody_the_withheld_ones(
    release: Release, client: Client, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(20):
        response = client.get("/en/cifre/2025/")
    page = response.content.decode()
    assert not response.cookies and "[c]" in page and "withheld, so that nobody can be recognised" in page
    assert "primary" not in page and "secondary" not in page
    assert client.get("/en/cifre/2025/r2/").status_code == client.get("/en/cifre/2024/").status_code == 404
    assert "2025" in client.get("/en/cifre/").content.decode()


def test_what_is_cut_is_seen_by_nobody_before_it_is_published(world: World, as_, client: Client) -> None:  # type: ignore[no-untyped-def]
    counted(world, FEW_BOYS)
    waiting = released(world, publish=False)
    figure = waiting.figures.first()
    assert (
        client.get("/cifre/2025/").status_code == client.get("/cifre/2025/r1/figures.csv").status_code == 404
    )
    member = as_(world.coordinator)
    assert member.get(f"/totals/releases/figures/{figure.pk}/").status_code == 404
    assert "2025 r1" not in member.get("/totals/2025/").content.decode()
    publish_release(waiting, by=world.secretariat)
    assert "2025 r1" in as_(world.coordinator).get("/totals/2025/").content.decode()


def test_an_earlier_release_stays_readable_and_says_that_a_newer_exists(
    world: World, release: Release, client: Client
) -> None:
    before = client.get("/en/cifre/2025/r1/figures.json").content
    corrected(world, 1, [8, 1, 28, 34, 0])
    released(world, choose="publish")
    assert "A newer release exists" in client.get("/en/cifre/2025/r1/").content.decode()
    assert "[r]" in client.get("/en/cifre/2025/").content.decode()
    assert client.get("/en/cifre/2025/r1/figures.json").content == before


def test_every_file_names_licence_digest_release_and_policy_and_keeps_what_is_withheld(
    release: Release, client: Client
) -> None:
    for name in FILES:
        response = client.get(f"/cifre/2025/r1/{name}")
        assert response.content == client.get(f"/en/cifre/2025/r1/{name}").content, name
        text = response.content.decode(errors="replace")
        if name.endswith("xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(response.content))
            text = "\n".join(str(cell) for sheet in book for row in sheet.values for cell in row)
        if name != "sdmx-structure.xml":
            said = ("CC BY 4.0", release.content_digest, "2025 r1", "threshold")
            assert all(part in text for part in said), name
        assert "primary" not in text.replace("PrimaryMeasure", "").lower(), name


def test_the_files_hold_the_same_numbers_as_the_page(release: Release, client: Client) -> None:
    shown = {(f.indicator.code, f.block.code, f.key): f.value for f in figures(release)}
    table = rows(client.get("/cifre/2025/r1/figures.csv").content)
    assert {
        (r["indicator"], r["block"], r["key"]): int(r["value"]) if r["value"] else None for r in table
    } == shown
    assert {r["sign"] for r in table if not r["value"]} == {"c"}
    told = json.loads(client.get("/cifre/2025/r1/figures.json").content)
    assert [f["value"] for f in told["figures"]] == list(shown.values())
    assert set(table[0]) == set(told["columns"])


def test_anybody_can_reckon_the_digest_again(release: Release, client: Client) -> None:
    told = json.loads(client.get("/cifre/2025/r1/figures.json").content)
    text = json.dumps(told["content"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == told["sha256"] == release.content_digest


def test_sdmx1_reads_the_structure_and_both_forms_of_the_data(
    release: Release, client: Client, tmp_path: Path
) -> None:
    def read(name: str, **more):  # type: ignore[no-untyped-def]
        path = tmp_path / name
        path.write_bytes(client.get(f"/cifre/2025/r1/{name}").content)
        return sdmx.read_sdmx(path, **more)

    structure = read("sdmx-structure.xml")
    definition = structure.structure["TOTALS"]
    assert [d.id for d in definition.dimensions.components] == [
        "FREQ", "INDICATOR", "BREAKDOWN", "CATEGORY", "TIME_PERIOD",
    ]  # fmt: skip
    known = {code.id for code in structure.codelist["CL_CATEGORY"]}
    shown = {f.value for f in figures(release)}
    from_xml = read("sdmx-data.xml", structure=definition).data[0]
    from_csv = read("sdmx-data.csv", structure=structure.dataflow["TOTALS_FLOW"]).data[0]
    for data in (from_xml, from_csv):
        assert len(data.obs) == ReleasedFigure.objects.filter(release=release).count()
        assert {int(o.value) if o.value not in (None, "") else None for o in data.obs} == shown
        assert {str(o.dimension["CATEGORY"].value) for o in data.obs} <= known
    withheld = [o for o in from_xml.obs if o.value in (None, "")]
    assert withheld and {str(o.attrib["CONF_STATUS"].value) for o in withheld} == {"C"}


def test_a_figure_opens_to_reports_revisions_and_signatures_for_those_who_may_see(
    world: World, release: Release, as_
) -> None:  # type: ignore[no-untyped-def]
    total = release.figures.get(block__code="total", version__indicator__code="residential")
    address = f"/en/totals/releases/figures/{total.pk}/"
    page = as_(world.secretariat).get(address).content.decode()
    references = list(Report.objects.verified().values_list("reference", flat=True))
    assert len(references) == 4 and all(reference in page for reference in references)
    assert "revision 1" in page and world.coordinator.name in page
    own = Report.objects.get(organisation=world.organisation).reference
    page = as_(world.reporter).get(address).content.decode()
    assert own in page and not any(other in page for other in references if other != own)


def test_the_secretariat_sees_why_each_figure_is_withheld_before_and_after_it_is_cut(
    world: World, release: Release, as_
) -> None:  # type: ignore[no-untyped-def]
    client = as_(world.secretariat)
    page = client.get("/en/totals/2025/release/").content.decode().replace("\xa0", " ").replace("&nbsp;", " ")
    assert "withheld: 4 people" in page
    assert "would give away" in page
    page = client.get(f"/en/totals/releases/{release.pk}/").content.decode()
    assert "withheld: a small number" in page and "would give away" in page


def test_the_page_cuts_and_publishes_only_what_was_looked_at(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    counted(world, FEW_BOYS)
    client = as_(world.secretariat)
    address = "/en/totals/2025/release/"
    rules = {"threshold": 5, "threshold_fine": 10, "contributors": 3, "p": 15}
    seen = client.get(address).context["plan"].fingerprint
    assert "Look again" in client.post(address, {**rules, "cut": "yes", "seen": "old"}).content.decode()
    assert client.post(address, {**rules, "cut": "yes", "seen": seen}).status_code == 302
    release = Release.objects.get()
    publish = f"/en/totals/releases/{release.pk}/publish/"
    assert "day and the hour" in client.post(publish, {"schedule": "yes", "at": ""}).content.decode()
    later = f"{timezone.localdate().year + 1}-05-01T10:00"
    assert client.post(publish, {"schedule": "yes", "at": later}).status_code == 302
    assert client.post(publish, {"publish": "yes"}).status_code == 302
    release.refresh_from_db()
    assert release.scheduled_for and release.published_at


def test_a_change_of_rules_is_shown_before_it_is_cut(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    counted(world, FEW_BOYS)
    client = as_(world.secretariat)
    rules = {"threshold": 4, "threshold_fine": 10, "contributors": 3, "p": 0, "reason": ""}
    shown = client.post("/en/totals/2025/release/", {**rules, "show": "yes"})
    plan = shown.context["plan"]
    assert plan.policy.threshold == 4 and not Release.objects.exists()
    refused = client.post("/en/totals/2025/release/", {**rules, "cut": "yes", "seen": plan.fingerprint})
    assert "Write why" in refused.content.decode()

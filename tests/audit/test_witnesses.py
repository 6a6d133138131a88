"""What the log has sealed can't be changed in the database together with its own digest."""

import hashlib
import json
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beneficiaries.actions.handing_in import correct_report, submit_report, verify_report
from beneficiaries.digests import digest_of
from beneficiaries.models import Count, Report
from beneficiaries.witness import returns_are_as_sealed
from protect.audit.actions import record
from protect.audit.models import Entry, Head
from protect.audit.witnesses import disagreements
from protect.chapter.actions.outline import begin_chapter
from protect.chapter.models import Edition
from protect.chapter.witness import editions_are_as_sealed
from services.models import Contribution, Release, ReleasedFigure, Total
from services.releases.digests import content_of, sha256, stored_rows
from services.releases.digests import digest_of as digest_of_release
from services.verify import differences
from tests.audit.tampering import drop_triggers
from tests.services.crowd import counted, released
from tests.world import World


def refused() -> str:
    """What `verify_audit` refuses with."""
    with pytest.raises(CommandError) as refusal:
        call_command("verify_audit")
    assert refusal.value.returncode == 1
    return str(refusal.value)


def test_an_honest_database_agrees_with_its_log(world: World) -> None:
    counted(world)
    report = Report.objects.verified().first()
    assert report
    by = world.coordinator if report.organisation == world.organisation else world.stranger
    released(world)
    correction = correct_report(report, "Recalculat.", by=by)
    verify_report(submit_report(correction, by=by), by=world.secretariat)
    assert list(disagreements()) == []
    call_command("verify_audit")


def test_a_verified_figure_changed_with_everything_that_is_reckoned_from_it_is_named(world: World) -> None:
    report = world.verified([10, 1, 0, 0, 0], reach=1242)
    drop_triggers()
    Count.objects.filter(line__report=report, served=1242).update(served=2242)
    Contribution.objects.filter(report=report, served=1242).update(served=2242)
    Total.objects.filter(served=1242).update(served=2242, largest=2242)
    Report.objects.filter(pk=report.pk).update(digest=digest_of(report))
    assert list(differences(report.period)) == []
    assert f"return {report.reference} (ours 2025) is not what the log says" in refused()


def test_figures_changed_after_they_were_signed_are_named(world: World) -> None:
    report = world.sent([10, 1, 0, 0, 0])
    Count.objects.filter(line__report=report, served=10).update(served=9)
    assert f"return {report.reference} (ours 2025) is not what the log says" in refused()


def reopened(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(status="draft", verified_at=None, verified_by=None)


def removed(report: Report) -> None:
    Count.objects.filter(line__report=report).delete()
    Contribution.objects.filter(report=report).delete()
    report.lines.all().delete()
    Report.objects.filter(pk=report.pk).delete()


@pytest.mark.parametrize("act", [reopened, removed])
def test_a_verified_return_that_is_none_any_more_is_named(
    world: World, act: Callable[[Report], None]
) -> None:
    report = world.verified([10, 1, 0, 0, 0])
    drop_triggers()
    act(report)
    assert f"return {report.pk} was verified, says the log, and is so no longer" in refused()


def test_an_earlier_revision_that_counts_again_is_named(world: World) -> None:
    first = world.verified([10, 1, 0, 0, 0])
    second = correct_report(first, "Recalculat.", by=world.reporter)
    second = verify_report(submit_report(second, by=world.coordinator), by=world.secretariat)
    drop_triggers()
    Report.objects.filter(pk=second.pk).update(status="superseded")
    Report.objects.filter(pk=first.pk).update(status="verified")
    assert "was verified last, and another revision counts" in refused()


def test_an_emptied_log_is_refused_where_something_was_verified(world: World) -> None:
    world.verified([10, 1, 0, 0, 0])
    drop_triggers()
    Entry.objects.all().delete()
    Head.objects.all().delete()
    assert "is verified, and the log knows nothing of it" in refused()


def test_a_released_figure_changed_with_both_digests_is_named(world: World) -> None:
    counted(world)
    release = released(world)
    drop_triggers()
    figure = ReleasedFigure.objects.filter(release=release, status="published").first()
    assert figure
    ReleasedFigure.objects.filter(pk=figure.pk).update(value=(figure.value or 0) + 1000)
    rows = stored_rows(release)
    release.content_digest = sha256(content_of(release, rows))
    release.digest = digest_of_release(release, rows, release.reports.values_list("digest", flat=True))
    Release.objects.filter(pk=release.pk).update(content_digest=release.content_digest, digest=release.digest)
    assert f"release {release} is not what the log says" in refused()


def test_a_release_published_behind_the_log_is_named(world: World) -> None:
    counted(world)
    release = released(world, publish=False)
    drop_triggers()
    Release.objects.filter(pk=release.pk).update(published_at=release.cut_at)
    assert f"release {release} is public or not, and the log says otherwise" in refused()


def test_a_release_that_is_gone_is_named(world: World) -> None:
    counted(world)
    release = released(world)
    drop_triggers()
    release.figures.all().delete()
    release.reports.all().delete()
    Release.objects.all().delete()
    assert f"release {release.pk} was cut, says the log, and is gone" in refused()


def sealed_edition(world: World) -> Edition:
    """An edition with no file in it, as its log says."""
    chapter = begin_chapter(2024, by=world.secretariat)
    digest = hashlib.sha256(json.dumps({"files": []}, sort_keys=True).encode()).hexdigest()
    edition = Edition.objects.create(chapter=chapter, number=1, manifest={"files": []}, digest=digest)
    assert f"edition {edition} exists, and the log knows nothing of it" in refused()
    record("chapter.publish", edition, by=world.secretariat, digest=digest)
    assert list(editions_are_as_sealed()) == []
    return edition


def test_an_edition_changed_with_its_digest_is_named(world: World) -> None:
    edition = sealed_edition(world)
    drop_triggers()
    manifest = {"files": [], "edition": 2}
    digest = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()
    Edition.objects.update(manifest=manifest, digest=digest)
    assert f"edition {edition} is not what the log says" in refused()


def test_an_edition_that_is_gone_is_named(world: World) -> None:
    edition = sealed_edition(world)
    drop_triggers()
    Edition.objects.filter(pk=edition.pk).delete()
    assert f"edition {edition.pk} was published, says the log, and is gone" in refused()


def test_more_returns_ask_the_database_no_more_often(world: World) -> None:
    world.verified([10, 1, 0, 0, 0])
    with CaptureQueriesContext(connection) as one:
        assert list(returns_are_as_sealed()) == []
    for year in (2023, 2024):
        world.verified([5, 1, 0, 0, 0], year=year)
        world.verified([6, 1, 0, 0, 0], year=year, organisation=world.other)
    with CaptureQueriesContext(connection) as five:
        assert list(returns_are_as_sealed()) == []
    assert len(five) == len(one)

"""Cutting a release: what is withheld and why, frozen, numbered, proven."""

import datetime
import json
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from beneficiaries.actions.declaring import declare_line
from beneficiaries.actions.periods import close_period, reopen_period
from beneficiaries.models import ReportLine
from protect.audit.models import Entry
from protect.notices.models import Notice
from services.models import Release, ReleasedFigure, Waiver
from services.releases import actions
from services.releases.actions import cut_release, planned, publish_due, publish_release, schedule_release
from services.releases.plan import Scope
from services.releases.policy import ReleasePolicy
from services.releases.queries import figures, latest, newest, total
from services.releases.verify import release_differences
from services.releases.waivers import answer_waiver, ask_for_waivers, helpful, withdraw_waiver
from tests.services.crowd import PLENTY, corrected, counted, organisation, printed, released
from tests.world import World


def small(first: int = 2) -> list[list[int]]:
    """Plenty, with few boys in each organisation."""
    return [[9, first, 30, 12, 0], [8, 1, 28, 14, 0], [10, 0, 31, 13, 0], [9, 1, 29, 12, 0]]


def test_a_release_is_numbered_frozen_and_read_by_everybody_once_published(world: World) -> None:
    counted(world)
    release = released(world, publish=False)
    assert (str(release), release.state) == ("2025 r1", Release.State.CUT)
    assert latest(2025) is None
    publish_release(release, by=world.secretariat)
    assert latest(2025) == newest() == release
    found = total(release, "residential")
    assert found and (found.value, found.why, found.organisations) == (sum(map(sum, PLENTY)), "", 4)
    assert list(release_differences(release)) == []


def test_only_the_secretariat_cuts_and_publishes(world: World) -> None:
    counted(world)
    with pytest.raises(PermissionDenied):
        cut_release(Scope(2025), by=world.coordinator)
    release = released(world, publish=False)
    with pytest.raises(PermissionDenied):
        publish_release(release, by=world.coordinator)


def test_a_small_count_is_withheld_with_what_would_give_it_away_and_stored_nowhere(world: World) -> None:
    counted(world, small())
    release = released(world)
    seen = printed(release)
    assert seen["age=minor|sex=m"] == "[c]" and isinstance(seen[""], int)
    hidden = release.figures.filter(status__in=ReleasedFigure.WITHHELD)
    assert hidden.count() >= 4 and not hidden.exclude(value=None).exists()
    assert hidden.get(key="age=minor|sex=m").why == "threshold"
    assert {f.why for f in figures(release) if f.symbol == "[c]"} == {"withheld"}


def test_the_database_itself_refuses_to_change_a_release(world: World) -> None:
    counted(world)
    released(world)
    for table in ("services_release", "services_releasedfigure", "services_releasereport"):
        for act in ("UPDATE {0} SET id = id + 1", "DELETE FROM {0}"):
            with pytest.raises(DatabaseError, match="a release never changes"), transaction.atomic():
                connection.cursor().execute(act.format(table))


def test_no_figure_changes_and_none_joins_a_published_release(world: World) -> None:
    counted(world)
    release = released(world)
    figure = release.figures.first()
    for refused in (
        lambda: ReleasedFigure.objects.filter(pk=figure.pk).update(value=1),
        lambda: ReleasedFigure.objects.create(
            release=release, version=figure.version, block=figure.block, key="x", status="unavailable"
        ),
        lambda: Release.objects.filter(pk=release.pk).update(published_at=timezone.now()),
    ):
        with pytest.raises(DatabaseError, match="a release never changes"), transaction.atomic():
            refused()


def test_few_contributors_are_withheld_unless_each_of_them_waived(world: World) -> None:
    counted(world, PLENTY[:2])
    assert planned(Scope(2025)).figures[0].status == "primary"
    needed = helpful(planned(Scope(2025)))
    assert needed[0].about_total and len(needed[0].organisations) == 2
    asked = ask_for_waivers(
        2025, [(org, world.people) for org, _none in needed[0].organisations], by=world.secretariat
    )
    with pytest.raises(PermissionDenied):
        answer_waiver(asked[0], True, by=world.reporter)
    answer_waiver(next(w for w in asked if w.organisation == world.organisation), True, by=world.coordinator)
    assert planned(Scope(2025)).figures[0].is_withheld
    answer_waiver(next(w for w in asked if w.organisation == world.other), True, by=world.stranger)
    release = released(world)
    assert printed(release)[""] == 118 and len(release.waivers) == 2
    with pytest.raises(DatabaseError, match="an answered waiver never changes"), transaction.atomic():
        Waiver.objects.update(agreed=False)
    assert Entry.objects.filter(action="waiver.answer").count() == 2


def test_a_waiver_that_was_withdrawn_counts_no_more_and_what_was_cut_stays(world: World) -> None:
    counted(world, PLENTY[:2])
    asked = ask_for_waivers(
        2025, [(world.organisation, world.people), (world.other, world.people)], by=world.secretariat
    )
    mine = next(waiver for waiver in asked if waiver.organisation == world.organisation)
    with pytest.raises(ValidationError):
        withdraw_waiver(mine, by=world.coordinator)  # nothing was agreed yet
    for waiver in asked:
        answer_waiver(waiver, True, by=world.coordinator if waiver == mine else world.stranger)
    first = released(world)
    with pytest.raises(PermissionDenied):
        withdraw_waiver(mine, by=world.reporter)
    withdrawn = withdraw_waiver(mine, by=world.coordinator)
    assert withdrawn.by == world.coordinator and Entry.objects.filter(action="waiver.withdraw").count() == 1
    with pytest.raises(ValidationError):
        withdraw_waiver(mine, by=world.coordinator)
    assert len(first.waivers) == 2 and not list(release_differences(first))
    assert [slug for slug, _code in planned(Scope(2025)).waivers] == [world.other.slug]


def test_a_waiver_never_lifts_the_threshold(world: World) -> None:
    counted(world, [[2, 0, 30, 12, 0], [1, 0, 28, 14, 0]])
    for waiver in ask_for_waivers(
        2025, [(organisation(world, n), world.people) for n in (0, 1)], by=world.secretariat
    ):
        by = world.coordinator if waiver.organisation == world.organisation else world.stranger
        answer_waiver(waiver, True, by=by)
    assert printed(released(world))["age=minor|sex=f"] == "[c]"


def test_where_one_organisation_makes_almost_all_it_is_withheld(world: World) -> None:
    counted(world, [[90, 8, 30, 12, 0], [6, 9, 28, 14, 0], [1, 7, 31, 13, 0], [1, 9, 29, 12, 0]])
    figure = next(f for f in planned(Scope(2025)).figures if f.key == "age=minor|sex=f")
    assert (figure.status, figure.why) == ("primary", ("dominance",))


def test_what_counts_activities_is_exempt(world: World) -> None:
    counted(world, PLENTY[:1], reach=3)
    assert printed(released(world), "informed") == {"": 3}


def test_nobody_offers_not_known_and_a_signed_zero_stay_three_things(world: World) -> None:
    counted(world, [[0, 0, 0, 0, 0]] * 3)
    assert printed(released(world))[""] == 0
    for year, state, sign in ((2023, "not_offered", "[z]"), (2024, "not_known", "[x]")):
        report = world.started(year)
        world.fill(report, [0, 0, 0, 0, 0])
        declare_line(
            report, world.people, ReportLine.State(state), by=world.reporter, note="Numărăm în martie.",
            expected_on=datetime.date(2030, 1, 1),
        )  # fmt: skip
        actions_verify(world, report)
        close_period(report.period, "Gata.", by=world.secretariat)
        assert printed(released(world, year))[""] == sign


def actions_verify(world: World, report) -> None:  # type: ignore[no-untyped-def]
    from beneficiaries.actions.handing_in import submit_report, verify_report

    verify_report(submit_report(report, by=world.coordinator), by=world.secretariat)


def test_another_policy_needs_a_reason_that_is_kept(world: World) -> None:
    counted(world)
    with pytest.raises(ValidationError):
        released(world, policy=ReleasePolicy(threshold=3))
    release = released(world, policy=ReleasePolicy(threshold=3), reason="Hotărârea adunării.")
    assert release.policy["threshold"] == 3 and release.policy_reason == "Hotărârea adunării."


def test_a_year_is_the_sum_of_its_quarters_and_provisional_until_all_are_closed(world: World) -> None:
    counted(world, quarter=1)
    counted(world, quarter=2, repeats=[1, 0, 2, 0, 0])
    release = released(world)
    rows = [f for f in figures(release, ["residential"]) if not f.key]
    quarters = [f.value for f in rows if f.period]
    assert rows[0].value == sum(v or 0 for v in quarters) and quarters[1] == (quarters[0] or 0) - 12
    assert rows[0].marks == "[p]" and rows[1].marks == ""
    assert list(release_differences(release)) == []


def test_an_open_period_is_not_released(world: World) -> None:
    period = counted(world)
    reopen_period(period, "O corecție.", by=world.secretariat)
    with pytest.raises(ValidationError):
        released(world)


def test_nothing_is_cut_when_something_moved_since_somebody_looked(world: World) -> None:
    period = counted(world)
    seen = planned(Scope(2025)).fingerprint
    corrected(world, 1, [8, 9, 28, 19, 0])
    with pytest.raises(ValidationError, match="s-a schimbat"):
        released(world, seen=seen)
    seen = planned(Scope(2025)).fingerprint
    reopen_period(period, "O corecție.", by=world.secretariat)
    with pytest.raises(ValidationError, match="s-a schimbat"):
        released(world, seen=seen)
    close_period(period, "Gata.", by=world.secretariat)


def test_of_two_people_who_cut_at_once_one_is_told_to_look_again(world: World) -> None:
    counted(world)
    seen = planned(Scope(2025)).fingerprint
    released(world, seen=seen)
    with pytest.raises(ValidationError, match="s-a schimbat"):
        cut_release(Scope(2025), by=world.colleague, seen=seen)
    assert Release.objects.count() == 1


def test_a_change_between_the_proof_and_the_cut_is_noticed_under_the_lock(world: World, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    counted(world)
    lock = actions.lock

    def meanwhile(scope: Scope) -> None:
        lock(scope)
        corrected(world, 1, [8, 9, 28, 19, 0])

    monkeypatch.setattr(actions, "lock", meanwhile)
    with pytest.raises(ValidationError, match="s-a schimbat"):
        released(world)
    assert not Release.objects.exists()


def test_a_scheduled_release_publishes_itself_and_an_overtaken_one_is_held_back(
    world: World,
) -> None:
    counted(world)
    soon = timezone.now() + datetime.timedelta(hours=1)
    first = schedule_release(released(world, publish=False), soon, by=world.secretariat)
    assert publish_due() == []
    with pytest.raises(ValidationError):
        schedule_release(first, soon, by=world.secretariat)
    second = released(world, publish=False)
    Release.objects.filter(pk=second.pk).update(scheduled_for=timezone.now())
    assert publish_due() == [second] and latest(2025) == second
    third = released(world, publish=False)
    Release.objects.filter(pk=third.pk).update(scheduled_for=timezone.now())
    corrected(world, 1, [8, 9, 28, 19, 0])
    assert publish_due() == publish_due() == []
    assert Notice.objects.filter(kind="release.held").count() == 2  # two people of the secretariat
    with pytest.raises(ValidationError):
        publish_release(first, by=world.secretariat)


def test_the_command_shows_cuts_and_verifies(world: World) -> None:
    counted(world, small())
    out = StringIO()
    call_command("release", "2025", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert said["release"] == "2025 r1" and not Release.objects.exists()
    call_command("release", "2025", "--publish", stdout=StringIO())
    call_command("verify_release", "2025", stdout=StringIO())
    with pytest.raises(CommandError) as fault:
        call_command("release", "1999", stdout=StringIO())
    assert fault.value.returncode == 2
    reopen_period(world.period(), "O corecție.", by=world.secretariat)
    with pytest.raises(CommandError) as fault:
        call_command("release", "2025", stdout=StringIO())
    assert fault.value.returncode == 1


@pytest.mark.parametrize(
    ("what", "said"),
    [("value", "says 999, the reports say"), ("status", "the rules say"), ("digest", "is not the digest")],
)
def test_verifying_names_the_first_difference(world: World, monkeypatch, what: str, said: str) -> None:  # type: ignore[no-untyped-def]
    counted(world, small())
    row_of = actions.row_of

    def forged(figure, release, position):  # type: ignore[no-untyped-def]
        row = row_of(figure, release, position)
        if what == "value" and position == 0:
            row.value = 999
        if what == "status" and row.status == "primary":
            row.status, row.why, row.value = "published", "", figure.tally.value
        return row

    monkeypatch.setattr(actions, "row_of", forged)
    if what == "digest":
        monkeypatch.setattr(actions, "digest_of", lambda *_given: "0" * 64)
    cut_release(Scope(2025), by=world.secretariat)
    with pytest.raises(CommandError, match=said) as fault:
        call_command("verify_release", stdout=StringIO())
    assert fault.value.returncode == 1

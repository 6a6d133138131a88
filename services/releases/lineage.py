"""From a figure of a release to the reports, revisions and signatures behind it."""

from dataclasses import dataclass

from beneficiaries.models import Report
from members.queries import organisations_with
from protect.accounts.models import User
from protect.accounts.rules import may_see_all
from services.models import ReleasedFigure
from services.releases.blueprint import Place, blueprints
from services.releases.counting import each_organisation
from services.releases.plan import Scope, frame_of


@dataclass(frozen=True)
class Origin:
    """What an organisation's reports add to a figure: the people, and the reports with who signed them."""

    people: int
    reports: list[Report]


def lineage(figure: ReleasedFigure, user: User, most: int = 500) -> list[Origin]:
    """The reports behind a figure, the largest first: all for those who see all, otherwise one's own."""
    release = figure.release
    reports = Report.objects.filter(releases__release=release)
    if not may_see_all(user):
        reports = reports.filter(organisation__in=organisations_with(user, "view_internal"))
    people = contributions(figure, reports)
    chosen = sorted(people, key=lambda pk: -people[pk])[:most]
    found: dict[int, list[Report]] = {pk: [] for pk in chosen}
    rows = reports.filter(organisation__in=chosen).select_related(
        "organisation", "period", "submitted_by", "verified_by"
    )
    for report in rows.order_by("period__starts_on"):
        found[report.organisation_id].append(report)
    return [Origin(people[pk], found[pk]) for pk in chosen if found[pk]]


def contributions(figure: ReleasedFigure, reports) -> dict[int, int]:  # type: ignore[no-untyped-def]
    """organisation → the people whom it counted in this place."""
    release = figure.release
    periods = list(
        {
            r.period_id: r.period for r in reports.select_related("period").order_by("period__starts_on")
        }.values()
    )
    frame = frame_of(Scope(release.year, release.period), periods, ())
    plans = [p for p in blueprints(periods, [figure.version]) if p.code == figure.version.indicator.code]
    place: Place = (figure.period.code if figure.period else frame.whole, figure.block.code, figure.key)
    found = {}
    for organisation, owns in each_organisation(reports, plans, frame):
        people = owns.get(figure.version.indicator.code, {}).get(place, 0)
        if people:
            found[organisation] = people
    return found

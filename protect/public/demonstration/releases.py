"""The releases of the demonstration: 2020 with its printed sums, and the first quarter of this year."""

from beneficiaries.models import Indicator, Period
from members.models import Organisation
from protect.accounts.models import User
from protect.public.demonstration.people import today
from protect.public.demonstration.returns import staff
from services.models import ReleasedFigure
from services.releases.actions import cut_release, planned, publish_release
from services.releases.plan import Scope
from services.releases.waivers import Helpful, answer_waiver, ask_for_waivers, helpful


def release_2020(by: User) -> None:
    """Waivers for the sums behind which few stand, then the release; every sum must be in it as printed."""
    scope = Scope(2020)
    for needed in helpful(planned(scope)):
        if needed.about_total:
            waive(needed, scope.year, by)
    release = publish_release(cut_release(scope, by=by), by=by)
    if release.figures.filter(block__kind="total").exclude(status=ReleasedFigure.Status.PUBLISHED).exists():
        raise ValueError("a sum of 2020 that was printed would be withheld")


def waive(needed: Helpful, year: int, by: User) -> None:
    """Asked for, and given by the coordinators of all who stand behind the figure."""
    wanted = [(organisation, needed.version.indicator) for organisation, _waiver in needed.organisations]
    for waiver in ask_for_waivers(year, wanted, by=by):
        answer_waiver(waiver, True, by=staff(waiver.organisation, "coordonator"))


def release_this_year(by: User) -> None:
    """The first quarter is public, the second is closed and not released: both can be looked at.

    One organisation is asked for its word, so that a coordinator finds something to answer.
    """
    quarter = Period.objects.get(year=today().year, quarter=1)
    publish_release(cut_release(Scope(quarter.year, quarter), by=by), by=by)
    asked = Organisation.objects.get(slug="adpare"), Indicator.objects.get(code="repatriation")
    ask_for_waivers(quarter.year, [asked], by=by)

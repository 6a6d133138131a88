"""Totals and releases: for those who signed in, and for everybody."""

from typing import Any

from beneficiaries.actions.handing_in import submit_report, verify_report
from beneficiaries.actions.periods import close_period
from beneficiaries.models import Period
from services.models import Waiver
from services.releases.actions import cut_release, publish_release
from services.releases.plan import Scope
from tests.addresses import ALL_SEEING, EVERYBODY, SIGNED_IN

ACCESS = {
    "services:totals": SIGNED_IN,
    "services:year": SIGNED_IN,
    "services:figure": SIGNED_IN,
    "services:download": ALL_SEEING,
    "services:prepare": ALL_SEEING,
    "services:release": ALL_SEEING,
    "services:lineage": SIGNED_IN,
    "services:waivers": SIGNED_IN,
    "public:totals": EVERYBODY,
    "public:release": EVERYBODY,
    "public:numbered": EVERYBODY,
    "public:release_file": EVERYBODY,
}
POST = {"services:publish", "services:ask_waivers", "services:answer", "services:withdraw"}


def released(world: Any) -> Any:
    """A year of its own, so that the open one of the walk stays as it is."""
    report = world.started(2019)
    world.fill(report, [4, 3, 2, 1, 0])
    verify_report(submit_report(report, by=world.coordinator), by=world.secretariat)
    close_period(Period.objects.get(year=2019), "Gata.", by=world.secretariat)
    return publish_release(cut_release(Scope(2019), by=world.secretariat), by=world.secretariat)


def arguments(walk: Any) -> dict[str, dict]:
    release = released(walk.world)
    waiver = Waiver.objects.create(
        organisation=walk.world.organisation, indicator=walk.world.people, year=2019
    )
    scope = {"scope": "2019"}
    return {
        "services:year": {"year": 2025},
        "services:figure": {"year": 2025, "cell": walk.world.cell("residential").pk},
        "services:download": {"year": 2025, "extension": "csv"},
        "services:prepare": scope,
        "services:ask_waivers": scope,
        "services:release": {"pk": release.pk},
        "services:publish": {"pk": release.pk},
        "services:lineage": {"pk": release.figures.first().pk},
        "services:answer": {"pk": waiver.pk},
        "services:withdraw": {"pk": waiver.pk},
        "public:release": scope,
        "public:numbered": scope | {"number": 1},
        "public:release_file": scope | {"number": 1, "name": "figures.csv"},
    }

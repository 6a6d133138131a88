"""Planning a release (counting, linking, proving) with 20,000 organisations against 21."""

import time
from collections.abc import Iterator

from django.utils import timezone

from bench.world import platform, secretariat
from beneficiaries.models import Period, Report
from services.releases.building import gather, plan_release
from services.releases.plan import Scope, source_now
from services.releases.policy import ReleasePolicy

SMALL, LARGE = 21, 20_000
YEARS = {SMALL: 2001, LARGE: 2002}  # those of bench.totals: made once where both run


def closed(size: int) -> Period:
    """A closed year of that many organisations; one that is there already is taken."""
    found = Period.objects.filter(year=YEARS[size], quarter=None).first() or platform(size, YEARS[size])
    Period.objects.filter(pk=found.pk).update(closed_at=timezone.now())
    return found


def seconds(act) -> float:  # type: ignore[no-untyped-def]
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def measure() -> Iterator[str]:
    """The whole plan, and what of it is reading the counts; each a ratio of the two sizes."""
    secretariat()
    whole, reading = {}, {}
    for size in (SMALL, LARGE):
        scope = Scope(closed(size).year)
        reading[size] = seconds(lambda scope=scope: gather(scope, source_now(scope), ReleasePolicy()))
        plan = None

        def act(scope: Scope = scope) -> None:
            nonlocal plan
            plan = plan_release(scope)

        whole[size] = seconds(act)
        reports = Report.objects.verified().filter(period__year=scope.year).count()
        assert plan is not None
        yield (
            f"release of {size:,} organisations: {whole[size]:.2f} s, of it reading {reading[size]:.2f} s; "
            f"{reports:,} reports, {len(plan.figures)} figures, "
            f"{sum(figure.is_withheld for figure in plan.figures)} withheld"
        )
    ratio, counts = whole[LARGE] / whole[SMALL], LARGE / SMALL
    yield f"planning a release, {LARGE:,} organisations / {SMALL}: {ratio:.0f} (organisations: {counts:.0f})"

"""A published release for the tests of the chapter, written as it would be read: without cutting one."""

from django.utils import timezone

from beneficiaries.models import Block, IndicatorVersion
from services.models import Release, ReleasedFigure
from services.releases.policy import ReleasePolicy
from tests.world import World

WITHHELD = ReleasedFigure.Status.PRIMARY


def publish(
    world: World,
    year: int,
    totals: dict[str, int | None],
    cells: dict[str, int | None] | None = None,
    of: str = "residential",
    **more,
) -> Release:  # type: ignore[no-untyped-def]
    """The next release of a year: totals by indicator, cells of one indicator by key; None is withheld."""
    number = Release.objects.filter(scope=str(year)).count() + 1
    now = timezone.now()
    release = Release.objects.create(
        scope=str(year), year=year, number=number, policy=ReleasePolicy().as_data(), audit={},
        owed=2, verified=2, content_digest="c" * 64, digest=f"{year}{number}".ljust(64, "d"),
        cut_at=now, **more,
    )  # fmt: skip
    figures = [("total", code, "", value) for code, value in totals.items()]
    figures += [("age_sex", of, key, value) for key, value in (cells or {}).items()]
    for place, (block, code, key, value) in enumerate(figures):
        found = Block.objects.get(code=block, indicator__code=code)
        ReleasedFigure.objects.create(
            release=release, version=IndicatorVersion.objects.get(indicator=found.indicator), block=found,
            cell=found.cells.filter(key=key).first(), key=key, position=place, value=value,
            status=WITHHELD if value is None else "published", provisional=release.provisional,
        )  # fmt: skip
    Release.objects.filter(pk=release.pk).update(published_at=now)
    release.refresh_from_db()
    return release

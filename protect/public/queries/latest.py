"""What was published last: totals and chapter. None until there is one."""

from dataclasses import dataclass

from django.db.models import Max

from beneficiaries.models import Block
from protect.chapter.models import Chapter
from services.models import Release
from services.releases.queries import Figure, figure_of, newest


@dataclass(frozen=True)
class Latest:
    """The totals of the newest release."""

    release: Release
    figures: list[Figure]


def latest_totals() -> Latest | None:
    """The totals of all indicators in the newest published release of a year, in two queries."""
    release = newest()
    if release is None:
        return None
    rows = release.figures.filter(block__kind=Block.Kind.TOTAL, period=None).order_by("position")
    rows = rows.select_related("version__indicator", "block", "cell")
    return Latest(release, [figure_of(row, {}) for row in rows])


def latest_chapter() -> Chapter | None:
    """The chapter of the newest year that has an edition."""
    published = Chapter.objects.annotate(newest=Max("editions__number")).filter(newest__isnull=False)
    return published.order_by("-year").first()

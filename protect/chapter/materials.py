"""What the year itself offers to a section: activities, for now, under the section that they fit."""

from dataclasses import dataclass

from beneficiaries.models import Activity
from protect.chapter.models import Section
from protect.romanian.dates import day

FITS: dict[str, tuple[str, ...]] = {
    "training": (Activity.Kind.TRAINING,),
    "practices": (Activity.Kind.CAMPAIGN,),
    "policies": (Activity.Kind.ADVOCACY,),
}
MOST = 50


@dataclass(frozen=True)
class Material:
    """Something that happened in the year: who, what, when."""

    title: str
    about: str


def materials_of(section: Section) -> list[Material]:
    """The material of the chapter's year that fits a section."""
    kinds = FITS.get(section.code, ())
    activities = Activity.objects.filter(kind__in=kinds, ends_on__year=section.chapter.year)
    return [
        Material(
            found.title,
            f"{found.organisation}, {day(found.starts_on)}",
        )
        for found in activities.select_related("organisation").order_by("starts_on")[:MOST]
    ]

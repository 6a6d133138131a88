"""What the year itself offers to a section: its activities, and what the groups decided and gathered.

A group's matters are its own: whoever writes sees the decisions and resources that they may read anyway.
The coordinator who answers for a group finds that group's beside the question.
"""

from dataclasses import dataclass

from beneficiaries.models import Activity
from protect.accounts.models import User
from protect.chapter.models import Contribution, Section
from protect.romanian.dates import day
from workgroups.models import Proposal, Resource

Kind = Activity.Kind
# section → kinds of activity, groups by slug
FITS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "training": ((Kind.TRAINING,), ("prevention", "detection")),
    "practices": ((Kind.CAMPAIGN,), ("protection", "prevention")),
    "policies": ((Kind.ADVOCACY,), ("policy", "protection")),
    "challenges": ((), ("research",)),
    "changes": ((), ("research",)),
}
MOST = 30


@dataclass(frozen=True)
class Material:
    """Something of the year: what it is, who and when, and where it is found."""

    title: str
    about: str
    address: str = ""


def materials_of(section: Section, user: User) -> list[Material]:
    """The material of the chapter's year that fits a section, for the person who writes it."""
    kinds, groups = FITS.get(section.code, ((), ()))
    return [*activities(kinds, section.chapter.year), *of_groups(groups, section.chapter.year, user)]


def materials_for(contribution: Contribution, user: User) -> list[Material]:
    """The same for who answers: an organisation's own activities, a group's own matters."""
    section = contribution.section
    if contribution.workgroup is not None:
        return of_groups((contribution.workgroup.slug,), section.chapter.year, user)
    kinds, _groups = FITS.get(section.code, ((), ()))
    return activities(kinds, section.chapter.year, organisation=contribution.organisation)


def activities(kinds: tuple[str, ...], year: int, **of: object) -> list[Material]:
    """Activities that ended in the year."""
    found = Activity.objects.filter(kind__in=kinds, ends_on__year=year, **of)
    rows = found.select_related("organisation").order_by("starts_on")[:MOST]
    return [Material(row.title, f"{row.organisation}, {day(row.starts_on)}") for row in rows]


def of_groups(slugs: tuple[str, ...], year: int, user: User) -> list[Material]:
    """Decisions with an outcome and resources of the year, as far as `user` reads them."""
    decided = Proposal.objects.visible_to(user).filter(workgroup__slug__in=slugs, year=year)
    kept = Resource.objects.visible_to(user).filter(workgroup__slug__in=slugs, made_at__year=year)
    return [
        *(
            Material(row.outcome, f"{row.reference}, {row.workgroup}")
            for row in decided.select_related("workgroup").order_by("number")[:MOST]
        ),
        *(
            Material(row.title, f"{row.workgroup}, {day(row.made_at)}", row.get_absolute_url())
            for row in kept.select_related("workgroup").order_by("made_at")[:MOST]
        ),
    ]

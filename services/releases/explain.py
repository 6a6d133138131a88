"""Why a figure is withheld, in a sentence for the secretariat; never for the public."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from protect.romanian.plurals import counted
from services.models import ReleasedFigure
from services.releases.blueprint import REST, TOTAL, Blueprint, Place

Status = ReleasedFigure.Status
Statuses = Mapping[Place, str]


def why_withheld(
    place: Place,
    plan: Blueprint,
    why: tuple[str, ...],
    statuses: Statuses,
    names: Mapping[str, str],
    people: int | None = None,
    contributors: int | None = None,
) -> str:
    """„ascunsă: 3 persoane; …”. `people`, `contributors`: the true ones, where they are at hand."""
    if statuses.get(place) == Status.SECONDARY:
        return secondary(place, plan, statuses, names)
    said = []
    if "threshold" in why:
        said.append(_("a small number") if people is None else counted(people, plan.version.noun))
    if "contributors" in why:
        said.append(
            _("few organisations stand behind it")
            if contributors is None
            else _("%(organisations)s stand behind it")
            % {"organisations": counted(contributors, "organisation")}
        )
    if "difference" in why:
        said.append(_("the difference to the release before would tell"))
    if "dominance" in why:
        said.append(_("one organisation makes almost all of it"))
    return _("withheld: %(why)s") % {"why": "; ".join(said)}


def secondary(place: Place, plan: Blueprint, statuses: Statuses, names: Mapping[str, str]) -> str:
    """Which figure it protects, and which total would give that one away."""
    for total, parts in equations(plan, place):
        others = [p for p in (total, *parts) if p != place and statuses.get(p) == Status.PRIMARY]
        if others:
            return _("withheld: otherwise “%(total)s” would give away “%(other)s”") % {
                "total": spoken(total, names),
                "other": spoken(others[0], names),
            }
    return _("withheld: otherwise other withheld figures could be worked out from it")


def equations(plan: Blueprint, place: Place) -> list[tuple[Place, list[Place]]]:
    """The sums within its period that a place takes part in."""
    return [(total, parts) for total, parts in plan.within(place[0]) if place == total or place in parts]


def spoken(place: Place, names: Mapping[str, str]) -> str:
    """The name of a place."""
    key = place[2]
    if place[1:] == TOTAL:
        return _("total")
    if key == REST:
        return _("without this breakdown")
    return ", ".join(names.get(part, part) for part in key.split("|"))

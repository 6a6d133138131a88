"""One system of equations for an indicator: what would be published now, and all that was before.

A cell whose true count is the same in two releases is one unknown: the attacker is assumed to know which
cells a correction touched, which is more than anybody can know. A cell that was corrected is two unknowns,
each in the equations of its own release. What was published is a constant; what was withheld stays so.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from services import disclosure
from services.models import Release, ReleasedFigure
from services.releases.blueprint import REST, TOTAL, Blueprint, Place, Sum
from services.releases.counting import Frame, Own, Tally
from services.releases.policy import ReleasePolicy

NOTHING = Tally()
WEIGHTS = {"whole": 1000.0, "total": 200.0, "margin": 5.0, "leaf": 1.0}  # what withholding a cell costs


@dataclass(frozen=True)
class Earlier:
    """An earlier release as the attacker has it, with the true counts behind it."""

    release: Release
    frame: Frame
    statuses: Mapping[str, Mapping[Place, str]]
    tallies: Mapping[str, Mapping[Place, Tally]]
    owns: Mapping[int, Mapping[str, Own]]


@dataclass
class System:
    """The cells and sums of an indicator under their names; `names` finds a count's name by its place."""

    cells: dict[Place, disclosure.Cell] = field(default_factory=dict)
    sums: dict[tuple[Place, tuple[Place, ...]], None] = field(default_factory=dict)
    names: dict[tuple[Place, int], Place] = field(default_factory=dict)
    published: set[Place] = field(default_factory=set)
    withheld: set[Place] = field(default_factory=set)

    def table(self) -> disclosure.Table:
        """As the disclosure control takes it; raises `TableFault` where it does not add up."""
        cells = []
        for name, cell in self.cells.items():
            if name in self.published:  # is public already: a constant, whatever the rules say now
                cells.append(replace(cell, fixed="published", exempt=True))
            else:
                cells.append(replace(cell, fixed="withheld" if name in self.withheld else ""))
        return disclosure.system(cells, self.sums)


def places_of(plan: Blueprint, frame: Frame) -> list[Place]:
    """Every place that the frame counts."""
    found: list[Place] = [(frame.whole, *key) for key in plan.inner()]
    for quarter in frame.quarters:
        keys = plan.inner() if quarter in frame.detailed else [TOTAL]
        found += [(quarter, *key) for key in keys]
    return found


def shown_places(plan: Blueprint, frame: Frame) -> list[Place]:
    """The places that a release prints: the whole with its breakdowns, the quarters' totals."""
    whole: list[Place] = [(frame.whole, *key) for key in plan.inner()]
    return whole + [(quarter, *TOTAL) for quarter in frame.quarters]


def cell_of(
    name: Place, place: Place, tally: Tally, plan: Blueprint, frame: Frame, policy: ReleasePolicy
) -> disclosure.Cell:
    """A place as the rules judge it: waived contributors are no reason, their own breakdowns no excuse."""
    period, code, key = place
    block = plan.block(code)
    kind = "leaf"
    if block is None:
        kind = "whole" if period == frame.whole else "total"
    elif key in block.margins:
        kind = "margin"
    open_to_rules = tally.unwaived > 0
    return disclosure.Cell(
        name,
        tally.value,
        contributors=tally.contributors if open_to_rules else None,
        largest=tally.target[0] if open_to_rules else None,
        second=tally.nearest if open_to_rules else None,
        weight=WEIGHTS[kind],
        threshold=policy.threshold_for(block.dimensions if block else []),
    )


def system_of(
    plan: Blueprint,
    frame: Frame,
    tallies: Mapping[Place, Tally],
    policy: ReleasePolicy,
    earlier: Collection[Earlier],
    forced: Collection[Place] = (),
) -> System:
    """The system of an indicator; `forced` are places that the secretariat withholds and protects."""
    found = System()
    shown = set(shown_places(plan, frame))
    for place in places_of(plan, frame):
        tally = tallies.get(place, NOTHING)
        found.cells[place] = cell_of(place, place, tally, plan, frame, policy)
        found.names[place, tally.value] = place
        if place in forced or place not in shown:
            found.withheld.add(place)
        if place in forced:  # nobody may work it out: judged as a figure behind which one stands alone
            found.cells[place] = replace(found.cells[place], contributors=1, largest=0, second=0)
    keep_sums(found, plan.sums(frame.whole, frame.quarters, frame.detailed), {})
    for before in earlier:
        join(found, plan, before, policy)
    return found


def join(found: System, plan: Blueprint, before: Earlier, policy: ReleasePolicy) -> None:
    """Add the equations of an earlier release, and what it told."""
    statuses, tallies = before.statuses.get(plan.code, {}), before.tallies.get(plan.code, {})
    names: dict[Place, Place] = {}
    for place in places_of(plan, before.frame):
        tally = tallies.get(place, NOTHING)
        name = found.names.setdefault((place, tally.value), (*place, str(before.release)))
        names[place] = name
        if name not in found.cells:
            found.cells[name] = cell_of(name, place, tally, plan, before.frame, policy)
            found.withheld.add(name)  # until this or a later release is found to tell it
        status = statuses.get(place)
        if status == ReleasedFigure.Status.PUBLISHED:
            found.published.add(name)
        elif status in ReleasedFigure.WITHHELD:
            found.withheld.add(name)
    keep_sums(found, plan.sums(before.frame.whole, before.frame.quarters, before.frame.detailed), names)


def keep_sums(found: System, sums: list[Sum], names: Mapping[Place, Place]) -> None:
    """Equations under the names of their cells, each once."""
    for total, parts in sums:
        found.sums[names.get(total, total), tuple(names.get(part, part) for part in parts)] = None


def knowledge(
    found: System, code: str, owns: Mapping[int, Mapping[str, Own]], earlier: Collection[Earlier]
) -> list[dict[Place, int]]:
    """What each member knows of the system: its own counts, in every release."""
    members = []
    for organisation, own in owns.items():
        known = {
            place: people for place, people in own.get(code, {}).items() if people and place in found.cells
        }
        for before in earlier:
            tallies = before.tallies.get(code, {})
            for place, people in before.owns.get(organisation, {}).get(code, {}).items():
                name = found.names.get((place, tallies.get(place, NOTHING).value))
                if people and name is not None:
                    known.setdefault(name, people)
        if known:
            members.append(known)
    return members


def is_rest(place: Place) -> bool:
    """What a block leaves unexplained of its total."""
    return place[2] == REST

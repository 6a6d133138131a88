"""What stands on a group's page, part by part: each room adds its own.

    @section("resources", "workgroups/_resources.html", position=20)
    def resources(user: User, group: Workgroup) -> dict[str, object]: ...

The function gives what the partial needs, beside `group`; the partial brings its own heading.
"""

from collections.abc import Callable
from dataclasses import dataclass

from protect.accounts.models import User
from workgroups.models import Workgroup

Context = dict[str, object]
Fill = Callable[[User, Workgroup], Context]


@dataclass(frozen=True)
class Section:
    """A part of the group's page."""

    name: str
    template: str
    position: int
    fill: Fill


_sections: dict[str, Section] = {}


def section(name: str, template: str, *, position: int) -> Callable[[Fill], Fill]:
    """Show a partial on every group's page; smaller positions stand higher."""

    def register(fill: Fill) -> Fill:
        _sections[name] = Section(name, template, position, fill)
        return fill

    return register


def sections_of(user: User, group: Workgroup) -> list[tuple[str, Context]]:
    """Templates and what they need, in their order."""
    ordered = sorted(_sections.values(), key=lambda one: one.position)
    return [(one.template, {"group": group, "user": user, **one.fill(user, group)}) for one in ordered]

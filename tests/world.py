"""A small world for the rules of a return: two organisations, a secretariat, two indicators."""

import datetime
from dataclasses import dataclass

from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.actions.forms import define_form
from beneficiaries.actions.handing_in import start_report, submit_report, verify_report
from beneficiaries.actions.periods import plan_period
from beneficiaries.catalogue import make_block
from beneficiaries.models import (
    Block,
    Category,
    Cell,
    Dimension,
    Form,
    Indicator,
    IndicatorVersion,
    Period,
    Report,
)
from members.actions import begin_membership
from members.models import Organisation, Role
from protect.accounts.models import PlatformRole, User


@dataclass
class World:
    """The people, places and cells that the tests speak of."""

    organisation: Organisation
    other: Organisation
    reporter: User
    coordinator: User
    stranger: User
    secretariat: User
    colleague: User
    people: Indicator
    reach: Indicator
    form: Form

    def cell(self, indicator: str, block: str = "total", key: str = "") -> Cell:
        return Cell.objects.get(block__indicator__code=indicator, block__code=block, key=key)

    @property
    def people_cells(self) -> list[Cell]:
        """The five cells of the crossed block."""
        return list(Cell.objects.filter(block__indicator=self.people, block__kind=Block.Kind.CROSSED))

    def period(self, year: int = 2025, quarter: int | None = None, form: Form | None = None) -> Period:
        """An open period of the past."""
        found = Period.objects.filter(year=year, quarter=quarter).first()
        return found or plan_period(
            year, quarter, form or self.form, due_on=datetime.date(2030, 1, 31), by=self.secretariat
        )

    def started(self, year: int = 2025, quarter: int | None = None, organisation=None) -> Report:  # type: ignore[no-untyped-def]
        organisation = organisation or self.organisation
        by = self.reporter if organisation == self.organisation else self.stranger
        return start_report(organisation, self.period(year, quarter), by=by)

    def fill(
        self, report: Report, numbers: list[int], repeats: list[int] | None = None, reach: int = 100
    ) -> None:
        """Numbers for the crossed cells in their order, and one for the reach."""
        by = self.reporter if report.organisation == self.organisation else self.stranger
        entries = [Entry(c.pk, "served", str(n)) for c, n in zip(self.people_cells, numbers, strict=True)]
        for cell, again in zip(self.people_cells, repeats or [], strict=False):
            entries.append(Entry(cell.pk, "repeat", str(again)))
        entries.append(Entry(self.cell("informed").pk, "served", str(reach)))
        saved = save_entries(report, entries, by=by)
        assert not saved.errors and not saved.conflicts

    def sent(self, numbers: list[int], year: int = 2025, quarter: int | None = None, **more) -> Report:  # type: ignore[no-untyped-def]
        organisation = more.pop("organisation", None)
        report = self.started(year, quarter, organisation)
        self.fill(report, numbers, **more)
        return submit_report(report, by=self.coordinator if organisation is None else self.stranger)

    def verified(self, numbers: list[int], year: int = 2025, quarter: int | None = None, **more) -> Report:  # type: ignore[no-untyped-def]
        return verify_report(self.sent(numbers, year, quarter, **more), by=self.secretariat)


def person(name: str) -> User:
    return User.objects.create_user(f"{name}@example.org", name=name)


def dimension(code: str, *categories: str) -> Dimension:
    made = Dimension.objects.create(code=code, name_ro=code, name_en=code)
    for place, category in enumerate(categories):
        Category.objects.create(
            dimension=made, code=category, name_ro=category, name_en=category,
            position=place, is_unknown=category == "unknown",
        )  # fmt: skip
    return made


def indicator(code: str, **more) -> IndicatorVersion:  # type: ignore[no-untyped-def]
    made = Indicator.objects.create(code=code, position=Indicator.objects.count())
    return IndicatorVersion.objects.create(
        indicator=made, name_ro=code, name_en=code, definition_ro="x", definition_en="x", **more
    )


def make_world() -> World:
    """Everything that a return needs."""
    secretariat, colleague = person("secretariat"), person("colleague")
    for member in (secretariat, colleague):
        PlatformRole.objects.create(user=member, role=PlatformRole.Role.SECRETARIAT)
    since = datetime.date(2020, 1, 1)
    ours = Organisation.objects.create(slug="ours", name="Ours", joined_on=since, capacity=500)
    other = Organisation.objects.create(slug="other", name="Other", joined_on=since)
    reporter, coordinator, stranger = person("reporter"), person("coordinator"), person("stranger")
    begin_membership(reporter, ours, Role.REPORTER, by=None)
    begin_membership(coordinator, ours, Role.COORDINATOR, by=None)
    begin_membership(stranger, other, Role.COORDINATOR, by=None)
    age, sex = dimension("age", "minor", "adult", "unknown"), dimension("sex", "f", "m", "unknown")
    people = indicator("residential", with_accommodation=True)
    reach = indicator("informed", count_basis=IndicatorVersion.CountBasis.REACH, about_activities=True)
    lines = []
    for version in (people, reach):
        blocks = [make_block(version.indicator, "total", Block.Kind.TOTAL)]
        if version is people:
            blocks.append(make_block(version.indicator, "age_sex", Block.Kind.CROSSED, [age, sex], 1))
        lines.append((version, blocks))
    return World(
        ours, other, reporter, coordinator, stranger, secretariat, colleague,
        people.indicator, reach.indicator, define_form(lines, by=None),
    )  # fmt: skip

"""What is checked in a return: hard checks block its sending, soft ones ask for one sentence.

A new check is one function: it reads a line (and what was counted before) and yields findings.

    @soft("zero_after_number")
    def zero_after_number(line, facts):
        if ...:
            yield _("Last time you counted %(n)s, now nobody.") % {...}
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from beneficiaries.bands import usual_range
from beneficiaries.models import Cell, Explanation, ReportLine
from beneficiaries.queries import Sheet, SheetLine, history_of_totals
from protect.privacy.guard import scan
from protect.romanian.numbers import format_number


@dataclass(frozen=True)
class Facts:
    """What a check may look at besides the line itself."""

    sheet: Sheet
    history: dict[int, list[int]]
    capacity: int | None

    def served(self, code: str) -> int | None:
        """The total of another line of the same return."""
        line = self.sheet.line(code)
        return served(line) if line else None


@dataclass(frozen=True)
class Finding:
    """Something that a check saw. `inputs` are the numbers it spoke of: a change asks again."""

    check: str
    is_hard: bool
    line: SheetLine
    message: str
    inputs: str
    explanation: Explanation | None = field(default=None, compare=False)

    @property
    def is_settled(self) -> bool:
        """A soft finding with its sentence."""
        return not self.is_hard and self.explanation is not None


Check = Callable[[SheetLine, Facts], Iterator[str]]
CHECKS: list[tuple[str, bool, Check]] = []


def hard(name: str) -> Callable[[Check], Check]:
    """Register a check that blocks sending."""
    return _register(name, is_hard=True)


def soft(name: str) -> Callable[[Check], Check]:
    """Register a check that asks for a sentence and never blocks."""
    return _register(name, is_hard=False)


def _register(name: str, *, is_hard: bool) -> Callable[[Check], Check]:
    def keep(check: Check) -> Check:
        CHECKS.append((name, is_hard, check))
        return check

    return keep


def findings(sheet: Sheet) -> list[Finding]:
    """Run every check on every line: three queries beside the sheet's own."""
    report = sheet.report
    facts = Facts(
        sheet, history_of_totals(report.organisation_id, report.period), report.organisation.capacity
    )
    said = {
        (e.line_id, e.check_name, e.inputs): e
        for e in Explanation.objects.filter(line__report=report).select_related("by")
    }
    found = []
    for line in sheet.lines:
        inputs = fingerprint(line)
        for name, is_hard, check in CHECKS:
            for message in check(line, facts):
                explanation = said.get((line.line.pk, name, inputs))
                found.append(Finding(name, is_hard, line, message, inputs, explanation))
    return found


def fingerprint(line: SheetLine) -> str:
    """The numbers of a line that a finding speaks of."""
    total = line.total
    return f"{line.line.state}:{total.served_text if total else ''}:{total.repeat_text if total else ''}"


def served(line: SheetLine) -> int | None:
    """The total of a line, where it is known."""
    total = line.total
    return total.count.served if total and total.count else None


def total_cell(line: SheetLine) -> Cell | None:
    return line.total.cell if line.total else None


# Hard: arithmetic and meaning. (What is no whole number, negative, or a repeat above served
# never gets into the database: `actions.filling.read` and the constraints refuse it.)


@hard("not_answered")
def not_answered(line: SheetLine, facts: Facts) -> Iterator[str]:
    if not line.is_complete:
        yield _("Answer this line: a number, 0 if there was nobody, or that you do not offer it.")


@hard("parts_are_the_whole")
def parts_are_the_whole(line: SheetLine, facts: Facts) -> Iterator[str]:
    total = served(line)
    if total is None:
        return
    for block in line.one_way:
        if block.open_cells == 0 and block.served != total:
            yield _(
                "%(block)s adds up to %(parts)s, but the total is %(total)s. "
                "Correct one of them; those you know nothing of go under “not known”."
            ) % {
                "block": block.block.name,
                "parts": format_number(block.served),
                "total": format_number(total),
            }


@hard("repeats_are_the_whole")
def repeats_are_the_whole(line: SheetLine, facts: Facts) -> Iterator[str]:
    """Otherwise the counties of a year, Σ (served − repeat), would hold more people than the year."""
    total = line.total.count.repeat if line.total and line.total.count else None
    for block in line.one_way:
        if total is not None and block.open_cells == 0 and block.repeat != total:
            yield _(
                "%(block)s: those counted earlier this year add up to %(parts)s, but for the whole line you "
                "say %(total)s. Correct one of them."
            ) % {
                "block": block.block.name,
                "parts": format_number(block.repeat),
                "total": format_number(total),
            }


@hard("part_above_whole")
def part_above_whole(line: SheetLine, facts: Facts) -> Iterator[str]:
    total = served(line)
    for block in line.one_way:
        for row in block.rows:
            if total is not None and row.count and (row.count.served or 0) > total:
                yield _("%(cell)s: %(part)s is more than the whole line, %(total)s.") % {
                    "cell": row.cell.name,
                    "part": format_number(row.count.served or 0),
                    "total": format_number(total),
                }


@hard("overlap_above_served")
def overlap_above_served(line: SheetLine, facts: Facts) -> Iterator[str]:
    total = served(line)
    if total is not None and (line.line.overlap or 0) > total:
        yield _("You say that other members count more of your people than you served.")


@hard("count_not_offered")
def count_not_offered(line: SheetLine, facts: Facts) -> Iterator[str]:
    if line.line.state == ReportLine.State.NOT_OFFERED and (served(line) or 0) > 0:
        yield _("You said that you do not offer this service, but there is a number on the line.")


@hard("above_capacity")
def above_capacity(line: SheetLine, facts: Facts) -> Iterator[str]:
    capacity, total = facts.capacity, served(line)
    if line.version.with_accommodation and capacity and total is not None and total > capacity:
        yield _(
            "%(total)s people, but your services can accommodate %(capacity)s in a year. "
            "Correct the number, or ask the secretariat to change the capacity."
        ) % {"total": format_number(total), "capacity": format_number(capacity)}


@hard("identifier_in_text")
def identifier_in_text(line: SheetLine, facts: Facts) -> Iterator[str]:
    if line.line.note and scan(line.line.note):
        yield _(
            "The note holds something that identifies a person. Delete it: a return has no personal data."
        )


# Soft: what a person who knows the organisation would ask about.


@soft("outside_usual_range")
def outside_usual_range(line: SheetLine, facts: Facts) -> Iterator[str]:
    total, cell = served(line), total_cell(line)
    past = facts.history.get(cell.pk, []) if cell else []
    if total is None or not past or is_ten_times(total, past[0]) or (total == 0 and past[0] > 0):
        return
    low, high = usual_range(past)
    if not low <= total <= high:
        yield _("Usually between %(low)s and %(high)s, now %(now)s.") % {
            "low": format_number(low),
            "high": format_number(high),
            "now": format_number(total),
        }


@soft("factor_of_ten")
def factor_of_ten(line: SheetLine, facts: Facts) -> Iterator[str]:
    total, cell = served(line), total_cell(line)
    past = facts.history.get(cell.pk, []) if cell else []
    if total is not None and past and is_ten_times(total, past[0]):
        yield _(
            "About ten times what you counted last time (%(before)s, now %(now)s). "
            "One digit too many or too few?"
        ) % {
            "before": format_number(past[0]),
            "now": format_number(total),
        }


@soft("zero_after_number")
def zero_after_number(line: SheetLine, facts: Facts) -> Iterator[str]:
    total, cell = served(line), total_cell(line)
    past = facts.history.get(cell.pk, []) if cell else []
    if total == 0 and past and past[0] > 0:
        yield _("Last time you counted %(before)s, now nobody.") % {"before": format_number(past[0])}


@soft("part_above_whole_across")
def part_above_whole_across(line: SheetLine, facts: Facts) -> Iterator[str]:
    """Whoever is assisted in proceedings or repatriated is as a rule also in one of the services."""
    total = served(line)
    if line.indicator.code not in ("criminal_proceedings", "repatriation") or not total:
        return
    services = [facts.served(code) for code in ("residential", "day_centre", "reintegration", "counselling")]
    if all(number is not None for number in services) and total > sum(n or 0 for n in services):
        yield _("More people than in all your other services together. Were they counted there as well?")


def is_ten_times(now: int, before: int) -> bool:
    """A slip of one digit: about ten times as much or as little, and not only a few people."""
    if not now or not before or abs(now - before) < 5:
        return False
    ratio = now / before
    return 8 <= ratio <= 12.5 or 8 <= 1 / ratio <= 12.5

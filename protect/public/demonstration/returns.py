"""The returns of the demonstration, filled, signed and verified by the portal's own acts."""

import datetime
import random

from django.utils.translation import gettext_noop

from beneficiaries.actions.declaring import declare_line, rest_are_zero, state_overlap
from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.actions.handing_in import (
    correct_report,
    return_report,
    start_report,
    submit_report,
    verify_report,
)
from beneficiaries.actions.periods import close_period, exempt, move_deadline, plan_period
from beneficiaries.actions.questions import ask
from beneficiaries.models import Form, Indicator, Obligation, Period, Report, ReportLine
from beneficiaries.queries import SheetBlock, SheetLine, sheet_of
from members.models import Organisation
from protect.accounts.models import User
from protect.public.demonstration.facts import ORGANISATIONS, TOTALS_2020
from protect.public.demonstration.people import today
from protect.public.demonstration.shares import divide, draw
from protect.romanian.text import sort_key

SEED = 2020
TO_TRY = {
    "begun": gettext_noop("reporter: a return to finish"),
    "returned": gettext_noop("reporter: a return that came back with questions"),
    "not started": gettext_noop("reporter: a return to start"),
}
# The first on the sign-in page find a return to fill; the others show what else can be.
STATES = ["begun"] * 3 + ["returned", "exempt", "late"] + ["verified"] * 6 + ["sent"] * 5
LINES = {slug: lines for slug, _name, _groups, lines in ORGANISATIONS}


def staff(organisation: Organisation, role: str) -> User:
    return User.objects.get(email=f"{role}.{organisation.slug}@example.org")


def shares(totals: dict[str, int], chance: random.Random) -> dict[str, dict[str, int]]:
    """Every total divided among the organisations that offer the line: indicator → slug → number.

    The sizes of organisations stay from period to period; `chance` moves them a little.
    """
    sizes = random.Random(SEED)  # noqa: S311
    found = {}
    for indicator, total in totals.items():
        slugs = [slug for slug, lines in LINES.items() if indicator in lines]
        weights = [size * chance.uniform(0.85, 1.15) for size in draw(sizes, len(slugs))]
        found[indicator] = dict(zip(slugs, divide(total, weights), strict=True))
    return found


def fill(report: Report, numbers: dict[str, int], chance: random.Random) -> None:
    """Fill a return: `numbers` by indicator; lines without a number are declared not offered."""
    by = staff(report.organisation, "raportor")
    entries: list[Entry] = []
    for line in sheet_of(report).lines:
        code = line.indicator.code
        if code in numbers:
            entries += entries_of(line, numbers[code], chance, report.period.asks_repeat)
        else:
            declare_line(report, line.indicator, ReportLine.State.NOT_OFFERED, by=by)
    saved = save_entries(report, entries, by=by, source="demonstration")
    if saved.errors:
        raise ValueError(f"{report}: {saved.errors}")
    rest_are_zero(report, by=by)
    for code, number in numbers.items():
        if number >= 20 and code not in ("informed", "trained"):
            state_overlap(report, Indicator.objects.get(code=code), number // 20, by=by)


def entries_of(line: SheetLine, number: int, chance: random.Random, repeat: bool) -> list[Entry]:
    """The fields of a line whose total is `number`."""
    found = []
    blocks = line.one_way if line.crossed is None else [line.crossed, *line.one_way]
    again = 0  # of the whole line: every breakdown has as many of those counted earlier this year
    if line.crossed is None and line.total:
        found.append(Entry(line.total.cell.pk, "served", str(number)))
        found.append(Entry(line.total.cell.pk, "qualifier", "about"))
    for block in blocks:
        parts = divide(number, weights(block, chance))
        repeats = [part // 3 if part > 3 else 0 for part in parts] if repeat else [0] * len(parts)
        if block is line.crossed:
            again = sum(repeats)
        elif repeat:
            repeats = divide(again, parts)
        for row, part, twice in zip(block.rows, parts, repeats, strict=True):
            if part:
                found.append(Entry(row.cell.pk, "served", str(part)))
                if twice:
                    found.append(Entry(row.cell.pk, "repeat", str(twice)))
    return found


def weights(block: SheetBlock, chance: random.Random) -> list[float]:
    """Few counties an organisation, many women, few unknown."""
    if block.block.code == "county":
        chosen = chance.sample(range(len(block.rows) - 2), 4)
        return [chance.random() + 0.2 if at in chosen else 0 for at in range(len(block.rows))]
    if block.block.code == "age_sex":
        return [0.3, 0.08, 0.45, 0.15, 0.02]
    return draw(chance, len(block.rows))


def handed_in(
    organisation: Organisation, period: Period, numbers: dict[str, int], chance: random.Random
) -> Report:
    """A return that was filled and signed."""
    report = start_report(organisation, period, by=staff(organisation, "raportor"))
    fill(report, numbers, chance)
    return submit_report(report, by=staff(organisation, "coordonator"))


def synthetic(period: Period) -> Period:
    """Mark a period: its figures are nobody's."""
    period.synthetic = True
    period.save(update_fields=["synthetic"])
    return period


def verified_period(
    period: Period, totals: dict[str, int], organisations: list[Organisation], by: User
) -> None:
    """A whole period: every organisation reports, all is verified, the period is closed."""
    chance = random.Random(f"{SEED}-{period.code}")  # noqa: S311
    divided = shares(totals, chance)
    for organisation in organisations:
        numbers = {
            code: parts[organisation.slug] for code, parts in divided.items() if organisation.slug in parts
        }
        verify_report(handed_in(organisation, period, numbers, chance), by=by)
    close_period(period, "Toate raportările sunt verificate.", by=by)


def year_2020(form: Form, organisations: list[Organisation], by: User) -> None:
    """The year whose sums were published."""
    period = plan_period(2020, None, form, due_on=datetime.date(2021, 2, 28), by=by)
    verified_period(synthetic(period), TOTALS_2020, organisations, by)


def current_year(form: Form, organisations: list[Organisation], by: User) -> None:
    """This year by quarters: two closed, one half reported in every state, one planned."""
    year = today().year
    quarterly = {code: max(6, total // 4) for code, total in TOTALS_2020.items()}
    for quarter in (1, 2):
        due = datetime.date(year, 3 * quarter + 1, 20)
        period = plan_period(year, quarter, form, due_on=due, opens_on=datetime.date(year, 1, 1), by=by)
        verified_period(synthetic(period), quarterly, organisations, by)
    soon = today() + datetime.timedelta(days=5)
    third = synthetic(plan_period(year, 3, form, due_on=soon, opens_on=datetime.date(year, 1, 1), by=by))
    half_reported(third, quarterly, organisations, by)
    later = datetime.date(year + 1, 1, 20)
    synthetic(plan_period(year, 4, form, due_on=later, opens_on=datetime.date(year + 1, 1, 1), by=by))


def half_reported(
    period: Period, totals: dict[str, int], organisations: list[Organisation], by: User
) -> None:
    """Every state that a return can be in, side by side."""
    chance = random.Random(f"{SEED}-{period.code}")  # noqa: S311
    divided = shares(totals, chance)
    states = iter(STATES)
    verified: list[Report] = []
    for organisation in sorted(organisations, key=lambda organisation: sort_key(organisation.name)):
        numbers = {
            code: parts[organisation.slug] for code, parts in divided.items() if organisation.slug in parts
        }
        owed = Obligation.objects.get(organisation=organisation, period=period)
        state = next(states, "not started")
        if state in TO_TRY:
            User.objects.filter(pk=staff(organisation, "raportor").pk).update(demo_role=TO_TRY[state])
        match state:
            case "begun":
                begun(start_report(organisation, period, by=staff(organisation, "raportor")), numbers, chance)
            case "returned":
                sent_back(handed_in(organisation, period, numbers, chance), by)
            case "sent":
                handed_in(organisation, period, numbers, chance)
            case "verified":
                verified.append(verify_report(handed_in(organisation, period, numbers, chance), by=by))
            case "exempt":
                exempt(owed, "Organizația își reface echipa în acest trimestru.", by=by)
            case "late":
                yesterday = today() - datetime.timedelta(days=1)
                move_deadline(owed, yesterday, "Termen scurtat la cererea organizației.", by=by)
    corrected = verified[0]
    by = staff(corrected.organisation, "raportor")
    correct_report(corrected, "O persoană a fost numărată în două luni.", by=by)


def sent_back(report: Report, by: User) -> None:
    """Returned with two questions."""
    for line in sheet_of(report).lines:
        if line.line.state == ReportLine.State.COUNTED:
            ask(report, line.indicator, "Numărul diferă mult de trimestrul trecut. Ce s-a schimbat?", by=by)
    return_report(report, by=by)


def begun(report: Report, numbers: dict[str, int], chance: random.Random) -> None:
    """A draft with one line filled."""
    for line in sheet_of(report).lines:
        if line.indicator.code in numbers:
            entries = entries_of(line, numbers[line.indicator.code], chance, report.period.asks_repeat)
            save_entries(report, entries, by=staff(report.organisation, "raportor"), source="demonstration")
            break

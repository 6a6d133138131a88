"""Protect a case and let the attacker at it."""

from services.disclosure import Key, NoPattern, Policy, protect
from tests.disclosure.attacker import Facts, Rules, ends, is_betrayed, is_primary
from tests.disclosure.cases import Case

MANY = 30  # withheld cells up to which every interval is compared, not only those of primary cells


def policy(rules: Rules, **options: object) -> Policy:
    return Policy(threshold=rules.k, contributors=rules.contributors, p=rules.p, **options)


def primaries(case: Case) -> list[Key]:
    exempt = {cell.key for cell in case.table.cells if cell.exempt}
    return [
        key
        for key, value in case.values.items()
        if key not in exempt and is_primary(case.rules, value, case.behind.get(key))
    ]


def breaches(case: Case, **options: object) -> tuple[str, list[str]]:
    """How it went ("protected", "no pattern") and whatever the attacker found wrong."""
    primary = primaries(case)
    fixed = {cell.key: cell.fixed for cell in case.table.cells if cell.fixed}
    try:
        found = protect(case.table, policy(case.rules, **options), case.members)
    except NoPattern as none:
        return "no pattern", needless(case, primary, fixed, none.cells)
    wrong = [] if found.passed else [f"its own audit failed: {found.failed}"]
    withheld = {key for key, verdict in found.verdicts.items() if verdict.is_withheld}
    for key, verdict in found.verdicts.items():
        if (verdict.status == "primary") != (key in primary):
            wrong.append(f"{key} is {verdict.status}")
        if case.values[key] == 0 and key in withheld and fixed.get(key) != "withheld":
            wrong.append(f"the zero {key} is withheld")
        if key in fixed and (fixed[key] == "withheld") != (key in withheld):
            wrong.append(f"{key} was {fixed[key]} before")
    asked = withheld if len(withheld) <= MANY else primary
    known = ends(Facts(case.values, case.sums, withheld, {}), asked)
    for key in asked:
        interval = found.verdicts[key].interval
        assert interval is not None
        said = (interval.lo, float("inf") if interval.hi is None else interval.hi)
        if said != known[key] and not interval.at_least:
            wrong.append(f"{key} lies in {known[key]}, not in {said}")
    wrong += [f"{key} betrayed: {known[key]}" for key in primary if betrayed(case, key, known[key])]
    for own in case.members:
        seen = ends(Facts(case.values, case.sums, withheld, own), primary)
        wrong += [
            f"{key} betrayed to a member: {seen[key]}"
            for key in primary
            if betrayed(case, key, seen[key], own.get(key, 0))
        ]
    return "protected", wrong


def betrayed(case: Case, key: Key, interval: tuple[float, float], own: int = 0) -> bool:
    return is_betrayed(case.rules, case.values[key], case.behind.get(key), *interval, own)


def needless(case: Case, primary: list[Key], fixed: dict[Key, str], named: list[Key]) -> list[str]:
    """What is wrong with saying that nothing protects these cells."""
    published = {key for key, how in fixed.items() if how == "published"}
    exposed = published.intersection(primary)
    if exposed:
        return [] if set(named) == exposed else [f"{named} named, {exposed} published before"]
    everything = {
        key
        for key, value in case.values.items()
        if key not in published and (value or fixed.get(key) == "withheld")
    }
    hopeless = set()
    for own in ({}, *case.members):
        seen = ends(Facts(case.values, case.sums, everything, own), primary)
        hopeless |= {key for key in primary if betrayed(case, key, seen[key], own.get(key, 0))}
    return [] if set(named) == hopeless else [f"{named} named, hopeless are {hopeless}"]

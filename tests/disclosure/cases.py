"""Random tables of every shape: drawn by Hypothesis in the tests and by the thousand in `campaign`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import product

from services.disclosure import TOTAL, Cell, Key, Table, grid, system
from tests.disclosure.attacker import Rules

Draw = Callable[[int, int], int]  # a whole number from … to …
Behind = tuple[int, int, int]


@dataclass
class Case:
    """A table for the module, and the same in the attacker's words."""

    table: Table
    values: dict[Key, int]
    sums: list[tuple[Key, list[Key]]]
    rules: Rules
    behind: dict[Key, Behind] = field(default_factory=dict)
    members: list[Mapping[Key, int]] = field(default_factory=list)


def tree(draw: Draw, name: str, size: int, deep: bool) -> dict[str, str]:
    """child → parent of one dimension; "" for none above but the total."""
    leaves = [f"{name}{at}" for at in range(size)]
    if not deep or size < 3:
        return dict.fromkeys(leaves, "")
    cut = draw(1, size - 1)
    above = {leaf: f"{name}-left" if at < cut else f"{name}-right" for at, leaf in enumerate(leaves)}
    if draw(0, 1):
        return {**above, f"{name}-left": "", f"{name}-right": ""}
    return {
        **dict.fromkeys(leaves[:cut], f"{name}-left"),
        **dict.fromkeys(leaves[cut:], ""),
        f"{name}-left": "",
    }


def count(draw: Draw) -> int:
    """Mostly small, as the field's are."""
    return (0, draw(0, 4), draw(1, 9), draw(3, 30))[draw(0, 3)]


def add_up(trees: list[dict[str, str]], inner: Mapping[Key, int]) -> tuple[dict[Key, int], list]:
    """All cells of a grid and its sums, by brute force."""
    below = [
        {code: [c for c, p in each.items() if p == code] for code in each}
        | {TOTAL: [c for c, p in each.items() if p == ""]}
        for each in trees
    ]

    def leaves(at: int, code: str) -> list[str]:
        children = below[at][code]
        return [leaf for child in children for leaf in leaves(at, child)] if children else [code]

    values, sums = {}, []
    for key in product(*([*each, TOTAL] for each in trees)):
        under = product(*(leaves(at, code) for at, code in enumerate(key)))
        values[key] = sum(inner[leaf] for leaf in under)
        for at, code in enumerate(key):
            if below[at][code]:
                sums.append((key, [(*key[:at], child, *key[at + 1 :]) for child in below[at][code]]))
    return values, sums


def grid_case(draw: Draw, dimensions: int, most: int) -> Case:
    """A full table with hierarchies; sometimes with who stands behind it, members, earlier releases."""
    sizes, cells = [], 1
    for _ in range(dimensions):
        sizes.append(draw(2, max(2, min(5, most // cells))))
        cells *= sizes[-1] + 1
    trees = [tree(draw, "abcd"[at], size, draw(0, 2) == 0) for at, size in enumerate(sizes)]
    leaves = list(product(*([c for c in each if c not in each.values()] for each in trees)))
    shares: list[dict[Key, int]] = []
    if draw(0, 2) == 0:  # organisations, whose counts add up
        for _organisation in range(draw(2, 5)):
            shares.append({leaf: (0, count(draw))[draw(0, 1)] for leaf in leaves})
        inner = {leaf: sum(share[leaf] for share in shares) for leaf in leaves}
    else:
        inner = {leaf: count(draw) for leaf in leaves}
    values, sums = add_up(trees, inner)
    parts = [add_up(trees, share)[0] for share in shares]
    behind = (
        {key: stand(sorted((part[key] for part in parts), reverse=True)) for key in values} if parts else {}
    )
    fixed = {}
    if draw(0, 3) == 0:
        fixed = {key: ("", "", "", "published", "withheld")[draw(0, 4)] for key in values if values[key] >= 5}
    rules = Rules(draw(2, 6), 3, (0, 15, 40)[draw(0, 2)])
    given = [
        Cell(key, value, *behind.get(key, (None, None, None)), fixed=fixed.get(key, ""))
        for key, value in values.items()
    ]
    table = grid(given, [{c: p for c, p in each.items() if p} for each in trees])
    members = [{key: own for key, own in part.items() if own} for part in parts] if draw(0, 1) else []
    return Case(table, values, sums, rules, behind, members)


def stand(shares: list[int]) -> Behind:
    shares = [*(share for share in shares if share), 0, 0]
    return len(shares) - 2, shares[0], shares[1]


def linked_case(draw: Draw) -> Case:
    """Two breakdowns that share a margin: county × sex and form × sex."""
    sexes = [f"s{at}" for at in range(draw(2, 3))]
    counties, forms = [f"c{at}" for at in range(draw(2, 4))], [f"f{at}" for at in range(draw(2, 4))]
    values: dict[Key, int] = {}
    sums: list[tuple[Key, list[Key]]] = []
    for sex in sexes:
        people = [
            (counties[draw(0, len(counties) - 1)], forms[draw(0, len(forms) - 1)]) for _ in range(draw(0, 4))
        ]
        weights = [count(draw) for _ in people]
        for at, codes in enumerate((counties, forms)):
            for code in codes:
                found = sum(w for person, w in zip(people, weights, strict=True) if person[at] == code)
                values[code, sex] = found
        values[TOTAL, sex] = sum(weights)
    for codes in ([TOTAL], counties, forms):
        for code in codes:
            values[code, TOTAL] = sum(values[code, sex] for sex in sexes)
            sums.append(((code, TOTAL), [(code, sex) for sex in sexes]))
    for column in (*sexes, TOTAL):
        sums += [((TOTAL, column), [(code, column) for code in codes]) for codes in (counties, forms)]
    table = system([Cell(key, value) for key, value in values.items()], sums)
    return Case(table, values, sums, Rules(draw(2, 6), 0, 0))


def revised_case(draw: Draw) -> Case:
    """Two releases of one breakdown by county, the second after one organisation corrected its report."""
    counties = [f"c{at}" for at in range(draw(3, 6))]
    values: dict[Key, int] = {}
    sums: list[tuple[Key, list[Key]]] = []
    for county in counties:
        rest, before = count(draw), count(draw)
        after = before if draw(0, 1) else count(draw)
        values.update({("rest", county): rest, ("before", county): before, ("after", county): after})
        values.update({("r1", county): rest + before, ("r2", county): rest + after})
    for kind in ("r1", "r2", "rest", "before", "after"):
        values[kind, TOTAL] = sum(values[kind, county] for county in counties)
        sums.append(((kind, TOTAL), [(kind, county) for county in counties]))
    for county in (*counties, TOTAL):
        sums.append((("r1", county), [("rest", county), ("before", county)]))
        sums.append((("r2", county), [("rest", county), ("after", county)]))
    hidden = ("rest", "before", "after")
    cells = [
        Cell(key, value, fixed="withheld" if key[0] in hidden else "", exempt=key[0] == "rest")
        for key, value in values.items()
    ]
    return Case(system(cells, sums), values, sums, Rules(draw(2, 5), 0, 0))

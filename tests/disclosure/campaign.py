"""Thousands of random tables against the attacker: `python -m tests.disclosure.campaign [TABLES] [SEED]`."""

import sys
from collections import Counter
from collections.abc import Callable

import numpy as np

from tests.disclosure.cases import Case, Draw, grid_case, linked_case, revised_case
from tests.disclosure.verdict import breaches

SHAPES: dict[str, Callable[[Draw], Case]] = {
    "two dimensions": lambda draw: grid_case(draw, 2, 30),
    "three dimensions": lambda draw: grid_case(draw, 3, 20),
    "four dimensions": lambda draw: grid_case(draw, 4, 16),
    "linked tables": linked_case,
    "two releases": revised_case,
}
OPTIONS = ({"method": "auto"}, {"method": "fast"}, {"cost": "values"})


def drawing(seed: int) -> Draw:
    random = np.random.default_rng(seed)
    return lambda low, high: int(random.integers(low, high + 1))


def main(tables: int = 1_000, first: int = 0) -> int:
    """Run, say the counts; the number of tables with something wrong."""
    counts: Counter[tuple[str, str]] = Counter()
    bad = 0
    for seed in range(first, first + tables):
        name = list(SHAPES)[seed % len(SHAPES)]
        options = OPTIONS[seed // len(SHAPES) % len(OPTIONS)]
        case = SHAPES[name](drawing(seed))
        how, wrong = breaches(case, **options)
        counts[name, how] += 1
        counts[name, "attacked by members"] += bool(case.members)
        if wrong:
            bad += 1
            print(f"{seed} {name} {options}: {'; '.join(wrong[:4])}", flush=True)
        if (seed - first) % 100 == 99:
            print(f"{seed - first + 1} tables, {bad} with something wrong", flush=True)
    for (name, how), number in sorted(counts.items()):
        print(f"{name}: {number} {how}")
    print(f"{tables} tables, {bad} with a breach or a wrong interval")
    return bad


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))

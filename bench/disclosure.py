"""Disclosure control: distance to the optimum, time against size, the audit against the naive one, memory.

Seconds are of the processor, not of the clock. Tables have a fixed seed, many small counts and zeros.
BENCH_ALL_SIZES=1 goes up to 50,000 cells.
"""

import math
import os
import resource
import time
from collections.abc import Callable, Iterator

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from services.disclosure import Cell, Policy, Protection, Table, grid, protect
from services.disclosure.audit import intervals

COMPARED = [((7, 7), 8), ((11, 11), 4), ((3, 3, 4), 6), ((2, 2, 3, 3), 4)]  # inner cells, tables
EXACT = [(19, 19), (4, 4, 5)]  # 400 cells and 150 with their margins
SIZES = {2: (9, 30, 99, 222), 3: (4, 9, 20, 36), 4: (2, 5, 9, 14)}  # codes in each dimension


def table(shape: tuple[int, ...], seed: int, mean: float = 15.0, zeros: float = 0.2) -> Table:
    """A full table of counts: gamma-mixed Poisson, some cells empty."""
    random = np.random.default_rng(seed)
    counts = random.poisson(random.gamma(0.8, mean / 0.8, size=shape))
    counts[random.random(shape) < zeros] = 0
    cells = [
        Cell(tuple(f"{'abcd'[at]}{code:03}" for at, code in enumerate(place)), int(counts[place]))
        for place in np.ndindex(*shape)
    ]
    return grid(cells, [{} for _ in shape])


def processor(act: Callable[[], object]) -> tuple[float, object]:
    begun = time.process_time()
    found = act()
    return time.process_time() - begun, found


def measure() -> Iterator[str]:
    """All figures of this file."""
    yield from distances()
    yield from reach()
    yield from naive()
    yield from growth(4 if os.environ.get("BENCH_ALL_SIZES") else 3)


def distances() -> Iterator[str]:
    """Fast against exact in cells withheld beyond the primary ones (target: 1.10)."""
    everything = []
    for shape, number in COMPARED:
        ratios = []
        for seed in range(number):
            drawn = table(shape, seed)
            exact = protect(drawn, Policy(method="exact"))
            if exact.method == "exact" and exact.cost:
                ratios.append(protect(drawn, Policy(method="fast")).cost / exact.cost)
        everything += ratios
        if ratios:
            yield f"fast / exact, cells withheld, {sizes(shape)}: {mean(ratios):.3f} ({len(ratios)} tables)"
    yield f"fast / exact, cells withheld, all: {mean(everything):.3f} ({len(everything)} tables, target 1.10)"


def reach() -> Iterator[str]:
    """The exact method at the sizes that it must reach (target: a minute)."""
    for shape in EXACT:
        drawn = table(shape, 1)
        seconds, found = processor(lambda drawn=drawn: protect(drawn, Policy(method="exact")))
        assert isinstance(found, Protection)
        note = f", {found.note}" if found.note else ""
        yield f"exact, {len(drawn.cells)} cells in {len(shape)} dimensions / 60 s: {seconds / 60:.3f}{note}"


def naive() -> Iterator[str]:
    """The audit of all ends against two linear programmes a cell, each from nothing."""
    for shape in ((20, 20), (6, 6, 6)):
        drawn = table(shape, 2)
        pattern = protect(drawn, Policy(method="fast", audit="none"))
        withheld = [drawn.place[key] for key, verdict in pattern.verdicts.items() if verdict.is_withheld]
        ours, _found = processor(lambda w=withheld, t=drawn: intervals(t, w, whole=False))
        theirs, _found = processor(lambda w=withheld, t=drawn: one_by_one(t, w))
        said = f"{ours:.2f} s / {theirs:.2f} s, {len(withheld)} withheld"
        yield f"audit / linear programmes one by one, {sizes(shape)}: {ours / theirs:.3f} ({said})"


def one_by_one(drawn: Table, withheld: list[int]) -> None:
    column = {cell: at for at, cell in enumerate(withheld)}
    rows, columns, signs, right = [], [], [], []
    for total, parts in drawn.sums:
        known = 0
        for cell, sign in ((total, 1), *((part, -1) for part in parts)):
            if cell in column:
                rows.append(len(right))
                columns.append(column[cell])
                signs.append(sign)
            else:
                known -= sign * drawn.cells[cell].value
        right.append(known)
    matrix = csr_array((signs, (rows, columns)), shape=(len(right), len(withheld)))
    for at in range(len(withheld)):
        for sign in (1.0, -1.0):
            cost = np.zeros(len(withheld))
            cost[at] = sign
            linprog(cost, A_eq=matrix, b_eq=right, method="highs")


def growth(most: int) -> Iterator[str]:
    """Protecting and auditing with the fast method, from 100 to 10,000 (or 50,000) cells."""
    for dimensions, codes in SIZES.items():
        points = []
        for each in codes[:most]:
            drawn = table((each,) * dimensions, 3)
            seconds, found = processor(lambda drawn=drawn: protect(drawn, Policy(method="fast")))
            assert isinstance(found, Protection)
            ends = [v.interval for v in found.verdicts.values() if v.interval]
            exact = sum(not end.at_least for end in ends)
            points.append((len(drawn.cells), seconds))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
            yield (
                f"fast, {len(drawn.cells):,} cells in {dimensions} dimensions / 120 s: {seconds / 120:.3f} "
                f"({seconds:.1f} s, audit {found.audit}, {exact:,} of {len(ends):,} intervals exact, "
                f"{found.cost:,.0f} secondary, bound {found.bound:,.0f}, peak {peak:.2f} GiB)"
            )
        (first, quick), (last, slow) = points[1], points[-1]
        exponent = math.log(slow / quick) / math.log(last / first)
        yield f"growth exponent in {dimensions} dimensions, {first:,} to {last:,} cells: {exponent:.2f}"


def sizes(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape))


def mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else math.nan

"""The fast method: each primary cell in turn, reusing what is withheld already, then giving back what can be.

After Kelly, Golden and Assad, Networks 22 (1992) and Fischetti and Salazar-González, Management Science 47
(2001), section 6: a linear programme finds the cheapest deviation that opens a primary cell; the cells that
it moves are withheld. In large grids hypercubes are tried first (see `cubes`).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from services.disclosure.cubes import Cubes
from services.disclosure.policy import Attacker
from services.disclosure.programme import Deviations, Moves
from services.disclosure.table import NoPattern, Table

SMALL = 2_500  # cells; up to here every question is asked of the whole table
PATIENT = 400  # cells of a deep table up to which giving back a cell may take searches for whole numbers
NEAR = (300, 1_500)  # cells of the windows that are asked first in larger ones
SEARCHES = 25_000  # hypercubes that giving back may ask for in a large table
Mover = Callable[[int, int], Moves | None]  # (cell, by how much) → a deviation


class Pattern:
    """A growing set of withheld cells, and for each need of each attacker the deviations that meet it."""

    def __init__(
        self,
        table: Table,
        attackers: Sequence[Attacker],
        prices: Mapping[int, float],
        withheld: set[int],
    ) -> None:
        self.table, self.attackers, self.prices = table, attackers, prices
        self.patient = is_patient(table)
        self.cubes: Cubes | None = None
        self.kept = set(withheld).union(*(attacker.needs for attacker in attackers))  # never given back
        self.withheld = set(self.kept)
        self.rooms = [attacker.room(table) for attacker in attackers]
        self.proofs: list[dict[int, tuple[Moves, Moves]]] = [
            {cell: ({}, {}) for cell in attacker.needs} for attacker in attackers
        ]
        self.used: dict[int, set[tuple[int, int]]] = defaultdict(set)  # cell → needs whose proofs moved it

    def reach(self, who: int, cell: int) -> tuple[int, int]:
        """How far the proofs say that the cell rises and falls."""
        up, down = self.proofs[who][cell]
        return up.get(cell, 0), -down.get(cell, 0)

    def prove(self, who: int, cell: int, up: Moves, down: Moves) -> None:
        """Keep the deviations that meet a need."""
        self.proofs[who][cell] = up, down
        for moved in (*up, *down):
            self.used[moved].add((who, cell))

    def met(self, who: int, cell: int) -> bool:
        """Whether the proofs are enough."""
        need = self.attackers[who].needs[cell]
        up, down = self.reach(who, cell)
        return up >= need.above and up + down >= need.spread

    def open(self, who: int, cell: int, mover: Mover, patient: bool = True) -> bool:
        """Meet one need: upwards for all of it if it can be, else as far as must be and down for the rest."""
        if self.met(who, cell):
            return True
        need = self.attackers[who].needs[cell]
        _up, down = self.reach(who, cell)
        most = max(need.above, need.spread - down)
        rises = range(most, need.above - 1, -1) if patient else sorted({most, need.above}, reverse=True)
        for by in rises:
            up, down = self.reach(who, cell)
            if by <= up or self.take(mover(cell, by)):
                up, down = self.reach(who, cell)
                if up + down >= need.spread or self.take(mover(cell, -(need.spread - up))):
                    return self.met(who, cell)
        return False

    def take(self, moves: Moves | None) -> bool:
        """Withhold what a deviation moves, and keep it as a proof for whomever it opens further."""
        if not moves:
            return False
        added = moves.keys() - self.withheld
        self.withheld |= added
        if self.cubes:
            self.cubes.withhold(added)
        cells = np.fromiter(moves, dtype=np.int64, count=len(moves))
        by = np.fromiter(moves.values(), dtype=np.int64, count=len(moves))
        for way in (by, -by):
            for who, room in enumerate(self.rooms):
                self.learn(who, cells, way, room[cells])
        return True

    def learn(self, who: int, cells: np.ndarray, by: np.ndarray, room: np.ndarray) -> None:
        """Stretch a deviation as far as an attacker must allow for, and keep it where it reaches further."""
        falling = by < 0
        times = int((room[falling] // -by[falling]).min()) if falling.any() else 1
        if times < 1:
            return
        stretched: Moves | None = None
        for cell, step in zip(cells.tolist(), by.tolist(), strict=True):
            if cell not in self.proofs[who]:
                continue
            up, down = self.reach(who, cell)
            if (step > 0 and step * times > up) or (step < 0 and -step * times > down):
                if stretched is None:
                    stretched = dict(zip(cells.tolist(), (by * times).tolist(), strict=True))
                rising, sinking = self.proofs[who][cell]
                self.prove(who, cell, *((stretched, sinking) if step > 0 else (rising, stretched)))

    def users(self, cell: int) -> list[tuple[int, int]]:
        """The needs whose proofs move a cell, with their attackers."""
        return sorted(
            (who, primary)
            for who, primary in self.used[cell]
            if any(cell in moves for moves in self.proofs[who][primary])
        )

    def give_back(self, cell: int, movers: Sequence[Mover]) -> bool:
        """Publish a cell again if every proof that used it can be replaced; `movers` must know of it."""
        before: list[tuple[int, int, tuple[Moves, Moves]]] = []
        self.withheld.discard(cell)
        if self.cubes:
            self.cubes.publish(cell)
        for who, primary in self.users(cell):
            up, down = self.proofs[who][primary]
            before.append((who, primary, (up, down)))
            self.prove(who, primary, {} if cell in up else up, {} if cell in down else down)
        for who, primary, _proof in before:
            if not self.open(who, primary, movers[who], patient=self.patient):
                for who, primary, (up, down) in before:
                    self.prove(who, primary, up, down)
                self.withheld.add(cell)
                if self.cubes:
                    self.cubes.withhold([cell])
                return False
        return True


class Fast:
    """The fast method over one table. `liking`: the prices that guide it."""

    def __init__(self, pattern: Pattern, liking: Mapping[int, float]) -> None:
        self.pattern, self.table, self.liking = pattern, pattern.table, liking
        self.is_small, self.is_patient = len(self.table.cells) <= SMALL, is_patient(self.table)
        self.whole: dict[int, Deviations] = {}
        if self.table.grid and not self.is_small:
            pattern.cubes = Cubes(self.table, liking, pattern.withheld)

    def grow(self) -> None:
        """Withhold until every need is met. Raises `NoPattern`."""
        impossible = set()
        for who, attacker in enumerate(self.pattern.attackers):
            movers = self.movers(who)
            for cell in sorted(attacker.needs, key=lambda at: (-self.table.cells[at].value, at)):
                if not any(self.pattern.open(who, cell, mover, patient) for mover, patient in movers):
                    impossible.add(cell)
        if impossible:
            raise NoPattern([self.table.cells[at].key for at in sorted(impossible)])

    def movers(self, who: int) -> list[tuple[Mover, bool]]:
        """Ways to find a deviation, the quick ones first, the one that misses nothing last."""
        room, cubes, found = self.pattern.rooms[who], self.pattern.cubes, list[tuple[Mover, bool]]()
        if cubes:
            found.append((lambda cell, by: cubes.move(cell, by, room), False))
            found.append((lambda cell, by: cubes.move_far(cell, by, room), False))
            found.append((self.block(cubes, room, search=False), False))
            found.append((self.block(cubes, room, search=True), False))
        if not self.is_small:
            found += [(self.window(room, most), False) for most in NEAR]
        if not self.is_patient:
            found.append((lambda cell, by: self.ask(self.programme(who), cell, by, search=False), False))
        return [*found, (lambda cell, by: self.ask(self.programme(who), cell, by), True)]

    def block(self, cubes: Cubes, room: np.ndarray, search: bool) -> Mover:
        """Asks in a small grid around the cell."""

        def mover(cell: int, by: int) -> Moves | None:
            usable = self.pattern.withheld | self.liking.keys()
            among = [at for at in cubes.block(cell, room) if at in usable]
            return self.ask(Deviations(self.table, among, room), cell, by, search) if cell in among else None

        return mover

    def window(self, room: np.ndarray, most: int) -> Mover:
        """Asks among the cells near by."""

        def mover(cell: int, by: int) -> Moves | None:
            among = nearby(self.table, cell, most, self.pattern.withheld | self.liking.keys())
            return self.ask(Deviations(self.table, among, room), cell, by, search=False)

        return mover

    def programme(self, who: int) -> Deviations:
        if who not in self.whole:
            every = sorted(self.pattern.kept | self.pattern.prices.keys())
            self.whole[who] = Deviations(self.table, every, self.pattern.rooms[who])
        return self.whole[who]

    def ask(self, programme: Deviations, cell: int, by: int, search: bool = True) -> Moves | None:
        programme.allow({**self.liking, **dict.fromkeys(self.pattern.withheld, 0.0)})
        return programme.move(cell, by, search)

    def trim(self) -> None:
        """Give back every cell that the needs can do without, the dearest first."""
        if self.table.grid and not self.is_patient:
            self.trim_by_cubes(Cubes(self.table, {}, self.pattern.withheld))
        if self.is_small:
            self.trim_by_programmes()

    def spare(self) -> list[int]:
        """The cells that may be given back, in their order."""
        prices = self.pattern.prices
        return sorted(self.pattern.withheld - self.pattern.kept, key=lambda at: (-prices.get(at, 0.0), -at))

    def trim_by_cubes(self, cubes: Cubes) -> None:
        """What hypercubes of withheld cells find."""
        self.pattern.cubes = cubes
        movers: list[Mover] = [
            lambda cell, by, room=room: cubes.move(cell, by, room)  # type: ignore[misc]
            for room in self.pattern.rooms
        ]
        for cell in self.spare():
            if cubes.asked > SEARCHES:
                return
            self.pattern.give_back(cell, movers)

    def trim_by_programmes(self) -> None:
        """What linear programmes over all withheld cells find; hypercubes, where there are any, go before."""
        among, cubes = sorted(self.pattern.withheld), self.pattern.cubes
        programmes = [Deviations(self.table, among, room) for room in self.pattern.rooms]
        for programme in programmes:
            # The fewer people move, the more often in whole ones: for who does not search for these.
            programme.allow(dict.fromkeys(among, 0.0 if self.is_patient else 1.0))

        def mover(who: int) -> Mover:
            room, programme = self.pattern.rooms[who], programmes[who]
            return lambda cell, by: (
                (cubes and cubes.move(cell, by, room)) or programme.move(cell, by, self.is_patient)
            )

        movers = [mover(who) for who in range(len(programmes))]
        for cell in self.spare():
            for programme in programmes:
                programme.close(cell)
            if not self.pattern.give_back(cell, movers):
                for programme in programmes:
                    programme.reopen(cell)


def is_patient(table: Table) -> bool:
    """Whether there is time to search for whole numbers: in flat tables programmes answer in them anyway."""
    return len(table.cells) <= (SMALL if table.is_flat else PATIENT)


def nearby(table: Table, cell: int, most: int, usable: set[int]) -> list[int]:
    """The cells nearest to one by shared sums, of those that may move."""
    found, edge = {cell}, [cell]
    for at in edge:
        for number in table.sums_of[at]:
            total, parts = table.sums[number]
            for other in (total, *parts):
                if other in usable and other not in found:
                    found.add(other)
                    edge.append(other)
                    if len(found) >= most:
                        return sorted(found)
    return sorted(found)


def protect_fast(
    table: Table,
    attackers: Sequence[Attacker],
    prices: Mapping[int, float],
    withheld: set[int],
    hint: Mapping[int, float] | None = None,
) -> set[int]:
    """The cells to withhold, primary ones included. Raises `NoPattern`.

    `hint`: how much of each cell a relaxed optimum withholds; what it likes is tried first, with more and
    with less trust, and the cheapest result is taken.
    """
    found: list[set[int]] = []
    for trust in (1.0, 0.6) if hint else (0.0,):
        liking = {
            at: price * (1.0 - trust * (hint or {}).get(at, 0.0)) + 1e-3 for at, price in prices.items()
        }
        fast = Fast(Pattern(table, attackers, prices, withheld), liking)
        fast.grow()
        fast.trim()
        found.append(fast.pattern.withheld)
    return min(found, key=lambda pattern: cost(pattern, prices))


def cost(withheld: set[int], prices: Mapping[int, float]) -> float:
    """What the secondary cells of a pattern cost."""
    return sum(prices[at] for at in sorted(withheld) if at in prices)

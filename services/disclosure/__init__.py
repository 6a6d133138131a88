"""Disclosure control on plain tables: what to withhold so that nobody can work out a narrow count.

    table = grid(cells, hierarchies)         # or system(cells, sums) for linked breakdowns
    found = protect(table, Policy(threshold=5))
    found.verdicts[("cluj", "f")]            # Verdict(status="secondary", interval=Interval(0, 12))

Pure functions, no Django. `table` holds cells and sums, `policy` the rules, `exact` and `fast` choose
the cells, `audit` (which shares no code with them) proves the choice, `protect` puts them together.
docs/disclosure.md explains the method to a statistician.
"""

from services.disclosure.audit import Interval
from services.disclosure.policy import Policy
from services.disclosure.protect import Protection, Verdict, protect
from services.disclosure.table import TOTAL, Cell, Key, NoPattern, Table, TableFault, grid, system

__all__ = [
    "TOTAL",
    "Cell",
    "Interval",
    "Key",
    "NoPattern",
    "Policy",
    "Protection",
    "Table",
    "TableFault",
    "Verdict",
    "grid",
    "protect",
    "system",
]

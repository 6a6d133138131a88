"""What a cell asks for: the spreadsheet refuses other things while somebody writes.

A rule stands once for all the cells that ask the same in a column: a large workbook has a handful of
rules instead of thousands, and is written and opened accordingly fast.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from beneficiaries.workbook.words import meanings, qualifiers

LARGEST = 999_999_999
Run = list[int]  # first and last row


@dataclass
class Asked:
    """The runs of rows of each column that ask for the same kind of thing."""

    runs: dict[tuple[str, int], list[Run]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, column: int, row: int) -> None:
        """One more cell; rows come in their order."""
        runs = self.runs[kind, column]
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])

    def write(self, page: Any) -> None:
        """Put the rules on the page; a formula speaks of its first cell and moves along with the others."""
        for (kind, column), runs in self.runs.items():
            (first, last), *others = runs
            rule = rule_of(kind, xl_rowcol_to_cell(first, column))
            rule["other_cells"] = [[start, column, end, column] for start, end in others]
            page.data_validation(first, column, last, column, rule)


def rule_of(kind: str, cell: str) -> dict[str, Any]:
    """What a kind of cell takes: served (a number, `-` or `?`), people (a number), or a word of a list."""
    if kind in ("served", "people"):
        said = _("Write a whole number here, or leave the cell empty.")
        if kind == "served":
            said = _("Write a whole number, 0, - (not applicable) or ? (not known yet).")
        whole = f"AND(ISNUMBER({cell}),{cell}>=0,{cell}<={LARGEST},{cell}=INT({cell}))"
        return {
            "validate": "custom",
            "value": f'=OR({whole},{cell}="-",{cell}="?")' if kind == "served" else f"={whole}",
            "error_title": _("Not a whole number")[:32],
            "error_message": said[:255],
        }
    title = _("What does this line mean?") if kind == "meaning" else _("How exact is the number?")
    words = meanings() if kind == "meaning" else qualifiers()
    return {
        "validate": "list",
        "source": list(words.values()),
        "error_title": title[:32],
        "error_message": _("Choose one of the list.")[:255],
    }

"""What stands in a workbook that we write: rules for what is typed, formulas to look at, what is locked."""

import io

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.workbook.books import QUALIFIER, REPEAT, SERVED, TOTAL, book_of, tables
from tests.world import World


def test_every_white_cell_takes_only_what_it_asks_for(world: World) -> None:
    """A number's cell a number, a line's cell a word of its list; one rule for all that ask the same."""
    book = load_workbook(io.BytesIO(book_of(world.started(2025, 2))))
    seen = set()
    for sheet, tags, codes in tables(book):
        rules = sheet.data_validations.dataValidation
        assert len(rules) <= 4
        for code, row in codes.items():
            for tag in (SERVED, REPEAT, QUALIFIER):
                cell = f"{get_column_letter(tags[tag])}{row}" if tag in tags else ""
                if not cell or sheet[cell].protection.locked or code.endswith("#expected"):
                    continue
                (rule,) = [rule for rule in rules if cell in rule.sqref]
                first = f"{get_column_letter(tags[tag])}{min(area.min_row for area in rule.sqref.ranges)}"
                assert ('="?"' in rule.formula1) == ("/" in code and tag == SERVED)
                number = ("/" in code and tag != QUALIFIER) or "#overlap" in code
                assert rule.type == ("custom" if number else "list")
                assert not number or f"INT({first})" in rule.formula1
                seen.add((code, tag))
    assert (
        (TOTAL, QUALIFIER) in seen
        and ("residential", SERVED) in seen
        and ("residential#overlap", SERVED) in seen
    )
    assert sum(tag == REPEAT for _code, tag in seen) == 6

"""What writer and reader agree on: the tags of columns, the codes of rows, the limits of a file.

A sheet has a hidden row with the tags of its columns and a hidden column with the codes of its rows,
so that both are found wherever they were moved to, whatever their headings were changed to.
"""

FORMAT = "protect-return-1"
MARK = "#protect"  # the first cell of the hidden sheet with the identity

CODE, NAME, LAST_YEAR, PREVIOUS = "#code", "#name", "#last_year", "#previous"
SERVED, REPEAT, QUALIFIER, NOTE, MEANING = "#served", "#repeat", "#qualifier", "#note", "#meaning"
TYPED = (SERVED, REPEAT, QUALIFIER, NOTE)

STATES = ("counted", "not_offered", "not_known", "only_total")
OVERLAP, EXPECTED = "#overlap", "#expected"
TO_LOOK_AT = "#sum"  # the code of a row that nobody reads back

MEGABYTE = 1 << 20
LARGEST_FILE = 5 * MEGABYTE
MAX_ROW, MAX_COLUMN = 20_000, 60
MAX_CELLS = 200_000
LONGEST_TEXT = 5_000


def cell_code(indicator: str, block: str, key: str) -> str:
    """`residential/age_sex/age=minor|sex=f`: a number's row."""
    return f"{indicator}/{block}/{key}"


def line_code(indicator: str, field: str = "") -> str:
    """`residential`: the row that says what a line means; `residential#overlap`: a field of it."""
    return f"{indicator}{field}"

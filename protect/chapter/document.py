"""A chapter as one tree of plain data: every format is written from it, so all say the same."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from protect.romanian.numbers import format_number

LOCALES = {"ro": "ro-RO", "en": "en-GB"}


@dataclass(frozen=True)
class Run:
    """Words with one look; `href` makes them a link."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """Level 1 is the chapter's title, 2 a section, 3 and 4 within it."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """`look`: '' for text, `quote`, or `note` for small print."""

    runs: Runs
    look: str = ""


@dataclass(frozen=True)
class Listing:
    """A list, numbered or not."""

    items: tuple[Runs, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a caption and a row of headings; numbers are numbers, `[c]` and the like are texts."""

    code: str
    caption: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    notes: tuple[str, ...] = ()

    def is_numeric(self, column: int) -> bool:
        """Whether a column holds numbers."""
        return any(isinstance(row[column], int) for row in self.rows)


@dataclass(frozen=True)
class Picture:
    """A chart: drawn once an edition under its code, said in words, and always with its table."""

    code: str
    title: str
    description: str
    source: str
    table: Table


@dataclass(frozen=True)
class Photo:
    """An uploaded picture, with its bytes or, while it is only read, with its address."""

    code: str
    caption: str
    description: str
    credit: str
    mime: str
    content: bytes = field(repr=False)
    address: str = ""

    @property
    def extension(self) -> str:
        return "png" if self.mime == "image/png" else "jpg"


Block = Heading | Paragraph | Listing | Table | Picture | Photo


@dataclass(frozen=True)
class Drawing:
    """What was drawn of a picture."""

    svg: str
    png: bytes


@dataclass(frozen=True)
class Document:
    """A chapter in one language. `statement` says on which release it stands."""

    language: str
    title: str
    year: int
    statement: str
    blocks: tuple[Block, ...]
    drawings: dict[str, Drawing] = field(default_factory=dict)

    @property
    def locale(self) -> str:
        return LOCALES[self.language]

    def written(self, value: str | int) -> str:
        """A value of a table as the language writes it."""
        return format_number(value, self.language) if isinstance(value, int) else value

    @property
    def pictures(self) -> list[Picture]:
        return [block for block in self.blocks if isinstance(block, Picture)]

    @property
    def photos(self) -> list[Photo]:
        return [block for block in self.blocks if isinstance(block, Photo)]

    @property
    def tables(self) -> list[Table]:
        """Every table, those of the pictures as well, in order and each once."""
        found = {
            table.code: table
            for block in self.blocks
            for table in ([block] if isinstance(block, Table) else [])
            + ([block.table] if isinstance(block, Picture) else [])
        }
        return list(found.values())

    @property
    def headings(self) -> list[Heading]:
        return [block for block in self.blocks if isinstance(block, Heading)]


def plain(runs: Runs) -> str:
    """The words of a run of text."""
    return "".join(run.text for run in runs)


def words_of(document: Document) -> Iterator[str]:
    """Every text of a document in reading order, as each format has to hold it."""
    yield document.title
    yield document.statement
    for block in document.blocks:
        match block:
            case Heading(text=text):
                yield text
            case Paragraph(runs=runs):
                yield plain(runs)
            case Listing(items=items):
                yield from (plain(item) for item in items)
            case Table():
                yield from words_of_table(document, block)
            case Picture():
                yield block.title
                yield block.source
            case Photo():
                yield from filter(None, (block.caption, block.credit))


def words_of_table(document: Document, table: Table) -> Iterator[str]:
    """Caption, headings, rows and notes."""
    yield table.caption
    yield from table.heading
    for row in table.rows:
        yield from (document.written(value) for value in row)
    yield from table.notes

"""What an XML part says: its paragraphs, and every other text and attribute value that could hold a code.

Read as a stream, without a tree: a sheet may have a million cells.
"""

import re
from xml.parsers import expat

from protect.files.reading.refusal import Refused

# Text runs on through everything inside one of these; elsewhere each element stands for itself.
RUNNING = {"p", "h", "si", "is", "text"}
# Stands in a running text without being part of it: fields, deletions, phonetic aids, who and when.
ASIDE = {
    "instrText", "delText", "delInstrText", "rPh", "f", "Fallback", "creator", "date", "creator-initials",
    "note-citation", "ruby-text", "rt",
}  # fmt: skip
GAPS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "s": " ", "line-break": " ", "noBreakHyphen": "-"}
DESCRIPTIONS = {"descr", "title"}
# Where a drawing runs, in numbers: only a whole code is looked for.
DRAWN = {"d", "points", "path", "viewBox", "enhanced-path"}
# Of fonts: how they look, in twenty hexadecimal digits.
LOOKS = {"panose", "panose1", "panose-1"}
WHOLE = re.compile(r"\d{13,}")
CODE = 13  # signs: no shorter text holds a code
TAG_SIGNS = re.compile(r"[<>]")


class Words:
    """Gathers `said` (paragraphs, descriptions) and `beside` (all else, each once)."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.beside: dict[str, None] = {}
        self._open: list[tuple[list[str], list[str]]] = []  # what is shown, and that with all asides
        self._loose: list[str] = []
        self._names: dict[str, str] = {}

    def read(self, body: bytes) -> None:
        """Everything in one part; raises `ExpatError` where it is no XML."""
        parser = expat.ParserCreate()
        parser.buffer_text = parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.CommentHandler = self.add
        parser.ProcessingInstructionHandler = lambda _target, data: self.add(data)
        parser.StartDoctypeDeclHandler = self._doctype
        parser.Parse(body, True)

    def add(self, text: str) -> None:
        """A text beside the paragraphs, if a code has room in it."""
        if len(text) >= CODE:
            self.beside[text] = None

    def _local(self, tag: str) -> str:
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = tag.rpartition(":")[2]
        return name

    def _start(self, tag: str, attributes: list[str]) -> None:
        if self._loose:
            self._flush()
        name = self._local(tag)
        for place in range(1, len(attributes), 2):
            attribute = self._local(attributes[place - 1])
            if name not in LOOKS and attribute not in LOOKS:
                self._attribute(attribute, attributes[place])
        if name in RUNNING or name in ASIDE:
            self._open.append(([], []))
        elif self._open:
            if name in GAPS:
                self._data(GAPS[name])
            elif name == "sym":
                self._data(symbol(attributes))

    def _attribute(self, name: str, value: str) -> None:
        if name in DESCRIPTIONS:
            self.said.append(value)
        elif name in DRAWN:
            for number in WHOLE.findall(value):
                self.add(number)
        else:
            self.add(value)

    def _data(self, text: str) -> None:
        if self._open:
            shown, everything = self._open[-1]
            shown.append(text)
            everything.append(text)
        else:
            self._loose.append(text)

    def _end(self, tag: str) -> None:
        if self._loose:
            self._flush()
        name = self._local(tag)
        if name not in RUNNING and name not in ASIDE:
            return
        pieces, all_pieces = self._open.pop()
        shown, everything = "".join(pieces), "".join(all_pieces)
        if name in ASIDE:
            self.add(everything)
            if self._open:
                self._open[-1][1].append(everything)
        else:
            if shown.strip():
                self.said.append(shown)
            if everything != shown:
                self.add(everything)

    def _flush(self) -> None:
        self.add("".join(self._loose).strip())
        self._loose.clear()

    def _doctype(self, *_declared: object) -> None:
        raise Refused("dtd")


def symbol(attributes: list[str]) -> str:
    """The sign that Word writes as a number of a symbol font: `w:char="F031"` is 1."""
    for place in range(1, len(attributes), 2):
        if attributes[place - 1].rpartition(":")[2] == "char" and re.fullmatch(
            r"(?i)f?0[0-9a-f]{2}", attributes[place]
        ):
            return chr(int(attributes[place], 16) & 0xFF)
    return " "


def bare(body: bytes) -> str:
    """All of a part that is not well-formed, as lines."""
    return TAG_SIGNS.sub("\n", body.decode("utf-8", "replace"))

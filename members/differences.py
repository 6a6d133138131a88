"""What changed between two revisions of a profile: field by field, and word by word inside a text.

The texts stay texts: a page writes each segment escaped, nothing here makes HTML.
"""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from members.models import ProfileRevision
from members.profile_fields import (
    ALL_NAMES,
    FIGURE_PARTS,
    FIGURES,
    Values,
    figure_name,
    figure_of,
    label_of,
    shown,
    values_of,
)

TOKEN = re.compile(r"\s+|[^\s]+")
Kind = Literal["same", "old", "new"]
SCATTERED = 6  # segments; up to so many a change is read word by word


@dataclass(frozen=True)
class Segment:
    """A run of words that stayed, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """A field of two revisions."""

    name: str
    label: str
    old: str
    new: str
    segments: list[Segment] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return self.old != self.new


def word_differences(old: str, new: str) -> list[Segment]:
    """The words of both texts in order; what is the same stands once.

    A text that was written anew stands whole, before and after: word by word nobody could read it.
    """
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    segments: list[Segment] = []
    for act, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if act == "equal":
            segments.append(Segment("same", "".join(before[a:b])))
            continue
        if b > a:
            segments.append(Segment("old", "".join(before[a:b])))
        if d > c:
            segments.append(Segment("new", "".join(after[c:d])))
    stayed = sum(len(segment.text) for segment in segments if segment.kind == "same")
    if len(segments) > SCATTERED and 2 * stayed < max(len(old), len(new)):
        return [Segment("old", old), Segment("new", new)]
    return segments


def differences(before: ProfileRevision | None, after: ProfileRevision) -> list[Difference]:
    """Every field that either revision fills, in the order of the form."""
    old, new = values_of(before), values_of(after)
    found = [_difference(name, old, new) for name in ALL_NAMES if not figure_of(name)]
    found += [_figure_difference(position, old, new) for position in range(FIGURES)]
    return [difference for difference in found if difference.old or difference.new]


def _difference(name: str, old: Values, new: Values) -> Difference:
    before, after = shown(name, old[name]), shown(name, new[name])
    return Difference(name, label_of(name), before, after, word_differences(before, after))


def _figure_difference(position: int, old: Values, new: Values) -> Difference:
    """A key figure is compared as one: a number without its year and source says nothing."""

    def line(values: Values) -> str:
        parts = {part: values[figure_name(position, part)] for part in FIGURE_PARTS}
        if not any(value for part, value in parts.items() if part != "qualifier"):
            return ""
        texts = [shown(figure_name(position, part), value) for part, value in parts.items()]
        return " · ".join(text for text in texts if text)

    before, after = line(old), line(new)
    name = figure_name(position, "label_ro")
    label = label_of(name).partition(":")[0]
    return Difference(name, label, before, after, word_differences(before, after))

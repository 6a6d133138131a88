"""Counting the words of a text, the differences between two, and how hard it reads."""

import difflib
import re
from collections.abc import Iterator

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
PIECE = re.compile(r"\s+|[^\s]+")
SENTENCE = re.compile(r"[.!?…:]+(?:\s|$)|\n\s*\n")
TOKEN = re.compile(r"\{\{.*?\}\}")


def count_words(text: str) -> int:
    """The words of a text; a bound number counts as one."""
    return len(WORD.findall(TOKEN.sub(" număr ", text)))


def lix(text: str) -> int:
    """Readability after Björnsson (1968): words a sentence + percentage of words above six letters.

    Only to compare texts of one kind: 60 is the most that a section should have.
    """
    prose = TOKEN.sub(" 1 ", text)
    words = WORD.findall(prose)
    if not words:
        return 0
    sentences = sum(bool(WORD.search(part)) for part in SENTENCE.split(prose))
    long = sum(len(word) > 6 for word in words)
    return round(len(words) / max(sentences, 1) + 100 * long / len(words))


def differences(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The words of two texts as (kind, words): `same`, `gone` or `new`, in reading order."""
    old, new = PIECE.findall(before), PIECE.findall(after)
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for act, i1, i2, j1, j2 in matcher.get_opcodes():
        if act == "equal":
            yield "same", "".join(old[i1:i2])
            continue
        if i1 < i2:
            yield "gone", "".join(old[i1:i2])
        if j1 < j2:
            yield "new", "".join(new[j1:j2])

"""What is looked at before approval: one small function a check, pure, on one text in one language.

A hard finding stands in the way of an edition; a soft one is for the editor to judge.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from protect.chapter.tokens import (
    SENTENCES,
    TOKEN,
    Figures,
    State,
    Token,
    Unreadable,
    tokens_of,
    value_of,
    write,
)
from protect.chapter.typed import offers, typed_numbers, typed_words
from protect.chapter.words import WORD, count_words, lix
from protect.privacy.fields import KIND_NAMES
from protect.privacy.guard import scan
from protect.romanian.text import comma_below

HARDEST_READING = 60
FEWEST_WORDS = 30
DIACRITICS = re.compile(r"[ăâîșțĂÂÎȘȚ]")
IMAGE = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<what>[^)\s]*)\)")
PICTURE = "picture:"


@dataclass(frozen=True)
class Subject:
    """A text to be checked, with what the checks need to know beside its words."""

    code: str
    title: str
    language: str
    body: str
    figures: Figures
    most_words: int = 900
    unanswered: tuple[str, ...] = ()
    must_be_written: bool = False
    pictures: Mapping[str, str] = field(default_factory=dict)
    """The descriptions of the section's pictures in this language, by code."""
    captions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What a check found: where, in words for the editor, and what could be put there instead."""

    check: str
    message: str
    passage: str = ""
    hard: bool = False
    offers: tuple[str, ...] = ()
    subject: Subject | None = None

    @property
    def place(self) -> str:
        """The end of an address that leads to the passage (a text fragment); "" where there is none."""
        words = self.passage.split("\n")[0][:80].strip()
        return f"#:~:text={quote(words, safe='').replace('-', '%2D')}" if words else ""


Check = Callable[[Subject], Iterator[Finding]]


def unbound(subject: Subject) -> Iterator[Finding]:
    """Numbers typed by hand, in digits or in words, with the tokens that have their value."""
    text = "\n\n".join((subject.body, *subject.captions))
    for typed in (*typed_numbers(text), *typed_words(text, subject.language)):
        if typed.is_surely_a_count:
            said = _("“%(number)s” is typed by hand. Bind it to a release, or to a source with its date.")
        else:
            said = _("“%(number)s” is a number in words. If it counts something, bind it.")
        found = tuple(offers(typed, subject.figures)[:5])
        yield Finding(
            "unbound", said % {"number": typed.written}, typed.written, typed.is_surely_a_count, found
        )


def suppressed(subject: Subject) -> Iterator[Finding]:
    """Figures that were not published: words stand in their place."""
    for token in tokens_of(subject.body):
        if value_of(token, subject.figures).state == State.SUPPRESSED:
            said = _("%(token)s was not published. Take it out, or write the sentence without it.")
            yield Finding("suppressed", said % {"token": token.written}, token.written, True)


def absent(subject: Subject) -> Iterator[Finding]:
    """Tokens that name nothing, or say what no token says."""
    for token in tokens_of(subject.body):
        value = value_of(token, subject.figures)
        try:
            write(token, value, subject.language)
            known = value.state != State.ABSENT
        except Unreadable:
            known = False
        if not known:
            said = _("%(token)s names no figure of a release. Check its code, cell and year.")
            yield Finding("absent", said % {"token": token.written}, token.written, True)


def open_and_closed(subject: Subject) -> Iterator[Finding]:
    """A sentence that compares a period still open with a closed one."""
    for sentence in SENTENCES.split(subject.body):
        values = [value_of(token, subject.figures) for token in tokens_of(sentence)]
        if len({value.provisional for value in values if value.state == State.PUBLISHED}) > 1:
            said = _("This sentence puts a provisional number beside a final one: they cannot be compared.")
            yield Finding("open_and_closed", said, sentence.strip())


def sums(subject: Subject) -> Iterator[Finding]:
    """A sentence with a total and its parts, which do not add up to it."""
    for sentence in SENTENCES.split(subject.body):
        tokens = tokens_of(sentence)
        for total in (token for token in tokens if token.cells == ("",)):
            parts = [token for token in tokens if is_part(token, total)]
            whole = value_of(total, subject.figures).number
            numbers = [value_of(part, subject.figures).number for part in parts]
            known = [number for number in numbers if number is not None]
            if len(parts) > 1 and whole is not None and len(known) == len(parts) and sum(known) != whole:
                said = _("The parts add up to %(sum)d, the total is %(total)d.")
                yield Finding("sums", said % {"sum": sum(known), "total": whole}, sentence.strip())


def is_part(token: Token, total: Token) -> bool:
    """A number, not a word in agreement, of cells of the same indicator and scope."""
    same = (token.code, token.scope) == (total.code, total.scope)
    return same and token.cells != ("",) and not any("/" in how for how in token.how)


def pictures(subject: Subject) -> Iterator[Finding]:
    """Pictures that say nothing to those who don't see them."""
    for match in IMAGE.finditer(subject.body):
        code = match["what"].removeprefix(PICTURE)
        if match["what"].startswith(PICTURE) and code not in subject.pictures:
            said = _("The section has no picture of this code.")
            yield Finding("pictures", said, match.group(), True)
        elif not match["words"].strip() and not subject.pictures.get(code, "").strip():
            yield Finding("pictures", _("This picture has no description."), match.group(), True)


def letters(subject: Subject) -> Iterator[Finding]:
    """Cedillas for commas, Romanian without its letters, straight quotation marks."""
    for word in WORD.findall(subject.body):
        if word != comma_below(word):
            said = _("“%(word)s” has cedillas. Write ș and ț with a comma below.")
            yield Finding("letters", said % {"word": word}, word)
    prose = TOKEN.sub("", subject.body)
    words = WORD.findall(prose)
    if subject.language == "ro" and len(words) >= FEWEST_WORDS and not DIACRITICS.search(prose):
        yield Finding("letters", _("The text has no Romanian letters (ă, â, î, ș, ț)."), prose[:60])
    if '"' in prose:
        yield Finding("letters", _("Straight quotation marks. Romanian has „ and ”."), '"')


def identifiers(subject: Subject) -> Iterator[Finding]:
    """Whatever could identify a person."""
    for found in scan(subject.body):
        said = _("This text holds %(kind)s (%(masked)s).")
        words = said % {"kind": KIND_NAMES[found.kind], "masked": found.masked}
        yield Finding("identifiers", words, hard=True)


def length(subject: Subject) -> Iterator[Finding]:
    """Sections longer than agreed."""
    words = count_words(subject.body)
    if words > subject.most_words:
        said = _("The section has %(words)d words. At most %(most)d were agreed.")
        yield Finding("length", said % {"words": words, "most": subject.most_words})


def comments(subject: Subject) -> Iterator[Finding]:
    """Comments that nobody answered."""
    for passage in subject.unanswered:
        yield Finding("comments", _("A comment waits for an answer."), passage)


def reading(subject: Subject) -> Iterator[Finding]:
    """Sections that read harder than a chapter should."""
    score = lix(subject.body)
    if count_words(subject.body) >= FEWEST_WORDS and score > HARDEST_READING:
        said = _("Readability (LIX) %(score)d. Up to %(most)d reads well: shorten the sentences.")
        yield Finding("reading", said % {"score": score, "most": HARDEST_READING})


def written(subject: Subject) -> Iterator[Finding]:
    """Sections without a text."""
    if subject.must_be_written and not subject.body.strip():
        yield Finding("written", _("There is no text yet."), hard=True)


CHECKS: dict[str, tuple[Check, str | Promise]] = {
    "written": (written, gettext_lazy("sections without a text")),
    "unbound": (unbound, gettext_lazy("numbers typed by hand")),
    "suppressed": (suppressed, gettext_lazy("figures that were not published")),
    "absent": (absent, gettext_lazy("bound numbers that name nothing")),
    "open_and_closed": (open_and_closed, gettext_lazy("open and closed periods compared")),
    "sums": (sums, gettext_lazy("sums that are not their parts")),
    "pictures": (pictures, gettext_lazy("pictures without a description")),
    "letters": (letters, gettext_lazy("Romanian letters and quotation marks")),
    "identifiers": (identifiers, gettext_lazy("identifiers of people")),
    "length": (length, gettext_lazy("length")),
    "comments": (comments, gettext_lazy("unanswered comments")),
    "reading": (reading, gettext_lazy("readability")),
}


def findings_in(subject: Subject) -> list[Finding]:
    """Everything that the checks find in a text."""
    return [
        Finding(f.check, f.message, f.passage, f.hard, f.offers, subject)
        for check, _name in CHECKS.values()
        for f in check(subject)
    ]

"""The guard: finds what identifies a person in a text, however it is dressed up.

A personal numeric code (CNP) with a valid check digit is refused everywhere; telephone numbers,
e-mail addresses and the like are refused where a text must not hold any contact (a return).
What was found is only ever shown masked.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

import phonenumbers
from stdnum.ro import cnp as cnp_rules

# Numbers that help people, and belong to nobody: emergency, free helplines.
PUBLIC_NUMBERS = {"112", "119", "116111", "116000", "116006", "0800800678", "0800500333"}

TAG = re.compile(r"<[^<>]{0,300}>")
# What is drawn as nothing although it counts as a letter: the Hangul fillers.
DRAWN_AS_NOTHING = {"\u115f", "\u1160", "\u3164", "\uffa0"}
DIGIT_WORDS = {
    "zero": "0", "unu": "1", "una": "1", "doi": "2", "doua": "2", "trei": "3", "patru": "4",
    "cinci": "5", "sase": "6", "sapte": "7", "opt": "8", "noua": "9",
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9",
}  # fmt: skip
WORD_RUN = re.compile(rf"\b(?:{'|'.join(DIGIT_WORDS)})(?:[\s,.-]+(?:{'|'.join(DIGIT_WORDS)}))+\b")
# Digits, and letters that look like them, in groups that a few signs part: neither letters nor digits.
GROUP = re.compile(r"[0-9OolI|]+")
RUN = re.compile(r"[0-9OolI|]+(?:[\W_]{1,6}[0-9OolI|]+)*")
COLUMN_GAP = re.compile(r"\s{2}|[\t\r\n]")
FIELDS = {1, 3, 5, 7, 9, 12}  # a code breaks after sex, year, month, day, county, number
HOMOGLYPHS = str.maketrans("OolI|", "00111")

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w.+-]+\s*(?:\[at\]|\(at\))\s*[\w-]+(?:\.[\w-]+)+", re.I)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]){11,30}\b")
CARD = re.compile(r"\bseria\s+[A-Z]{2}\s*[,;]?\s*(?:nr\.?|num[aă]rul)?\s*\d{6}\b", re.I)
PLATE = re.compile(r"\b(?:B[ -]?\d{2,3}|[A-Z]{2}[ -]?\d{2})[ -]?[A-Z]{3}\b")
PASSPORT = re.compile(r"\bpa[sș]aport\w*\W{0,12}(?:nr\.?|num[aă]r\w*)?\W{0,4}(\d{8,9})\b", re.I)
BIRTH = re.compile(
    r"\b(?:n[aă]scut[aă]?|data na[sș]terii|born(?: on)?)\b.{0,14}?(\d{1,2}[./ -]\d{1,2}[./ -]\d{4})", re.I
)
PHONE_CANDIDATE = re.compile(r"(?<![\w])(?:\+|00)?\d(?:[ ./()\-]{0,2}\d){8,14}(?![\w])")


@dataclass(frozen=True)
class Finding:
    """An identifier in a text: its kind, its line (from 1) and itself masked."""

    kind: str
    line: int
    masked: str


def mask(value: str) -> str:
    """The first two and the last two signs, stars between: enough to find it again, no more."""
    tidy = re.sub(r"\s+", "", value)
    return tidy[:2] + "*" * max(3, len(tidy) - 4) + tidy[-2:] if len(tidy) > 6 else "*" * len(tidy)


def plain(text: str) -> str:
    """`text` as a person reads it: entities decoded, tags and invisible signs dropped, one form of digits."""
    text = unicodedata.normalize("NFKC", TAG.sub("", html.unescape(html.unescape(text))))
    return "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign
        for sign in text
        if sign.isascii() or not is_invisible(sign)
    )


def is_invisible(sign: str) -> bool:
    """Whether it takes no room between two digits: format characters, variation selectors, keycaps."""
    return unicodedata.category(sign) in ("Cf", "Mn", "Me") or sign in DRAWN_AS_NOTHING


def spelled_out(text: str) -> str:
    """`text` with runs of digit words, Romanian or English, turned into digits."""
    folded = "".join(s for s in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(s))
    return WORD_RUN.sub(
        lambda run: "".join(DIGIT_WORDS[word] for word in re.findall(r"[a-z]+", run.group())), folded
    )


def cnps(text: str, *, in_table: bool = False) -> Iterator[str]:
    """Every valid personal numeric code: inside a longer number, and over groups that a few signs part.

    A code may begin and end with any group. `in_table` says that neighbouring numbers are as a rule no code;
    the same holds over the lines and columns of a text: there they count as one only where codes break.
    """
    for source in dict.fromkeys((text, spelled_out(text), text.replace("|", " "))):
        for run in RUN.finditer(source):
            for digits in candidates(run.group(), in_table):
                if cnp_rules.is_valid(digits):
                    yield digits


def candidates(run: str, in_table: bool) -> Iterator[str]:
    """Thirteen digits in a row of groups: whole groups together, or any thirteen of a longer number."""
    groups = [group.translate(HOMOGLYPHS) for group in GROUP.findall(run)]
    gaps = GROUP.split(run)[1:-1]
    for first, group in enumerate(groups):
        yield from (group[at : at + 13] for at in range(len(group) - 12))
        last, digits = first, group
        while len(digits) < 13 and last + 1 < len(groups):
            last += 1
            digits += groups[last]
        if last == first or len(digits) != 13:
            continue
        is_apart = in_table or any(COLUMN_GAP.search(gap) for gap in gaps[first:last])
        is_parted_once = last == first + 1 and not in_table
        if not is_apart or is_parted_once or breaks_as_a_code(groups, first, last):
            yield digits


def breaks_as_a_code(groups: list[str], first: int, last: int) -> bool:
    """Whether these groups may be a code rather than neighbouring numbers: parted where its fields end, or a
    digit to a box, thirteen boxes and no more."""
    breaks = set(accumulate(len(group) for group in groups[first:last]))
    if len(breaks) == 12:
        beside = groups[max(first - 1, 0) : first] + groups[last + 1 : last + 2]
        return not any(len(group) == 1 for group in beside)
    return breaks <= FIELDS


def phones(text: str) -> Iterator[str]:
    """Telephone numbers, Romanian or international; not the public helplines."""
    for match in PHONE_CANDIDATE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if digits in PUBLIC_NUMBERS or digits.removeprefix("40") in {n.lstrip("0") for n in PUBLIC_NUMBERS}:
            continue
        national = digits.startswith("0") or match.group().startswith("+")
        try:
            number = phonenumbers.parse(match.group(), "RO")
        except phonenumbers.NumberParseException:
            continue
        if national and phonenumbers.is_valid_number(number):
            yield match.group()


def ibans(text: str) -> Iterator[str]:
    """Bank accounts with a valid checksum."""
    for match in IBAN.finditer(text.upper()):
        tidy = match.group().replace(" ", "")
        for end in range(len(tidy), 14, -1):
            part = tidy[:end]
            if int("".join(str(int(c, 36)) for c in part[4:] + part[:4])) % 97 == 1:
                yield part
                break


def matching(pattern: re.Pattern[str]) -> Callable[[str], Iterator[str]]:
    """A detector that is one pattern."""
    return lambda text: (match.group() for match in pattern.finditer(text))


DETECTORS: tuple[tuple[str, Callable[[str], Iterator[str]]], ...] = (
    ("cnp", cnps),
    ("iban", ibans),
    ("email", matching(EMAIL)),
    ("phone", phones),
    ("identity_card", matching(CARD)),
    ("passport", matching(PASSPORT)),
    ("number_plate", matching(PLATE)),
    ("birth_date", matching(BIRTH)),
)


def scan(text: str) -> list[Finding]:
    """Everything in `text` that identifies a person, line by line; codes broken over lines as well."""
    found: dict[tuple[str, str], Finding] = {}
    lines = [plain(line) for line in text.split("\n")]
    for number, line in enumerate(lines, 1):
        for kind, detect in DETECTORS:
            for value in detect(line):
                found.setdefault((kind, value), Finding(kind, number, mask(value)))
    for value in cnps(plain(text)):
        found.setdefault(("cnp", value), Finding("cnp", 1, mask(value)))
    return sorted(found.values(), key=lambda finding: (finding.line, finding.kind))


def refused(text: str, *, strict: bool) -> list[Finding]:
    """What a text may not hold: a CNP never; with `strict` no identifier of any kind."""
    findings = scan(text)
    return findings if strict else [finding for finding in findings if finding.kind == "cnp"]

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

import phonenumbers
from stdnum.ro import cnp as cnp_rules

# Numbers that help people, and belong to nobody: emergency, free helplines.
PUBLIC_NUMBERS = {"112", "119", "116111", "116000", "116006", "0800800678", "0800500333"}

TAG = re.compile(r"<[^<>]{0,300}>")
ZERO_WIDTH = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
DIGIT_WORDS = {
    "zero": "0", "unu": "1", "una": "1", "doi": "2", "doua": "2", "trei": "3", "patru": "4",
    "cinci": "5", "sase": "6", "sapte": "7", "opt": "8", "noua": "9",
}  # fmt: skip
WORD_RUN = re.compile(rf"\b(?:{'|'.join(DIGIT_WORDS)})(?:[\s,.-]+(?:{'|'.join(DIGIT_WORDS)}))+\b")
THIRTEEN = re.compile(r"(?<![0-9])[1-9OolI|](?:[ \t./_\-–,]{0,3}[0-9OolI|]){12}(?![0-9])")
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
    text = ZERO_WIDTH.sub("", TAG.sub("", html.unescape(html.unescape(text))))
    text = unicodedata.normalize("NFKC", text)
    return "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in text
    )


def spelled_out(text: str) -> str:
    """`text` with runs of Romanian digit words turned into digits."""
    folded = "".join(s for s in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(s))
    return WORD_RUN.sub(
        lambda run: "".join(DIGIT_WORDS[word] for word in re.findall(r"[a-z]+", run.group())), folded
    )


def cnps(text: str) -> Iterator[str]:
    """Every valid personal numeric code, at any offset of a run of digits with separators."""
    for source in dict.fromkeys((text, spelled_out(text))):
        for match in THIRTEEN.finditer(source):
            digits = re.sub(r"\D", "", match.group().translate(HOMOGLYPHS))
            if cnp_rules.is_valid(digits):
                yield digits


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
    for value in cnps(plain(text).replace("\n", " ")):
        found.setdefault(("cnp", value), Finding("cnp", 1, mask(value)))
    return sorted(found.values(), key=lambda finding: (finding.line, finding.kind))


def refused(text: str, *, strict: bool) -> list[Finding]:
    """What a text may not hold: a CNP never; with `strict` no identifier of any kind."""
    findings = scan(text)
    return findings if strict else [finding for finding in findings if finding.kind == "cnp"]

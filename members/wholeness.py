"""What a profile still lacks before it can be sent, and what its reader should look at twice."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from members.models import ProfileRevision
from members.profile_fields import TEXT_NAMES, figure_name, label_of, values_of
from protect.privacy.guard import plain, scan

REQUIRED = ("summary_ro", "mission_ro", "activity_ro")
# In Romanian a street has a word before its name, in English one after it; a map needs no words at all.
PLACES = (
    r"\b(?i:str|strada|b-?dul|bd|bulevardul|aleea|sos|soseaua|calea|piata|splaiul|intrarea|fundatura)\b"
    r"[. ]+[A-Z]\w*",
    r"\b(?i:nr)[. ]*\d+",
    r"\b(?i:bl|bloc|blocul|sc|scara|ap|apartamentul|et|etajul)\b[. ]*(?:[A-Z]?\d{1,3}|[A-Z])\b",
    r"\b[A-Z]\w+,? \d{1,3}[a-z]?, ?[A-Z]\w+",  # „Florilor 12, Iași”
    r"\b\d{1,4}[a-z]?,? (?:[A-Z]\w+ )+(?:Street|St|Road|Rd|Avenue|Ave|Lane|Boulevard|Square)\b",
    r"\b4[3-8][.,]\d{3,}\W{1,3}2\d[.,]\d{3,}",  # degrees within Romania
    r"\b(?i:maps\.app\.goo\.gl|goo\.gl/maps|google\.\w+/maps|openstreetmap\.org|waze\.com|what3words\.com)\S*",
)
PLACE = re.compile("|".join(PLACES))


@dataclass(frozen=True)
class Fault:
    """A field and what is the matter with it."""

    name: str
    text: str


def address_in(text: str) -> str:
    """What looks like a place's address in `text`, however dressed up; empty where nothing does."""
    seen = without_marks(plain(text))
    match = PLACE.search(seen)
    return match.group() if match else ""


def without_marks(text: str) -> str:
    """`text` without diacritics; capitals stay."""
    return "".join(s for s in unicodedata.normalize("NFD", text) if not unicodedata.combining(s))


def missing(revision: ProfileRevision) -> list[Fault]:
    """What keeps a profile from being sent."""
    values = values_of(revision)
    faults = [
        Fault(name, _("Fill in “%(field)s”.") % {"field": label_of(name)})
        for name in REQUIRED
        if not values[name]
    ]
    for figure in revision.figures.all():
        lacking = [part for part in ("label_ro", "number", "year", "source") if not has(figure, part)]
        if lacking:
            name = figure_name(figure.position, lacking[0])
            faults.append(
                Fault(name, _("Every figure has its number, year and source: “%(field)s” is empty.")
                      % {"field": label_of(name)})
            )  # fmt: skip
    return faults


def has(figure: object, part: str) -> bool:
    """Whether that part of a key figure is filled; 0 is a number."""
    return getattr(figure, part) not in ("", None)


def to_look_at(revision: ProfileRevision) -> list[Fault]:
    """What its reader should look at twice: contacts of people, addresses, a missing English text."""
    found = []
    values = values_of(revision)
    for name in TEXT_NAMES:
        text = values[name][0] if values[name] else ""
        if street := address_in(text):
            found.append(Fault(name, _("This looks like an address: %(what)s") % {"what": street}))
        found += [
            Fault(name, _("This looks like a personal contact: %(what)s") % {"what": finding.masked})
            for finding in scan(text)
        ]
    if not values["activity_en"]:
        found.append(Fault("activity_en", _("English pages show the Romanian text: there is no other.")))
    return found

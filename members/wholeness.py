"""What a profile still lacks before it can be sent, and what its reader should look at twice."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from members.models import ProfileRevision
from members.profile_fields import TEXT_NAMES, figure_name, label_of, values_of
from protect.privacy.guard import scan

REQUIRED = ("summary_ro", "mission_ro", "activity_ro")
# „strada Lungă”, „str. Lungă nr. 4”, „Bd. Unirii”: in Romanian a street has a word before its name.
STREET = re.compile(
    r"\b(?:[Ss]tr(?:ada|\.)|[Bb]d\.|[Bb]-dul|[Bb]ulevardul|[Aa]leea|[Șș]os(?:eaua|\.)|[Cc]alea|[Pp]iața)"
    r"\s+[A-ZĂÂÎȘȚ]\w*|\b[Nn]r\.?\s*\d+|\b(?:bl|sc|ap|et)\.\s*\w{1,4}\b"
)


@dataclass(frozen=True)
class Fault:
    """A field and what is the matter with it."""

    name: str
    text: str


def address_in(text: str) -> str:
    """What looks like a postal address in `text`; empty where nothing does."""
    match = STREET.search(text)
    return match.group() if match else ""


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

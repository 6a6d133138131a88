"""The fields of a profile as data: what the form asks for, what a review compares, what an export holds.

Every value is a list of strings, as forms and scripts send it: one for a text, any number for choices.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.counties import COUNTIES
from members.models import Audience, KeyFigure, ProfileRevision
from members.models.profiles import TEXTS, ProfileAudience, ProfileCounty

FIGURES = 6
PLAIN = ("cities", "founded", "website", "email", "phone")
CHOICES = ("counties", "audiences")
FIGURE_PARTS = ("label_ro", "label_en", "qualifier", "number", "year", "source")
TEXT_NAMES = tuple(f"{text}_{language}" for text in TEXTS for language in ("ro", "en"))
Value = list[str]
Values = dict[str, Value]
LANGUAGES: Mapping[str, str | Promise] = {"ro": gettext_lazy("Romanian"), "en": gettext_lazy("English")}


@dataclass(frozen=True)
class Named:
    """A field with its name for people: `name` is that of the form, `label` says the language as well."""

    name: str
    label: str


def figure_name(position: int, part: str) -> str:
    """The form's name of a part of a key figure."""
    return f"figure{position}_{part}"


def figure_of(name: str) -> tuple[int, str] | None:
    """Position and part, where the name is of a key figure."""
    if not name.startswith("figure"):
        return None
    position, _underscore, part = name.removeprefix("figure").partition("_")
    return (int(position), part) if position.isdigit() and part in FIGURE_PARTS else None


def figure_names() -> list[str]:
    """All parts of all places for key figures."""
    return [figure_name(position, part) for position in range(FIGURES) for part in FIGURE_PARTS]


ALL_NAMES: tuple[str, ...] = (*TEXT_NAMES, *PLAIN, *CHOICES, *figure_names())


def digest(value: Value) -> str:
    """A short mark of what a page showed: the page sends it back, and a conflict is seen."""
    tidy = "\x00".join(part.replace("\r\n", "\n").strip() for part in sorted(value) if part.strip())
    return hashlib.sha256(tidy.encode()).hexdigest()[:16]


def values_of(revision: ProfileRevision | None) -> Values:
    """Everything that a revision says; of none, nothing."""
    values: Values = {name: ["exact"] if name.endswith("_qualifier") else [] for name in ALL_NAMES}
    if revision is None:
        return values
    for name in (*TEXT_NAMES, *PLAIN):
        stored = getattr(revision, name)
        values[name] = [] if stored in ("", None) else [str(stored)]
    values["counties"] = sorted(revision.counties.values_list("county", flat=True))
    values["audiences"] = sorted(revision.audiences.values_list("audience", flat=True))
    for figure in revision.figures.all():
        for part in FIGURE_PARTS:
            stored = getattr(figure, part)
            values[figure_name(figure.position, part)] = [] if stored in ("", None) else [str(stored)]
    return values


def write_values(revision: ProfileRevision, values: Values) -> None:
    """Put checked values into a revision; the caller saves the revision itself and holds the transaction."""
    for name, value in values.items():
        first = value[0] if value else ""
        if name == "counties":
            revision.counties.all().delete()
            ProfileCounty.objects.bulk_create(ProfileCounty(revision=revision, county=code) for code in value)
        elif name == "audiences":
            revision.audiences.all().delete()
            ProfileAudience.objects.bulk_create(
                ProfileAudience(revision=revision, audience=code) for code in value
            )
        elif name == "founded":
            revision.founded = int(first) if first else None
        elif name in TEXT_NAMES or name in PLAIN:
            setattr(revision, name, first)
    write_figures(revision, values)


def write_figures(revision: ProfileRevision, values: Values) -> None:
    """The key figures of `values`: a place whose every part is empty holds none."""
    changed: dict[int, dict[str, str]] = {}
    for name, value in values.items():
        if found := figure_of(name):
            changed.setdefault(found[0], {})[found[1]] = value[0] if value else ""
    for position, parts in changed.items():
        figure = revision.figures.filter(position=position).first()
        figure = figure or KeyFigure(revision=revision, position=position)
        for part, text in parts.items():
            if part in ("number", "year"):
                setattr(figure, part, int(text) if text else None)
            else:
                setattr(figure, part, text or ("exact" if part == "qualifier" else ""))
        if any([figure.label_ro, figure.label_en, figure.number is not None, figure.year, figure.source]):
            figure.save()
        elif figure.pk:
            figure.delete()


def model_field(model: type[models.Model], name: str) -> models.Field:
    """A field of a model's own, with its label and limits."""
    found = model._meta.get_field(name)
    assert isinstance(found, models.Field)
    return found


def label_of(name: str) -> str:
    """What people call a field."""
    if found := figure_of(name):
        part = model_field(KeyFigure, found[1]).verbose_name
        return _("Figure %(number)d: %(part)s") % {"number": found[0] + 1, "part": part}
    if name == "counties":
        return _("Counties where we work")
    if name == "audiences":
        return _("Who can turn to us")
    label = str(model_field(ProfileRevision, name).verbose_name)
    language = name.rpartition("_")[2]
    return f"{label} ({LANGUAGES[language]})" if name in TEXT_NAMES else label


def shown(name: str, value: Value) -> str:
    """A value as people read it."""
    if name == "counties":
        return ", ".join(county.name for code, county in COUNTIES.items() if code in value)
    if name == "audiences":
        return ", ".join(str(audience.label) for audience in Audience if audience.value in value)
    if (found := figure_of(name)) and found[1] == "qualifier" and value:
        return str(KeyFigure.Qualifier(value[0]).label)
    return value[0] if value else ""

"""The directory as a table: one row an organisation, UTF-8 with a mark for the sake of spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse

from members.counties import COUNTIES
from members.models import Audience, Language, OfferKind, Organisation

HEADING = (
    "slug", "name", "summary", "counties", "serves", "services", "languages", "founded", "website", "phone",
    "email", "page",
)  # fmt: skip
NUMBER = re.compile(r"[+\d][\d ./()-]*")


def lines(organisations: Iterable[Organisation]) -> Iterator[str]:
    """The file in pieces, as they are read from the database."""
    yield "\ufeff" + _line(HEADING)
    for organisation in organisations:
        yield _line([_safe(cell) for cell in _row(organisation)])


def _row(organisation: Organisation) -> list[str]:
    profile = organisation.published_revision
    assert profile is not None
    offers = organisation.public_offers  # type: ignore[attr-defined]
    languages = sorted({code for offer in offers for code in offer.language_codes})
    return [
        organisation.slug,
        organisation.name,
        profile.text("summary"),
        "; ".join(COUNTIES[code].name for code in profile.county_codes),
        "; ".join(str(Audience(code).label) for code in profile.audience_codes),
        "; ".join(str(OfferKind(kind).label) for kind in sorted({offer.kind for offer in offers})),
        "; ".join(str(Language(code).label) for code in languages),
        str(profile.founded or ""),
        profile.website,
        profile.phone,
        profile.email,
        settings.SITE_URL + reverse("public:organisation", args=[organisation.slug]),
    ]


def _safe(cell: str) -> str:
    """No cell begins a formula; a telephone number may begin with its plus."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) and not NUMBER.fullmatch(cell) else cell


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()

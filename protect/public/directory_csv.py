"""The directory as a table: one row an organisation, UTF-8 with a mark for the sake of spreadsheets."""

from collections.abc import Iterable, Iterator
from itertools import chain

from django.conf import settings
from django.urls import reverse

from members.counties import COUNTIES
from members.models import Audience, Language, OfferKind, Organisation
from protect.files.cells import csv_lines

HEADING = (
    "slug", "name", "summary", "counties", "serves", "services", "languages", "founded", "website", "phone",
    "email", "page",
)  # fmt: skip


def lines(organisations: Iterable[Organisation]) -> Iterator[str]:
    """The file in pieces, as they are read from the database."""
    yield "\ufeff"
    yield from csv_lines(chain([HEADING], map(_row, organisations)))


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

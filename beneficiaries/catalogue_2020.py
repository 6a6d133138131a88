"""The first catalogue: the eight lines of 2020, their dimensions, and the form that asks for them.

The words stand in data/catalogue_2020.json. One-way blocks (county, form of exploitation,
destination) are made for every line about people, so that they can be switched on at any time.
"""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from beneficiaries.actions.forms import define_form
from beneficiaries.catalogue import make_block
from beneficiaries.models import (
    Block,
    Category,
    CategoryMapping,
    Dimension,
    Form,
    Indicator,
    IndicatorVersion,
)

DATA = Path(__file__).parent / "data" / "catalogue_2020.json"
CROSSED = {"age_sex": ["age_group", "sex"], "audience": ["audience"]}
ONE_WAY = {"county": ["county"], "exploitation": ["exploitation"], "destination": ["destination"]}


@transaction.atomic
def load_catalogue() -> Form:
    """Make what is missing of the catalogue, and the first form if there is none; returns the first form."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    for dimension in data["dimensions"]:
        load_dimension(dimension)
    load_counties(data["regions"])
    load_mappings(data["mappings"])
    lines = [load_indicator(entry, place) for place, entry in enumerate(data["indicators"])]
    return Form.objects.order_by("number").first() or define_form(lines, by=None, note="2020")


def load_dimension(entry: dict[str, Any]) -> Dimension:
    """A dimension with its categories."""
    dimension, _made = Dimension.objects.get_or_create(
        code=entry["code"], defaults={"name_ro": entry["ro"], "name_en": entry["en"]}
    )
    for place, (code, romanian, english) in enumerate(entry["categories"]):
        Category.objects.get_or_create(
            dimension=dimension,
            code=code,
            defaults={
                "name_ro": romanian,
                "name_en": english,
                "position": place,
                "is_unknown": code == "unknown",
            },
        )
    return dimension


def load_counties(regions: list[Any]) -> None:
    """The 42 counties in the eight development regions, with their ISO and NUTS codes."""
    dimension, _made = Dimension.objects.get_or_create(
        code="county", defaults={"name_ro": "județul", "name_en": "county"}
    )
    place = 0
    for code, name, nuts, counties in regions:
        region = category(dimension, code, name, name, place)
        remember(region, "NUTS", "2021", nuts)
        for county, (county_name, county_nuts) in counties.items():
            place += 1
            made = category(dimension, county, county_name, county_name, place, parent=region)
            remember(made, "NUTS", "2021", county_nuts)
            remember(made, "ISO 3166-2", "2020", f"RO-{county}")
    category(dimension, "national", "național sau online", "nationwide or online", place + 1)
    unknown = category(dimension, "unknown", "județul nu se cunoaște", "county not known", place + 2)
    Category.objects.filter(pk=unknown.pk).update(is_unknown=True)


def category(
    dimension: Dimension, code: str, romanian: str, english: str, place: int, parent: Category | None = None
) -> Category:
    """The category of that code, made if it is not there."""
    return Category.objects.get_or_create(
        dimension=dimension,
        code=code,
        defaults={"name_ro": romanian, "name_en": english, "position": place, "parent": parent},
    )[0]


def remember(of: Category, scheme: str, version: str, code: str) -> None:
    """What an outside list calls a category."""
    CategoryMapping.objects.get_or_create(
        category=of, scheme=scheme, version=version, defaults={"code": code}
    )


def load_mappings(mappings: dict[str, dict[str, str]]) -> None:
    """The names of HTCDS 2.0, where it has one."""
    for dimension, codes in mappings.items():
        for code, outside in codes.items():
            remember(Category.objects.get(dimension__code=dimension, code=code), "HTCDS", "2.0", outside)


def load_indicator(entry: dict[str, Any], place: int) -> tuple[IndicatorVersion, list[Block]]:
    """An indicator with its first version, all its blocks, and those that the first form asks for."""
    indicator, _made = Indicator.objects.get_or_create(code=entry["code"], defaults={"position": place})
    texts = {
        f"{part}_{language}": entry[part][at]
        for part in ("name", "definition", "include", "exclude")
        for at, language in enumerate(("ro", "en"))
    }
    version, _made = IndicatorVersion.objects.get_or_create(
        indicator=indicator,
        number=1,
        defaults={
            **texts,
            "noun": entry["noun"],
            "count_basis": entry.get("count_basis", "people"),
            "about_activities": entry.get("about_activities", False),
            "with_accommodation": entry.get("with_accommodation", False),
        },
    )
    blocks = {"total": make_block(indicator, "total", Block.Kind.TOTAL)}
    wanted = set(entry["blocks"]) | (set() if entry.get("about_activities") else set(ONE_WAY))
    for position, (code, dimensions) in enumerate({**CROSSED, **ONE_WAY}.items(), 1):
        if code in wanted:
            kind = Block.Kind.CROSSED if code in CROSSED else Block.Kind.ONE_WAY
            found = [Dimension.objects.get(code=name) for name in dimensions]
            blocks[code] = make_block(indicator, code, kind, found, position)
    return version, [blocks["total"], *(blocks[code] for code in entry["blocks"])]

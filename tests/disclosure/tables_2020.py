"""The public tables of 2020 (annual report on trafficking in persons in 2020), as systems of cells and sums.

The figures are facts, copied from `shared/reference/`; the regions are the eight development regions of
Romania's NUTS 2 level.
"""

import json
from collections.abc import Callable
from pathlib import Path

from services.disclosure import TOTAL, Cell, Key, Policy, Table, grid, protect, system

EXPECTED = Path(__file__).parent / "expected"

WHO = ("minor_female", "minor_male", "adult_female", "adult_male")
ASSISTANCE = """
any assisted_victims 131 35 91 32
any assisted_by_public_only 106 31 28 10
any assisted_by_ngo_only 14 4 46 15
any assisted_in_partnership 11 0 17 7
public assisted 117 31 45 17
public accommodation 36 8 14 7
public accommodation_victim_centre 15 3 2 0
public accommodation_other_centre 21 5 12 7
public medical 27 8 15 5
public psychological 93 25 32 7
public financial_aid 4 2 1 0
public material_aid 20 6 7 5
public legal 3 0 3 0
public school_reintegration 23 2 1 0
public vocational_counselling 1 0 19 5
public work_reintegration 0 0 3 0
public other 2 0 3 0
ngo assisted 25 4 63 22
ngo accommodation 2 0 13 3
ngo accommodation_victim_centre 1 0 7 1
ngo accommodation_other_centre 1 0 6 2
ngo medical 10 0 26 1
ngo psychological 20 2 49 4
ngo financial_aid 11 0 24 7
ngo material_aid 10 2 35 18
ngo legal 0 0 1 0
ngo school_reintegration 4 0 4 0
ngo vocational_counselling 3 0 13 1
ngo requalification 0 0 2 0
ngo work_reintegration 0 0 4 1
ngo other 0 0 0 1
"""
COUNTIES = (
    "GL 45 IS 34 BC 33 DJ 30 TM 29 B 26 AG 24 IF 23 BH 23 MS 21 BR 19 TL 19 SB 17 BV 17 OT 17 BZ 16 PH 15 "
    "CT 15 AB 13 VS 13 GR 11 BT 11 DB 10 AR 10 SJ 9 MH 9 MM 9 TR 8 BN 8 VN 7 CL 7 SM 7 SV 7 GJ 6 CV 6 CS 5 "
    "IL 4 VL 4 HD 4 CJ 2 NT 2 unknown 1"
)
REGIONS = {
    "nord-est": "BC BT IS NT SV VS",
    "sud-est": "BR BZ CT GL TL VN",
    "sud-muntenia": "AG CL DB GR IL PH TR",
    "sud-vest": "DJ GJ MH OT VL",
    "vest": "AR CS HD TM",
    "nord-vest": "BH BN CJ MM SJ SM",
    "centru": "AB BV CV HR MS SB",
    "bucuresti-ilfov": "B IF",
}
DESTINATIONS = (
    "RO 265 32 24,GB 46 24 5,DE 44 8 5,IT 33 1 8,ES 17 16 0,SE 3 0 22,FR 13 1 4,CH 15 0 1,AT 13 1 0,IE 9 3 1,"
    "BE 9 0 1,CZ 0 9 0,NL 7 0 1,NO 5 0 0,CY 2 0 2,GR 1 0 2,DK 3 0 0,FI 2 0 0,HU 1 0 0,SY 0 1 0,PT 1 0 0"
)
PARTS = {
    "any/assisted_victims": (
        "any/assisted_by_public_only",
        "any/assisted_by_ngo_only",
        "any/assisted_in_partnership",
    ),
    "public/assisted": ("any/assisted_by_public_only", "any/assisted_in_partnership"),
    "ngo/assisted": ("any/assisted_by_ngo_only", "any/assisted_in_partnership"),
    "public/accommodation": ("public/accommodation_victim_centre", "public/accommodation_other_centre"),
    "ngo/accommodation": ("ngo/accommodation_victim_centre", "ngo/accommodation_other_centre"),
}


def assistance() -> Table:
    """Service by minor/adult × sex. People assisted by both count in the public and in the NGO part."""
    values: dict[Key, int] = {}
    sums: list[tuple[Key, list[Key]]] = []
    margins = {"minor": WHO[:2], "adult": WHO[2:], "female": WHO[::2], "male": WHO[1::2]}
    for line in ASSISTANCE.split("\n"):
        if not line:
            continue
        provider, service, *counts = line.split()
        name = f"{provider}/{service}"
        values.update({(name, who): int(count) for who, count in zip(WHO, counts, strict=True)})
        for margin, parts in margins.items():
            values[name, margin] = sum(values[name, part] for part in parts)
            sums.append(((name, margin), [(name, part) for part in parts]))
        values[name, TOTAL] = values[name, "minor"] + values[name, "adult"]
        sums += [((name, TOTAL), [(name, "minor"), (name, "adult")])]
        sums += [((name, TOTAL), [(name, "female"), (name, "male")])]
    for total, parts in PARTS.items():
        for who in (*WHO, *margins, TOTAL):
            sums.append(((total, who), [(part, who) for part in parts]))
    return system([Cell(key, value) for key, value in values.items()], sums)


def counties() -> Table:
    """Victims by county, in the development regions; the unknown one under the total."""
    given = COUNTIES.split()
    above = {county: region for region, codes in REGIONS.items() for county in codes.split()}
    cells = [Cell((county,), int(count)) for county, count in zip(given[::2], given[1::2], strict=True)]
    return grid(cells, [above])


def destinations() -> Table:
    """Victims by destination and form of exploitation."""
    forms = ("sexual", "labour", "other")
    cells = []
    for line in DESTINATIONS.split(","):
        country, *counts = line.split()
        cells += [Cell((country, form), int(count)) for form, count in zip(forms, counts, strict=True)]
    return grid(cells, [{}, {}])


TABLES: dict[str, Callable[[], Table]] = {
    "assistance": assistance,
    "counties": counties,
    "destinations": destinations,
}


def pattern(name: str, k: int) -> dict:
    """The statuses of a table protected with k, as they are kept."""
    found = protect(TABLES[name](), Policy(threshold=k))
    withheld = {
        status: sorted("/".join(key) for key, verdict in found.verdicts.items() if verdict.status == status)
        for status in ("primary", "secondary")
    }
    return {"method": found.method, "cost": found.cost, "audit": found.audit, **withheld}


def main() -> None:
    """Write the expected results anew: `python -m tests.disclosure.tables_2020`."""
    for name in TABLES:
        for k in (5, 10):
            path = EXPECTED / f"{name}_{k}.json"
            path.write_text(json.dumps(pattern(name, k), indent=1) + "\n", encoding="utf-8")
            print(path.name, {k: len(v) if isinstance(v, list) else v for k, v in pattern(name, k).items()})


if __name__ == "__main__":
    main()

"""The 42 counties as plain data: code, name, development region, and which counties each borders on.

The names are those of the tile map; a test checks that every border is known to both sides. București lies
within Ilfov and borders on nothing else.
"""

from dataclasses import dataclass

from protect.romanian.text import fold, sort_key


@dataclass(frozen=True)
class County:
    """A county: the code of number plates, its name, its region (codes of the catalogue), its neighbours."""

    code: str
    name: str
    region: str
    neighbours: tuple[str, ...]

    @property
    def slug(self) -> str:
        """For addresses: `caras-severin`."""
        return fold(self.name).replace(" ", "-")


REGIONS: dict[str, str] = {
    "nord-est": "Nord-Est",
    "sud-est": "Sud-Est",
    "sud-muntenia": "Sud-Muntenia",
    "sud-vest": "Sud-Vest Oltenia",
    "vest": "Vest",
    "nord-vest": "Nord-Vest",
    "centru": "Centru",
    "bucuresti-ilfov": "București-Ilfov",
}

_ROWS = (
    ("AB", "Alba", "centru", "AR BH CJ HD MS SB VL"),
    ("AG", "Argeș", "sud-muntenia", "BV DB OT SB TR VL"),
    ("AR", "Arad", "vest", "AB BH HD TM"),
    ("B", "București", "bucuresti-ilfov", "IF"),
    ("BC", "Bacău", "nord-est", "CV HR NT VN VS"),
    ("BH", "Bihor", "nord-vest", "AB AR CJ SJ SM"),
    ("BN", "Bistrița-Năsăud", "nord-vest", "CJ MM MS SV"),
    ("BR", "Brăila", "sud-est", "BZ CT GL IL TL VN"),
    ("BT", "Botoșani", "nord-est", "IS SV"),
    ("BV", "Brașov", "centru", "AG BZ CV DB HR MS PH SB"),
    ("BZ", "Buzău", "sud-est", "BR BV CV IL PH VN"),
    ("CJ", "Cluj", "nord-vest", "AB BH BN MM MS SJ"),
    ("CL", "Călărași", "sud-muntenia", "CT GR IF IL"),
    ("CS", "Caraș-Severin", "vest", "GJ HD MH TM"),
    ("CT", "Constanța", "sud-est", "BR CL IL TL"),
    ("CV", "Covasna", "centru", "BC BV BZ HR VN"),
    ("DB", "Dâmbovița", "sud-muntenia", "AG BV GR IF PH TR"),
    ("DJ", "Dolj", "sud-vest", "GJ MH OT VL"),
    ("GJ", "Gorj", "sud-vest", "CS DJ HD MH VL"),
    ("GL", "Galați", "sud-est", "BR TL VN VS"),
    ("GR", "Giurgiu", "sud-muntenia", "CL DB IF TR"),
    ("HD", "Hunedoara", "vest", "AB AR CS GJ TM VL"),
    ("HR", "Harghita", "centru", "BC BV CV MS NT SV"),
    ("IF", "Ilfov", "bucuresti-ilfov", "B CL DB GR IL PH"),
    ("IL", "Ialomița", "sud-muntenia", "BR BZ CL CT IF PH"),
    ("IS", "Iași", "nord-est", "BT NT SV VS"),
    ("MH", "Mehedinți", "sud-vest", "CS DJ GJ"),
    ("MM", "Maramureș", "nord-vest", "BN CJ SJ SM SV"),
    ("MS", "Mureș", "centru", "AB BN BV CJ HR SB SV"),
    ("NT", "Neamț", "nord-est", "BC HR IS SV VS"),
    ("OT", "Olt", "sud-vest", "AG DJ TR VL"),
    ("PH", "Prahova", "sud-muntenia", "BV BZ DB IF IL"),
    ("SB", "Sibiu", "centru", "AB AG BV MS VL"),
    ("SJ", "Sălaj", "nord-vest", "BH CJ MM SM"),
    ("SM", "Satu Mare", "nord-vest", "BH MM SJ"),
    ("SV", "Suceava", "nord-est", "BN BT HR IS MM MS NT"),
    ("TL", "Tulcea", "sud-est", "BR CT GL"),
    ("TM", "Timiș", "vest", "AR CS HD"),
    ("TR", "Teleorman", "sud-muntenia", "AG DB GR OT"),
    ("VL", "Vâlcea", "sud-vest", "AB AG DJ GJ HD OT SB"),
    ("VN", "Vrancea", "sud-est", "BC BR BZ CV GL VS"),
    ("VS", "Vaslui", "nord-est", "BC GL IS NT VN"),
)

COUNTIES: dict[str, County] = {
    code: County(code, name, region, tuple(neighbours.split()))
    for code, name, region, neighbours in sorted(_ROWS, key=lambda row: sort_key(row[1]))
}
COUNTY_CHOICES: list[tuple[str, str]] = [(county.code, county.name) for county in COUNTIES.values()]

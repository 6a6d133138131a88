"""A document with one of everything, in both languages, made without a database."""

from functools import cache

from protect.chapter.charts import description_of, draw, spec_of
from protect.chapter.document import Document, Heading, Listing, Paragraph, Photo, Picture, Run, Table
from tests.files.made import picture as made_picture

BARS = [("Beneficiari în centre de zi", 286, "286 de persoane"), ("Țară și așteptări", 507, "507 persoane")]
TABLE = Table(
    "beneficiaries",
    "Beneficiari, 2020",
    ("Serviciu", "Total"),
    (("Beneficiari în centre de zi", 286), ("Informați", 78_970), ("Repatriați", "[c]")),
    ("Sursa: publicarea 2020 r1.", "[c] ascuns"),
)


PHOTO = Photo(
    "practices-centre", "Centrul, din stradă", "O casă cu ușa deschisă.", "Foto: ProTECT", "image/jpeg",
    made_picture("JPEG", (400, 900)),
)  # fmt: skip


@cache
def sample(language: str = "ro") -> Document:
    """Drawn once a process."""
    picture = Picture("services", "Cele mai multe: 507", description_of(BARS), "Sursa: 2020 r1.", TABLE)
    return Document(
        language=language,
        title="ProTECT: raport pe 2020",
        year=2020,
        statement="Cifrele stau pe publicarea 2020 r1.",
        blocks=(
            Heading(2, "1. Platforma", "platform"),
            Paragraph(
                (
                    Run("Text cu "),
                    Run("tărie", bold=True),
                    Run(" și "),
                    Run("o legătură", href="https://example.org"),
                )
            ),
            Listing(((Run("primul"),), (Run("al doilea", italic=True),))),
            Listing(((Run("unu"),), (Run("doi"),)), numbered=True),
            Paragraph((Run("Vorba cuiva: „ș, ț, ă, î, â”."),), "quote"),
            Heading(2, "2. Beneficiari", "beneficiaries"),
            Heading(3, "Pe servicii"),
            TABLE,
            picture,
            PHOTO,
            Paragraph((Run("Sursa lui 500: undeva, 1 mai 2020."),), "note"),
        ),
        drawings=draw([(picture, spec_of(BARS))], language),
    )

"""Every class of hostile file is refused with its reason, or taken without what made it hostile."""

import io
import random
import zipfile
from base64 import b64decode

import pytest
from PIL import Image
from pypdf import PdfReader

from protect.files.reading.identifiers import codes
from protect.files.reading.inspection import inspect
from protect.files.words import WORDS
from tests.files import made
from tests.files.made import CNP

pytestmark = pytest.mark.once


def test_what_is_hostile_is_refused_with_its_reason() -> None:
    wrong = {}
    for what, (content, reasons) in made.hostile().items():
        found = inspect(content)
        if found.get("refused") not in reasons:
            wrong[what] = found.get("refused", found.get("kind"))
        assert CNP not in str(found)
        assert found.get("refused", "cnp") in WORDS
    assert wrong == {}


@pytest.mark.parametrize(
    "kind, content",
    [
        ("pdf", made.pdf("Un ghid")), ("docx", made.docx()), ("xlsx", made.xlsx()), ("odt", made.odt()),
        ("csv", b"a;b\n1;-2,5\n"), ("txt", "Un ghid în română".encode("cp1250")), ("png", made.picture()),
        ("jpg", made.picture("JPEG")), ("webp", made.picture("WEBP")), ("pdf", made.acting_pdf("link")),
    ],
)  # fmt: skip
def test_what_people_work_with_is_taken(kind: str, content: bytes) -> None:
    found = inspect(content)
    assert found.get("kind") == kind, found
    assert b64decode(found["content"])


def test_the_text_of_documents_is_read() -> None:
    for content in (made.docx("Ghid de țară"), made.xlsx(["Ghid de țară"]), made.odt("Ghid de țară")):
        assert "Ghid de țară" in inspect(content)["text"]
    assert "Un ghid" in inspect(made.pdf("Un ghid"))["text"]
    assert "Ghid în română" in inspect("Ghid în română".encode("cp1250"))["text"]


def test_nothing_says_who_wrote_it_or_where() -> None:
    for content in (made.docx(author="Ana Exemplu"), made.xlsx(), made.odt(), made.pdf(author="Ana Exemplu")):
        clean = b64decode(inspect(content)["content"])
        parts = [clean]
        if clean.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(clean)) as archive:
                parts += [archive.read(name) for name in archive.namelist()]
        assert not any(b"Ana Exemplu" in part for part in parts)
    assert PdfReader(io.BytesIO(clean)).metadata is None


def test_a_photo_loses_its_place_and_camera() -> None:
    before = made.photo_with_place()
    assert b"Camera of Ana" in before
    clean = b64decode(inspect(before)["content"])
    assert b"Camera of Ana" not in clean
    assert not Image.open(io.BytesIO(clean)).getexif()


def test_a_photo_inside_a_document_loses_them_too() -> None:
    document = made.with_members(made.docx(), **{"word/media/image1.jpeg": made.photo_with_place()})
    with zipfile.ZipFile(io.BytesIO(b64decode(inspect(document)["content"]))) as archive:
        assert b"Camera of Ana" not in archive.read("word/media/image1.jpeg")


def test_what_hangs_behind_a_picture_stays_away() -> None:
    """Polyglots: a picture that is also a web page, or an archive."""
    for tail in (b"<script>alert(1)</script>", made.archive({"a": "b"})):
        for kind in ("PNG", "JPEG"):
            found = inspect(made.picture(kind) + tail)
            assert tail not in b64decode(found["content"])


def test_a_cleaned_document_still_opens() -> None:
    import openpyxl
    from docx import Document

    clean = io.BytesIO(b64decode(inspect(made.docx("Primul", "Al doilea"))["content"]))
    assert [p.text for p in Document(clean).paragraphs] == ["Primul", "Al doilea"]
    clean = io.BytesIO(b64decode(inspect(made.xlsx(["a", 1], ["b", 2]))["content"]))
    assert list(openpyxl.load_workbook(clean).active.iter_rows(values_only=True)) == [
        ("a", 1),
        ("b", 2),
    ]


def test_a_table_full_of_numbers_is_no_code() -> None:
    """Neighbouring figures must not be taken for one code; a code in its usual pieces must."""
    in_pieces = f"{CNP[0]} {CNP[1:7]} {CNP[7:12]} {CNP[12]}"
    spaced = " ".join(CNP)
    misplaced = f"{CNP[:4]} {CNP[4:6]} {CNP[6:]}"
    assert codes([in_pieces]) and codes([spaced]) and codes([f"41 286 {CNP} 9"])
    assert codes([f"12 {in_pieces} 507"])
    assert not codes([misplaced])
    assert not codes([f"{CNP[:2]} | {CNP[2:]}"])


def test_mutated_files_are_taken_or_refused_but_break_nothing() -> None:
    """Whatever is done to a file, the answer is a kind or a reason; the long run is in docs/files.md."""
    dice = random.Random(11)
    whole = [made.docx(), made.xlsx(), made.odt(), made.pdf("x"), made.picture(), made.picture("JPEG")]
    for _turn in range(400):
        spoiled = bytearray(dice.choice(whole))
        for _hit in range(dice.randint(1, 6)):
            place = dice.randrange(len(spoiled))
            spoiled[place : place + dice.randint(0, 30)] = dice.randbytes(dice.randint(0, 30))
        found = inspect(bytes(spoiled) or b"x")
        assert found.get("kind") or found["refused"] in WORDS

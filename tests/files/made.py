"""Files made for the tests: harmless ones, and one of each hostile class. None is kept in the repository."""

import io
import random
import struct
import warnings
import zipfile
import zlib

import openpyxl
from docx import Document
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tests.privacy.codes import made_up_cnp

CNP = made_up_cnp(random.Random(7))
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def docx(*paragraphs: str, author: str = "") -> bytes:
    document = Document()
    document.core_properties.author = author
    for paragraph in paragraphs or ("Un ghid.",):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(*rows: list) -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = "Ana Exemplu"
    for row in rows or (["a", 1],):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def odt(text: str = "Un ghid.") -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    words = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{office}" '
        f'xmlns:text="{words}"><office:body><office:text><text:p>{text}</text:p></office:text></office:body>'
        "</office:document-content>"
    )
    meta = "<meta><creator>Ana Exemplu</creator></meta>"
    return archive({"mimetype": ODT_TYPE, "content.xml": content, "meta.xml": meta})


def archive(members: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as made:
        for name, body in members.items():
            made.writestr(name, body)
    return out.getvalue()


def with_members(document: bytes, **members: str | bytes) -> bytes:
    """The document with further members, or others in their place: `word__settings_xml=…`."""
    with zipfile.ZipFile(io.BytesIO(document)) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    return archive(kept | members)


def pdf(text: str = "", pages: int = 1, author: str = "") -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        page = writer.add_blank_page(300, 400)
        if text:
            write_on(writer, page, text)
    if author:
        writer.add_metadata({"/Author": author, "/Title": "x"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def write_on(writer: PdfWriter, page, text: str) -> None:  # type: ignore[no-untyped-def]
    from pypdf.generic import DecodedStreamObject

    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 350 Td ({text}) Tj ET".encode("latin-1"))
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(stream)


def acting_pdf(what: str) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    if what == "script":
        action = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
        )
        writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)
    elif what == "attachment":
        writer.add_attachment("x.txt", b"x")
    elif what == "launch":
        action = DictionaryObject(
            {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("x")}
        )
        writer._root_object[NameObject("/OpenAction")] = action
    elif what == "page_script":
        action = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
        )
        page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    elif what == "form":
        form = DictionaryObject({NameObject("/XFA"): TextStringObject("x")})
        writer._root_object[NameObject("/AcroForm")] = form
    elif what == "locked":
        writer.encrypt("secret")
    elif what == "link":
        writer.add_annotation(0, Link(rect=(0, 0, 50, 50), url="https://example.org/"))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more) -> bytes:  # type: ignore[no-untyped-def]
    out = io.BytesIO()
    Image.new("RGB", size, (10, 90, 90)).save(out, kind, **more)
    return out.getvalue()


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ana Exemplu"
    exif.get_ifd(0x8825)[2] = (44.0, 26.0, 5.0)
    return picture("JPEG", exif=exif)


def huge_png() -> bytes:
    """A few bytes that say they are 60,000 × 60,000 pixels."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def overlapping() -> bytes:
    """Two entries of the directory that point at one member."""
    whole = archive({"a.xml": b"<a/>", "b.xml": b"<a/>"})
    first = whole.find(b"PK\x01\x02")
    second = whole.find(b"PK\x01\x02", first + 4)
    spoiled = bytearray(whole)
    spoiled[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(spoiled)


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo("word/media/passwd")
        info.external_attr = 0o120777 << 16
        made.writestr(info, "/etc/passwd")
    return out.getvalue()


def locked_zip() -> bytes:
    spoiled = bytearray(archive({"a.xml": b"<a/>"}))
    spoiled[6] |= 1
    place = spoiled.find(b"PK\x01\x02")
    spoiled[place + 8] |= 1
    return bytes(spoiled)


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.xml", "<a/>")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made.writestr("a.xml", "<b/>")
    return out.getvalue()


LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
RELS = '<Relationships xmlns="x"><Relationship Id="r" Type="http://x/{type}" Target="http://example.org/x" TargetMode="External"/></Relationships>'


def hostile() -> dict[str, tuple[bytes, set[str]]]:
    """Class → the file and the codes with which it may be refused."""
    word, sheet = docx(), xlsx()
    rels = "word/_rels/settings.xml.rels"
    return {
        "flat zip bomb": (with_members(word, **{"word/x.xml": b" " * (50 << 20)}), {"archive_too_big"}),
        "too much unpacked": (
            with_members(word, **{f"word/{n}.bin": random.Random(n).randbytes(1 << 20) * 14 for n in range(5)}),
            {"archive_too_big"},
        ),
        "too many members": (archive({f"{n}.xml": "<a/>" for n in range(900)}), {"archive_too_big"}),
        "zip in a zip": (with_members(word, **{"word/media/x.bin": archive({"a": "b"})}), {"embedded"}),
        "overlapping members": (overlapping(), {"archive_broken"}),
        "zip slip": (with_members(word, **{"../../etc/passwd": "x"}), {"archive_broken"}),
        "absolute path": (with_members(word, **{"/etc/passwd": "x"}), {"archive_broken"}),
        "symbolic link": (linked(), {"archive_broken"}),
        "member twice": (twice(), {"archive_broken"}),
        "locked archive": (locked_zip(), {"password"}),
        "plain zip": (archive({"a.txt": "x"}), {"archive"}),
        "billion laughs": (with_members(sheet, **{"xl/styles.xml": LAUGHS}), {"dtd"}),
        "external entity": (
            with_members(word, **{"word/document.xml": LAUGHS.replace('"ha"', 'SYSTEM "file:///etc/passwd"')}),
            {"dtd"},
        ),
        "DTD in UTF-16": (with_members(word, **{"word/document.xml": LAUGHS.encode("utf-16")}), {"dtd"}),
        "DTD in UTF-7": (
            with_members(word, **{"word/x.xml": '<?xml version="1.0" encoding="UTF-7"?><a/>'}),
            {"dtd"},
        ),
        "macros": (with_members(word, **{"word/vbaProject.bin": b"x"}), {"macros"}),
        "macro type": (
            with_members(word, **{"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}),
            {"macros"},
        ),
        "sheet macros": (with_members(sheet, **{"xl/macrosheets/sheet1.xml": "<a/>"}), {"macros"}),
        "ActiveX": (with_members(word, **{"word/activeX/activeX1.xml": "<a/>"}), {"macros"}),
        "embedded object": (with_members(word, **{"word/embeddings/oleObject1.bin": b"x"}), {"embedded"}),
        "program in a document": (with_members(word, **{"word/media/image1.png": b"MZ" + b"\0" * 90}), {"embedded"}),
        "external workbook": (with_members(sheet, **{"xl/externalLinks/externalLink1.xml": "<a/>"}), {"external"}),
        "data connection": (with_members(sheet, **{"xl/connections.xml": "<a/>"}), {"external"}),
        "template from elsewhere": (with_members(word, **{rels: RELS.format(type="attachedTemplate")}), {"external"}),
        "picture from elsewhere": (with_members(word, **{rels: RELS.format(type="image")}), {"external"}),
        "DDE": (with_members(word, **{"word/x.xml": "<w:instrText>DDEAUTO c:\\\\cmd</w:instrText>"}), {"external"}),
        "ODT macros": (archive({"mimetype": ODT_TYPE, "Basic/x.xml": "<a/>"}), {"macros"}),
        "broken XML": (with_members(word, **{"word/document.xml": "<a><b>"}), {"archive_broken"}),
        "cut archive": (word[: len(word) // 2], {"archive_broken"}),
        "old or locked office file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, {"old_office"}),
        "PDF with a script": (acting_pdf("script"), {"active"}),
        "PDF with a script on a page": (acting_pdf("page_script"), {"active"}),
        "PDF that launches": (acting_pdf("launch"), {"active"}),
        "PDF with a file in it": (acting_pdf("attachment"), {"active"}),
        "PDF with an XFA form": (acting_pdf("form"), {"active"}),
        "locked PDF": (acting_pdf("locked"), {"password"}),
        "cut PDF": (pdf()[:60], {"pdf_broken"}),
        "PDF behind something else": (b"GIF89a" + pdf(), {"unknown_type"}),
        "SVG with a script": (b'<?xml version="1.0"?><svg xmlns="x"><script>1</script></svg>', {"markup"}),
        "web page": (b"  \n<!DOCTYPE html><script>alert(1)</script>", {"markup"}),
        "web page in UTF-16": ("<html><script>1</script>".encode("utf-16"), {"markup"}),
        "web archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", {"markup"}),
        "RTF": (b"{\\rtf1\\ansi{\\object}}", {"markup"}),
        "shell script": (b"#!/bin/sh\nrm -rf /\n", {"markup"}),
        "program": (b"MZ" + b"\0" * 300, {"unknown_type"}),
        "GIF": (b"GIF89a" + b"\0" * 90, {"unknown_type"}),
        "pixel flood": (huge_png(), {"too_many_pixels", "image_broken"}),
        "cut picture": (picture("JPEG", (400, 400))[:300], {"image_broken"}),
        "calculating table": (b'a;b\n=HYPERLINK("http://x");2\n', {"formulas"}),
        "code in DOCX": (docx("Fișa", f"CNP {CNP[:4]} {CNP[4:]}".replace(" ", "")), {"cnp"}),
        "code in XLSX as a number": (xlsx(["x", int(CNP)]), {"cnp"}),
        "code in ODT": (odt(f"persoana {CNP[0]}<b>{CNP[1:]}</b>"), {"cnp"}),
        "code in PDF": (pdf(f"CNP {CNP}"), {"cnp"}),
        "code in CSV": (f"nume;cod\nx;{CNP}\n".encode(), {"cnp"}),
        "code in a text of 1250": (f"Țară: {CNP[0]} {CNP[1:7]} {CNP[7:]}".encode(), {"cnp"}),
    }  # fmt: skip

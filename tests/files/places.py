"""Files with a number in each place where a reader could see it, or nobody would look for it."""
# ruff: noqa: E501 (a place a line)

import io
from collections.abc import Callable

from pypdf import PdfWriter
from pypdf.annotations import FreeText, Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.files.made import ODT_TYPE, archive

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
OFFICE = "application/vnd.openxmlformats-officedocument"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = f'xmlns:w="{OFFICE}/w"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

Place = Callable[[str], bytes]


def package(main: str, kind: str, body: str, types: str = "", **parts: str | bytes) -> bytes:
    """A document whose main part is called `main`."""
    listed = (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/{main}" ContentType="{OFFICE}.{kind}.main+xml"/>{types}</Types>'
    )
    rels = relations((f"{RELATION}/officeDocument", main))
    return archive({"[Content_Types].xml": listed, "_rels/.rels": rels, main: DECLARATION + body} | parts)


def relations(*leading: tuple[str, str], mode: str = "Internal") -> str:
    """A list of relationships: kind and target."""
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target) in enumerate(leading)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def word(body: str, main: str = "word/document.xml", types: str = "", **parts: str | bytes) -> bytes:
    whole = f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return package(main, "wordprocessingml.document", whole, types, **parts)


def runs(*pieces: str) -> str:
    return "<w:p>" + "".join(f"<w:r>{piece}</w:r>" for piece in pieces) + "</w:p>"


def said(text: str) -> str:
    return f"<w:t>{text}</w:t>"


def boxes(digits: str) -> str:
    cells = "".join(f"<w:tc>{runs(said(digit))}</w:tc>" for digit in digits)
    return f"{runs(said('CNP:'))}<w:tbl><w:tr>{cells}</w:tr></w:tbl>{runs(said('Numele'))}"


def sheet(rows: str, after: str = "", name: str = "xl/worksheets/sheet1.xml", **parts: str | bytes) -> bytes:
    body = f"{DECLARATION}<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>"
    book = '<workbook><sheets><sheet name="a" sheetId="1"/></sheets></workbook>'
    return package("xl/workbook.xml", "spreadsheetml.sheet", book, "", **({name: body} | parts))


def odt(body: str, **parts: str | bytes) -> bytes:
    spaces = 'xmlns:office="o" xmlns:text="t" xmlns:draw="d" xmlns:dc="c"'
    return archive({"mimetype": ODT_TYPE, "content.xml": f"<office:d {spaces}>{body}</office:d>"} | parts)


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def noted(annotation: DictionaryObject) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    writer.add_annotation(0, annotation)
    return written(writer)


def bookmarked(text: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    writer.add_outline_item(title=text, page_number=0)
    return written(writer)


def pdf_field(text: str) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"), NameObject("/T"): TextStringObject("camp"),
            NameObject("/V"): TextStringObject(text),
            NameObject("/Rect"): ArrayObject([NumberObject(side) for side in (10, 10, 90, 40)]),
        }
    )  # fmt: skip
    placed = writer._add_object(field)
    page[NameObject("/Annots")] = ArrayObject([placed])
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([placed])}
    )
    return written(writer)


def stamped(text: str) -> bytes:
    """A stamp that shows `text` and says it nowhere else, in two pieces."""
    look = DecodedStreamObject()
    look.set_data(f"BT /F1 12 Tf 5 10 Td ({text[:6]}) Tj ({text[6:]}) Tj ET".encode())
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject(
        {
            NameObject("/F1"): DictionaryObject(
                {NameObject(key): NameObject(value) for key, value in font.items()}
            )
        }
    )
    box = ArrayObject([NumberObject(side) for side in (0, 0, 200, 40)])
    look.update(
        {
            NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): box, NameObject("/Resources"): DictionaryObject({NameObject("/Font"): fonts}),
        }
    )  # fmt: skip
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    stamp = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Stamp"),
            NameObject("/Rect"): box, NameObject("/F"): NumberObject(4),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),
        }
    )  # fmt: skip
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(stamp)])
    return written(writer)


def elsewhere(target: str) -> str:
    return relations((f"{RELATION}/hyperlink", target), mode="External")


# What a reader sees or could uncover: whole numbers.
PLACES: dict[str, Place] = {
    "a main part with another name": lambda n: word(runs(said(n)), main="word/document2.xml"),
    "runs of one paragraph": lambda n: word(runs(said(n[:7]), "<w:rPr/>" + said(n[7:]))),
    "a hyphen that does not break": lambda n: word(runs(said(n[:7]), "<w:noBreakHyphen/>", said(n[7:]))),
    "a line break": lambda n: word(runs(said(n[:7]), "<w:cr/>", said(n[7:]))),
    "around a deletion": lambda n: word(runs(said(n[:7]), "<w:delText>99</w:delText>", said(n[7:]))),
    "half deleted": lambda n: word(runs(said(n[:7]), f"<w:delText>{n[7:]}</w:delText>", said("x"))),
    "signs of a symbol font": lambda n: word(runs(*(f'<w:sym w:font="S" w:char="F03{d}"/>' for d in n))),
    "a box for each digit": lambda n: word(boxes(n)),
    "the glossary": lambda n: word("", **{"word/glossary/document.xml": f"<g {WORD}>{runs(said(n))}</g>"}),
    "a diagram": lambda n: word("", **{"word/diagrams/data1.xml": f"<d><p>{n}</p></d>"}),
    "the address of a link": lambda n: word("", **{"word/_rels/document.xml.rels": elsewhere(f"mailto:{n}@x.ro")}),
    "the default of a form field": lambda n: word(f'<w:ffData><w:default w:val="{n}"/></w:ffData>'),
    "a choice of a list": lambda n: word(f'<w:sdt><w:listItem w:displayText="Cod {n}"/></w:sdt>'),
    "a text part": lambda n: word("", **{"word/notes.txt": n}),
    "a drawing of Windows": lambda n: word("", **{"word/media/a.emf": b"\1\0\0\0" + n.encode("utf-16-le")}),
    "a drawing in SVG": lambda n: word("", **{"word/media/a.svg": f"<svg><text>{n[:6]}<b>{n[6:]}</b></text></svg>"}),
    "the name of a picture": lambda n: word("", **{f"word/media/{n}.gif": b"GIF89a\0"}),
    "a comment in the XML": lambda n: word(f"<!-- {n} -->"),
    "a number in a cell": lambda n: sheet(f"<c><v>{n}</v></c>"),
    "a number with an exponent": lambda n: sheet(f"<c><v>{n[0]}.{n[1:]}E12</v></c>"),
    "behind a formula that ends in a digit": lambda n: sheet(f"<c><f>B2+7</f><v>{n}</v></c>"),
    "in a formula": lambda n: sheet(f"<c><f>{n[:7]}&amp;{n[7:]}</f></c>"),
    "a sheet in another folder": lambda n: sheet(f"<c><v>{n}</v></c>", name="xl/foaie.xml"),
    "shared texts with another name": lambda n: sheet("", **{"xl/strings1.xml": f"<sst><si><t>{n}</t></si></sst>"}),
    "head and foot of a sheet": lambda n: sheet("", f"<headerFooter><oddHeader>&amp;C{n}</oddHeader></headerFooter>"),
    "the hint of a cell": lambda n: sheet("", f'<dataValidations><dataValidation prompt="{n}"/></dataValidations>'),
    "the filter of a column": lambda n: sheet("", f'<autoFilter><filter val="{n}"/></autoFilter>'),
    "the column of a table": lambda n: sheet("", **{"xl/tables/t.xml": f'<table><tableColumn name="{n}"/></table>'}),
    "the memory of a chart": lambda n: sheet("", **{"xl/charts/c.xml": f"<c><v>{n}</v></c>"}),
    "a remark of Excel that is no XML": lambda n: sheet("", **{"xl/drawings/v.vml": f"<xml><p>x<br>{n}</p></xml>"}),
    "spaces in ODT": lambda n: odt(f'<text:p>{n[:7]}<text:s text:c="5"/>{n[7:]}</text:p>'),
    "a remark in ODT": lambda n: odt(
        f"<text:p>2<office:annotation><dc:date>2026</dc:date><text:p>{n}</text:p></office:annotation></text:p>"
    ),
    "a user field in ODT": lambda n: odt(f'<text:user-field-decl office:string-value="{n}"/>'),
    "the settings of ODT": lambda n: odt("", **{"settings.xml": f"<a>{n}</a>"}),
    "a note in PDF": lambda n: noted(Text(rect=(10, 10, 50, 50), text=f"Cod {n}")),
    "a text box in PDF": lambda n: noted(FreeText(rect=(10, 10, 250, 50), text=f"Cod {n}")),
    "a stamp in PDF": stamped,
    "a form field in PDF": pdf_field,
    "a bookmark in PDF": bookmarked,
    "two cells of CSV": lambda n: f"a;b;c\n{n[:7]};{n[7:]};2\n".encode(),
    "two lines of a text": lambda n: f"Cod:\n{n[:7]}\n{n[7:]}".encode(),
}  # fmt: skip

# What no reader sees does not stay.
TAKEN_OUT: dict[str, Place] = {
    "data of other programs": lambda n: word(
        runs(said("Salut")),
        types='<Override PartName="/customXml/item1.xml" ContentType="application/xml"/>',
        **{
            "customXml/item1.xml": f"<a>{n}</a>",
            "customXml/_rels/item1.xml.rels": relations((f"{RELATION}/customXmlProps", "props.xml")),
            "customXml/props.xml": "<a/>",
            "word/_rels/document.xml.rels": relations((f"{RELATION}/customXml", "../customXml/item1.xml")),
        },
    ),
    "the same under another name": lambda n: word(
        runs(said("Salut")),
        **{
            "word/data.xml": f"<a>{n}</a>",
            "word/_rels/document.xml.rels": relations((f"{RELATION}/customXml", "data.xml")),
        },
    ),
    "variables of macros": lambda n: word(
        runs(said("Salut")),
        **{"word/settings.xml": f'<w:settings {WORD}><w:docVars><w:docVar w:val="{n}"/></w:docVars></w:settings>'},
    ),
    "properties under another name": lambda n: word(
        runs(said("Salut")),
        types='<Override PartName="/a.psmdcp" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
        **{"a.psmdcp": f"<a><title>{n}</title></a>"},
    ),
}  # fmt: skip

# Parts that are refused whatever stands in them, by what they are and not by what they are called.
REFUSED: dict[str, tuple[str, bytes]] = {
    "the rows behind a pivot table": (
        "hidden_data",
        sheet("", **{"xl/pivotCache/pivotCacheRecords1.xml": "<pivotCacheRecords/>"}),
    ),
    "the same under another name": (
        "hidden_data",
        sheet("", **{
            "xl/a.xml": "<a/>",
            "xl/_rels/workbook.xml.rels": relations((f"{RELATION}/pivotCacheDefinition", "a.xml")),
        }),
    ),
    "a chart in ODT": ("embedded", odt("", **{"Object 1/content.xml": "<a/>"})),
    "an object in another folder of ODT": ("embedded", odt("", **{"obiect/content.xml": "<a/>"})),
    "an object by the manifest of ODT": (
        "embedded",
        odt("", **{"x/y.xml": "<a/>", "META-INF/manifest.xml": (
            '<m:manifest xmlns:m="urn:m"><m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
            '<m:file-entry m:full-path="x/" m:media-type="application/vnd.oasis.opendocument.chart"/></m:manifest>'
        )}),
    ),
    "a file that Word would take in": (
        "embedded",
        word("", **{
            "word/x.html": "<p>x</p>",
            "word/_rels/document.xml.rels": relations((f"{RELATION}/aFChunk", "x.html")),
        }),
    ),
    "macros under another name": (
        "macros",
        word("", types='<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>',
             **{"word/x.bin": b"\0x"}),
    ),
    "a part in UTF-16": ("dtd", word("", **{"word/x.txt": "<a>x</a>".encode("utf-16-be")})),
}  # fmt: skip

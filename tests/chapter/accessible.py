"""What PDF/UA-1 asks and a program can see, asserted on the finished file (veraPDF is not to be had here).

After ISO 14289-1:2014, clause 7: whatever is painted is in the tree or an artifact; the tree has only roles
that the standard knows; headings descend by one; pictures speak; cells know their headings; links say where
they lead; the file says its title, its language and that it is PDF/UA.
"""

import re
from itertools import pairwise

from pypdf import PdfReader
from pypdf.generic import BooleanObject

from tests.chapter.tagged import Tag, Tagged, read_tagged

STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody",
    "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference",
    "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure",
    "Formula", "Form",
}  # fmt: skip


def assert_accessible(content: bytes, language: str, title: str) -> None:
    """Everything below, on one file."""
    read = read_tagged(content)
    assert read.untagged == [] and read.unread == set() and read.twice == set()
    says_what_it_is(read.reader, language, title)
    has_only_known_roles(read)
    descends_by_one(read)
    for figure in read.tags("Figure"):
        assert str(figure.node.get("/Alt", "")).strip() and figure.attribute("/BBox")
    for table in read.tags("Table"):
        knows_its_headings(table)
    for listing in read.tags("L"):
        assert {child.role for child in listing.children} == {"LI"} and listing.attribute("/ListNumbering")
        for item in listing.children:
            assert [child.role for child in item.children] == ["Lbl", "LBody"]
    says_where_links_lead(read)
    embeds_its_fonts(read.reader)


def says_what_it_is(reader: PdfReader, language: str, title: str) -> None:
    """Marked, with language, title in the window's bar, PDF/UA in its metadata, open to every program."""
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == BooleanObject(True)
    assert root["/MarkInfo"].get("/Suspects", BooleanObject(False)) == BooleanObject(False)
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == BooleanObject(True)
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", metadata) and title in metadata
    assert reader.metadata is not None and reader.metadata.title == title
    assert not reader.is_encrypted and "/AcroForm" not in root
    pages = list(reader.pages)
    assert all(page.get("/Tabs") == "/S" for page in pages if page.get("/Annots"))
    assert all("/StructParents" in page for page in pages)


def has_only_known_roles(read: Tagged) -> None:
    """A role is the standard's own, or mapped to one."""
    mapped = read.reader.trailer["/Root"]["/StructTreeRoot"].get("/RoleMap", {})
    assert [child.role for child in read.root.children] == ["Document"]
    for tag in read.root.children[0].walk():
        role = tag.role if tag.role in STANDARD else str(mapped.get(f"/{tag.role}", "/?"))[1:]
        assert role in STANDARD, tag.role


def descends_by_one(read: Tagged) -> None:
    """One title, no level left out, and every heading among the bookmarks."""
    headings = read.tags("H1", "H2", "H3", "H4", "H5", "H6")
    levels = [int(tag.role[1]) for tag in headings]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(tag.text.strip() for tag in headings)
    bookmarks = [item.title for item in flat(read.reader.outline)]
    assert {tag.text for tag in headings} - set(bookmarks) <= {"Cuprins", "Contents"}


def flat(outline):  # type: ignore[no-untyped-def]
    """The bookmarks without their nesting."""
    for item in outline:
        yield from flat(item) if isinstance(item, list) else [item]


def knows_its_headings(table: Tag) -> None:
    """Rows of one width; a heading says what it heads; every cell names a heading of this table."""
    assert [child.role for child in table.children] == ["THead", "TBody"]
    rows = [row for part in table.children for row in part.children]
    assert {row.role for row in rows} == {"TR"} and len({len(row.children) for row in rows}) == 1
    headings = {tag.node["/ID"] for tag in table.walk() if tag.role == "TH"}
    assert len(headings) == len(rows[0].children) and {c.role for c in rows[0].children} == {"TH"}
    for row in rows:
        for cell in row.children:
            if cell.role == "TH":
                assert cell.attribute("/Scope") in ("/Column", "/Row", "/Both")
            else:
                assert cell.role == "TD" and set(cell.attribute("/Headers")) <= headings


def says_where_links_lead(read: Tagged) -> None:
    """Every link is in the tree with its place on the page, and says in words where it leads."""
    placed = [annotation for tag in read.tags("Link") for annotation in tag.annotations]
    assert all(tag.annotations for tag in read.tags("Link"))
    on_pages = [a.get_object() for page in read.reader.pages for a in page.get("/Annots", [])]
    assert len(placed) == len(on_pages)
    for annotation in on_pages:
        assert annotation["/Subtype"] == "/Link" and str(annotation.get("/Contents", "")).strip()
        assert "/StructParent" in annotation


def embeds_its_fonts(reader: PdfReader) -> None:
    """The letters travel with the file, and each is known as the letter that it is."""
    fonts = [f.get_object() for page in reader.pages for f in page["/Resources"].get("/Font", {}).values()]
    assert fonts
    for font in fonts:
        descendant = font["/DescendantFonts"][0].get_object()
        assert "/ToUnicode" in font and {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"])

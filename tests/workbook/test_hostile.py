"""Files that attack, and files that are only broken: a clear sentence, nothing left behind."""

import io
import os
import struct
import zipfile

import pytest
from django.db import transaction

from beneficiaries.models import Count, CountChange
from beneficiaries.queries import served_text
from beneficiaries.workbook.archive import OLE, Refused, check
from beneficiaries.workbook.importing import FileRefused, Preview, look, read_file, take
from beneficiaries.workbook.layout import LARGEST_FILE
from beneficiaries.workbook.reading import read
from protect.audit.models import Entry
from tests.workbook.books import SERVED, TOTAL, book_of, code_of, filled, used
from tests.workbook.mutating import mutants, read_all
from tests.workbook.plain_book import plain_book
from tests.world import World

BILLION = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet>&c;</worksheet>"""
XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
SHEET = "xl/worksheets/sheet1.xml"
MUTANTS = int(os.environ.get("MUTANTS", "120"))  # `make fuzz`: 2,000


def rebuilt(change=None, add: dict[str, bytes] | None = None, keep=lambda name: True) -> bytes:  # type: ignore[no-untyped-def]
    """The plain workbook with members changed, added, or left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain_book())) as source, zipfile.ZipFile(target, "w", 8) as archive:
        for name in source.namelist():
            if keep(name):
                archive.writestr(name, (change or {}).get(name, source.read(name)))
        for name, content in (add or {}).items():
            archive.writestr(name, content)
    return target.getvalue()


def flags(content: bytes) -> bytes:
    """The same archive, saying that its members are locked."""
    return content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


def link() -> bytes:
    target = io.BytesIO(plain_book())
    with zipfile.ZipFile(target, "a") as archive:
        info = zipfile.ZipInfo("xl/link.xml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return target.getvalue()


def overlapping() -> bytes:
    """Two entries of the directory that share one member's bytes."""
    content = bytearray(plain_book())
    end = content.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", content, end + 16)[0]
    first = bytes(content[start : content.index(b"PK\x01\x02", start + 4)])
    name_at = 46
    twin = first[:name_at] + b"x" + first[name_at + 1 :]
    content[end:end] = twin
    end += len(twin)
    count, size = (
        struct.unpack_from("<H", content, end + 10)[0],
        struct.unpack_from("<I", content, end + 12)[0],
    )
    struct.pack_into("<HHI", content, end + 8, count + 1, count + 1, size + len(twin))
    return bytes(content)


def twice() -> bytes:
    target = io.BytesIO(plain_book())
    with pytest.warns(UserWarning), zipfile.ZipFile(target, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    return target.getvalue()


def lying_size() -> bytes:
    """A member that unpacks to more than it says."""
    content = bytearray(rebuilt(add={"xl/media/a.xml": b"0" * 100_000}))
    at = content.rindex(b"PK\x01\x02")
    for place in range(at, 0, -1):
        if content[place : place + 4] == b"PK\x01\x02" and b"xl/media/a.xml" in content[place : place + 80]:
            struct.pack_into("<I", content, place + 24, 10)
            break
    return bytes(content)


def mimetype() -> bytes:
    return rebuilt(add={"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})


HOSTILE = {
    "nothing": (b"", "empty"),
    "a text": (b"a;b\r\n=cmd|'/c calc'!A1;1\r\n", "not_a_workbook"),
    "a page": (b"<html><table><tr><td>1</td></tr></table></html>", "not_a_workbook"),
    "a PDF": (b"%PDF-1.7\n", "not_a_workbook"),
    "an old or locked workbook": (OLE + b"\x00" * 600, "old_or_locked"),
    "a cut archive": (plain_book()[:900], "damaged"),
    "another archive": (rebuilt(keep=lambda name: not name.startswith("xl/")), "not_a_workbook"),
    "a document of another program": (mimetype(), "other_kind"),
    "macros": (rebuilt(add={"xl/vbaProject.bin": b"\x00"}), "active"),
    "an embedded object": (rebuilt(add={"xl/embeddings/oleObject1.bin": b"\x00"}), "active"),
    "a bomb": (rebuilt(add={"xl/bomb.xml": b"\x00" * 30_000_000}), "unpacks_too_large"),
    "many members": (rebuilt(add={f"xl/m{n}.xml": b"" for n in range(400)}), "unpacks_too_large"),
    "a climbing name": (rebuilt(add={"xl/../../../etc/x.xml": b""}), "damaged"),
    "an absolute name": (rebuilt(add={"/etc/x.xml": b""}), "damaged"),
    "a name that is turned around": (rebuilt(add={"xl/\u202eslx.xml": b""}), "damaged"),
    "a link": (link(), "damaged"),
    "overlapping members": (overlapping(), "damaged"),
    "a member twice": (twice(), "damaged"),
    "a size that is not true": (lying_size(), "damaged"),
    "a billion laughs": (rebuilt({SHEET: BILLION}), "damaged"),
    "a foreign entity": (rebuilt({SHEET: XXE}), "damaged"),
    "one in UTF-16": (rebuilt({SHEET: XXE.decode().encode("utf-16")}), "damaged"),
    "endless depth": (rebuilt({SHEET: b"<a>" * 10_000 + b"</a>" * 10_000}), "damaged"),
    "no XML": (rebuilt({SHEET: b"\x00\x01\x02"}), "damaged"),
    "no sheet": (rebuilt(keep=lambda name: name != SHEET), None),
    "too large": (b"PK\x03\x04" + b"0" * LARGEST_FILE, "too_large"),
    "locked members": (flags(rebuilt()), "old_or_locked"),
}


@pytest.mark.once
@pytest.mark.parametrize("name", HOSTILE)
def test_what_attacks_or_is_broken_is_refused_by_its_name(name: str) -> None:
    content, code = HOSTILE[name]
    answer = read(content)
    if code:
        assert answer["refused"] == code
    else:
        assert "refused" in answer or answer["rows"] == []


@pytest.mark.once
def test_a_cell_at_the_far_end_of_the_sheet_costs_nothing() -> None:
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>#code</t></is></c><c r="XFD1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert read(rebuilt({SHEET: far})) == read(rebuilt({SHEET: far})) and "refused" not in read(
        rebuilt({SHEET: far})
    )


@pytest.mark.once
def test_too_many_cells_are_refused() -> None:
    rows = b"".join(b"<row>" + b"<c/>" * 500 + b"</row>" for _ in range(401))
    assert read(rebuilt({SHEET: b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"}))[
        "refused"
    ] == ("too_many_cells")


@pytest.mark.once
@pytest.mark.usefixtures("in_a_child")
@pytest.mark.parametrize("name", ["a billion laughs", "a bomb", "no XML"])
def test_the_server_lives_on(name: str) -> None:
    with pytest.raises(FileRefused):
        read_file(HOSTILE[name][0])


@pytest.mark.usefixtures("in_a_child")
def test_a_workbook_of_three_megabytes_is_read_whole(world: World) -> None:
    """The peers' upload failed at the second chunk."""
    report = world.started()
    content = filled(book_of(report), {(TOTAL, SERVED): 41})
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("docProps/thumbnail.jpeg", bytes(range(256)) * 12_000)
    assert len(target.getvalue()) > 3_000_000
    used(look(report, target.getvalue(), by=world.reporter), world.reporter)
    assert Count.objects.get().served == 41


def test_a_formula_counts_by_its_value_and_an_unfinished_one_is_a_fault(world: World) -> None:
    report = world.started()
    found = look(report, filled(book_of(report), {(TOTAL, SERVED): "=20+21"}), by=world.reporter)
    assert found.faults and not found.changes  # the library that saved it never worked it out


@pytest.mark.once
def test_5000_mutated_workbooks_kill_nobody() -> None:
    """Refused at once, or read by a few children, none of which dies."""
    refused = read_on = 0
    for _mutant, answer in read_all(plain_book(), 5_000):
        refused += "refused" in answer
        read_on += any(row["code"] for row in answer.get("rows", []))
    assert refused > 1_000 and read_on > 500


def test_mutated_workbooks_that_are_looked_at_leave_nothing_behind(world: World) -> None:
    """What may be used of one is what the preview said, whole; of all others nothing stays."""
    report = world.started()
    content = filled(book_of(report), {(TOTAL, SERVED): 41, (code_of(world.people_cells[0]), SERVED): 7})
    entries = Entry.objects.count()
    looked = used_up = 0
    for mutant in mutants(content, MUTANTS, seed=11):
        try:
            found = look(report, mutant, by=world.reporter)
        except FileRefused:
            continue
        looked += 1
        if found.may_be_used:
            used_up += 1
            taken_and_undone(found, world)
    assert looked > 10 and used_up > 5
    assert not Count.objects.exists() and not CountChange.objects.exists()
    assert Entry.objects.count() == entries


def taken_and_undone(found: Preview, world: World) -> None:
    """Every number that the preview showed is stored, and no other."""
    with transaction.atomic():
        take(found.report, found.matched.data, by=world.reporter)
        counts = Count.objects.filter(computed=False).exclude(state=Count.State.UNAVAILABLE)
        stored = {f"served-{count.cell_id}": served_text(count) for count in counts}
        shown = {c.name: c.new for c in found.changes if c.name.startswith("served-")}
        assert stored == shown, (stored, shown)
        transaction.set_rollback(True)


@pytest.mark.once
def test_the_first_look_alone_refuses_what_is_no_archive() -> None:
    for content in (b"", b"x", b"PK\x03\x04"):
        with pytest.raises(Refused):
            check(content)

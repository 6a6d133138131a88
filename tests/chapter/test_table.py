"""The chapter's table: the same words and numbers in both formats and languages."""

from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from docx import Document

from tests.world import World


def written(path: Path, language: str) -> list[list[str]]:
    call_command("chapter", "2025", format=path.suffix[1:], output=path, language=language)
    if path.suffix == ".docx":
        (table,) = Document(str(path)).tables
        return [[cell.text for cell in row.cells] for row in table.rows]
    rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    return [[str(value) for value in row] for row in rows if row[1] is not None]


@pytest.mark.parametrize("language", ["ro", "en"])
def test_both_formats_carry_the_same_numbers(world: World, tmp_path: Path, language: str) -> None:
    world.verified([10, 1, 0, 0, 0], reach=78_970)
    docx = written(tmp_path / "t.docx", language)
    xlsx = written(tmp_path / "t.xlsx", language)
    mark = "." if language == "ro" else ","
    assert [row[1] for row in docx[1:]] == ["11", f"78{mark}970"]
    assert [row[1] for row in xlsx[1:]] == ["11", "78970"]
    assert [row[0] for row in docx] == [row[0] for row in xlsx]


def test_the_document_has_a_heading_a_repeating_header_row_and_its_language(
    world: World, tmp_path: Path
) -> None:
    world.verified([10, 1, 0, 0, 0])
    written(tmp_path / "t.docx", "ro")
    document = Document(str(tmp_path / "t.docx"))
    assert document.paragraphs[0].style.name == "Heading 1"
    assert document.core_properties.language == "ro-RO"
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml


def test_an_open_period_is_called_provisional(world: World, tmp_path: Path) -> None:
    world.verified([10, 1, 0, 0, 0])
    written(tmp_path / "t.docx", "en")
    assert any("Provisional" in p.text for p in Document(str(tmp_path / "t.docx")).paragraphs)


def test_a_year_without_verified_returns_has_no_table(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("chapter", "1999", format="docx", output=tmp_path / "t.docx")

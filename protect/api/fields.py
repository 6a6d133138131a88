"""The cells and lines of a request as the fields of the page, and back to where each stood in it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from beneficiaries.queries import Sheet
from beneficiaries.workbook.layout import cell_code
from protect.api.problems import Problem
from protect.api.schemas import CellIn, CellsIn, LineIn


@dataclass
class Fields:
    """Translates one request. `pointers`: the page's field → its place in the request."""

    sheet: Sheet
    pointers: dict[str, str] = field(default_factory=dict)

    def data_of(self, body: CellsIn) -> dict[str, str]:
        """The request as a posted page; an unknown or repeated cell or line is refused."""
        cells = {
            cell_code(line.indicator.code, block.block.code, row.cell.key): row.cell.pk
            for line in self.sheet.lines
            for block in line.blocks
            for row in block.rows
        }
        data: dict[str, str] = {}
        unknown: list[dict[str, str]] = []
        seen: set[str] = set()
        for place, cell in enumerate(body.cells):
            if cell.cell not in cells or cell.cell in seen:
                unknown.append(self.fault(f"/cells/{place}/cell", cell.cell in seen))
            else:
                data |= self.cell(cell, cells[cell.cell], f"/cells/{place}")
            seen.add(cell.cell)
        for place, line in enumerate(body.lines):
            if self.sheet.line(line.indicator) is None or line.indicator in seen:
                unknown.append(self.fault(f"/lines/{place}/indicator", line.indicator in seen))
            else:
                data |= self.line(line, f"/lines/{place}")
            seen.add(line.indicator)
        if unknown:
            raise Problem(422, "refused", unknown[0]["detail"], unknown)
        return data

    def fault(self, pointer: str, twice: bool) -> dict[str, str]:
        """A code that the form does not have, or that stands twice."""
        text = (
            _("This stands twice in the request.")
            if twice
            else _("The form of this return has no such code.")
        )
        return {"pointer": pointer, "detail": text}

    def cell(self, cell: CellIn, pk: int, pointer: str) -> dict[str, str]:
        """The fields of a cell that were sent."""
        data = {}
        for part in cell.model_fields_set - {"cell"}:
            value = getattr(cell, part)
            if part == "qualifier" and value is None:
                continue
            data[f"{part}-{pk}"] = "" if value is None else str(value)
            self.pointers[f"{part}-{pk}"] = f"{pointer}/{part}"
        return data

    def line(self, line: LineIn, pointer: str) -> dict[str, str]:
        """The fields of a line that were sent."""
        code, sent = line.indicator, line.model_fields_set
        stored = self.sheet.line(code)
        assert stored
        data: dict[str, str] = {}
        if "state" in sent and line.state is not None:
            data[f"state-{code}"] = "" if line.state == "counted" else line.state
            if line.state == "counted" and stored.line.state not in ("not_offered", "not_known"):
                del data[f"state-{code}"]
        if "note" in sent and line.note is not None:
            data[f"note-{code}"] = line.note
        if "expected_on" in sent and line.expected_on is not None:
            data[f"expected-{code}"] = line.expected_on.isoformat()
        if "only_total" in sent and line.only_total is not None:
            data[f"only-{code}"] = "yes" if line.only_total else ""
            data[f"only-{code}__base"] = "yes" if stored.line.block_unavailable else ""
        if "overlap" in sent:
            data[f"overlap-{code}"] = "" if line.overlap is None else str(line.overlap)
        for part in ("state", "note", "expected", "only", "overlap"):
            self.pointers[f"{part}-{code}"] = pointer
        return data

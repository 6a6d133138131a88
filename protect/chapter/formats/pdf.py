"""PDF by typst: tagged, PDF/UA-1, fonts embedded. In a child process, so that its memory is given back."""

import base64
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from protect.chapter.document import Block, Document, Heading, Listing, Paragraph, Photo, Picture, Runs, Table
from protect.files.child import Limits, call

TEMPLATE = Path(__file__).parent / "print" / "chapter.typ"
LIMITS = Limits(memory=8 * 1024, processor=120, clock=180)


def write_pdf(document: Document) -> bytes:
    """The document as PDF/UA-1; typst refuses to write what the standard does not allow."""
    with translation.override(document.language):
        contents = _("Contents")
    content = {
        "title": document.title,
        "language": document.language,
        "region": document.locale[-2:],
        "statement": document.statement,
        "contents": contents,
        "blocks": [plain_block(document, block) for block in document.blocks],
    }
    asked = {
        "template": str(TEMPLATE),
        "fonts": str(settings.BASE_DIR / "static" / "built" / "print"),
        "document": content,
        "pictures": {f"{code}.svg": drawing.svg for code, drawing in document.drawings.items()},
        "photos": {file_of(p): base64.b64encode(p.content).decode() for p in document.photos},
    }
    written = call("protect.chapter.formats.pdf_child:compile", json.dumps(asked).encode(), LIMITS)
    return base64.b64decode(written["pdf"])


def plain_block(document: Document, block: Block) -> dict[str, Any]:
    """A block as the template reads it."""
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {"kind": block.look or "paragraph", "runs": plain_runs(block.runs)}
        case Listing():
            items = [plain_runs(item) for item in block.items]
            return {"kind": "list", "numbered": block.numbered, "items": items}
        case Table():
            return {"kind": "table", **plain_table(document, block)}
        case Picture():
            alone = block.table not in document.blocks
            return {
                "kind": "picture" if block.code in document.drawings else "note",
                "runs": plain_runs(()),
                "file": f"{block.code}.svg",
                "title": block.title,
                "description": block.description,
                "source": block.source,
                "table": plain_table(document, block.table) if alone else None,
            }
        case Photo():
            return {
                "kind": "photo", "file": file_of(block), "caption": block.caption,
                "description": block.description, "credit": block.credit,
            }  # fmt: skip


def file_of(photo: Photo) -> str:
    """The name under which the child finds it."""
    return f"photo-{photo.code}.{photo.extension}"


def plain_runs(runs: Runs) -> list[dict[str, Any]]:
    """Runs as the template reads them."""
    return [vars(run) for run in runs]


def plain_table(document: Document, table: Table) -> dict[str, Any]:
    """A table as the template reads it."""
    return {
        "caption": table.caption,
        "heading": table.heading,
        "numeric": [table.is_numeric(column) for column in range(len(table.heading))],
        "rows": [[document.written(value) for value in row] for row in table.rows],
        "notes": table.notes,
    }

"""The child's side of the PDF: the template and its words in a folder of its own, compiled. No Django."""

import base64
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory


def compile(content: bytes) -> dict[str, str]:
    """`{"template", "fonts", "document", "pictures", "photos"}` → `{"pdf": base64}`."""
    import typst

    asked = json.loads(content)
    with TemporaryDirectory(prefix="chapter-") as folder:
        root = Path(folder)
        shutil.copyfile(asked["template"], root / "chapter.typ")
        (root / "document.json").write_text(json.dumps(asked["document"]), encoding="utf-8")
        for name, svg in asked["pictures"].items():
            (root / name).write_text(svg, encoding="utf-8")
        for name, photo in asked["photos"].items():
            (root / name).write_bytes(base64.b64decode(photo))
        fonts = [asked["fonts"]] if Path(asked["fonts"]).is_dir() else []
        pdf = typst.compile(
            str(root / "chapter.typ"),
            root=str(root),
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
        )
    return {"pdf": base64.b64encode(pdf).decode()}

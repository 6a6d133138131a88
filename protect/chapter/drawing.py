"""The child's side of drawing: Vega-Lite specifications in, SVG and PNG out. No Django here."""

import base64
import json
from pathlib import Path
from typing import Any


def draw(content: bytes) -> dict[str, Any]:
    """`{"fonts": folder, "format": locale, "specs": {code: spec}}` → `{code: {"svg": …, "png": base64}}`."""
    import vl_convert

    asked = json.loads(content)
    if Path(asked["fonts"]).is_dir():
        vl_convert.register_font_directory(asked["fonts"])
    return {
        code: {
            "svg": vl_convert.vegalite_to_svg(spec, format_locale=asked["format"]),
            "png": base64.b64encode(
                vl_convert.vegalite_to_png(spec, scale=2, format_locale=asked["format"])
            ).decode(),
        }
        for code, spec in asked["specs"].items()
    }

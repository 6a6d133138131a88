"""Charts: drawn once an edition by vl-convert, in a child process; the same picture in every format.

Bars from zero, sorted, each with its number in words beside it; no legend, no axis, one colour.
"""

import base64
import hashlib
import json
import re
import textwrap
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.html import escape
from django.utils.translation import gettext as _

from protect.chapter.document import Drawing, Picture
from protect.files.child import Limits, call

COLOUR, INK = "#12436D", "#1B2733"
FONT = "Protect Sans"
ON_PAGES = "'Source Sans 3', system-ui, sans-serif"
# V8 reserves far more address space than it ever touches: only time and files are limited here.
LIMITS = Limits(memory=256 * 1024, processor=60, clock=90)
NUMBER_FORMAT = {
    "ro": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\u00a0lei"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", "\u00a0lei"]},
}
WHAT_READERS_HEAR = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
LONGEST_DESCRIPTION = 250
KEPT = 24 * 60 * 60


def description_of(bars: list[tuple[str, int, str]]) -> str:
    """Kind, what, and one finding, from the data: `bars` are (label, number, number in words)."""
    ranked = sorted(bars, key=lambda bar: -bar[1])
    words = _("Horizontal bars, %(n)d lines. Most: %(most)s, %(many)s. Fewest: %(least)s, %(few)s.") % {
        "n": len(ranked),
        "most": textwrap.shorten(ranked[0][0], 70, placeholder="…"),
        "many": ranked[0][2],
        "least": textwrap.shorten(ranked[-1][0], 70, placeholder="…"),
        "few": ranked[-1][2],
    }
    return words[:LONGEST_DESCRIPTION]


def spec_of(bars: list[tuple[str, int, str]]) -> dict[str, Any]:
    """The Vega-Lite specification of sorted bars with direct labels."""
    rows = [
        {"line": "\n".join(textwrap.wrap(label, 38)), "number": number, "words": words}
        for label, number, words in sorted(bars, key=lambda bar: -bar[1])
    ]
    most = max((str(row["line"]).count("\n") + 1 for row in rows), default=1)
    text = {"font": FONT, "fontSize": 14, "color": INK}
    along = {"field": "number", "type": "quantitative", "axis": None, "scale": {"zero": True}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 300,
        "height": {"step": max(30, 18 * most + 6)},
        "padding": 4,
        "background": "white",
        "data": {"values": rows},
        "encoding": {
            "y": {
                "field": "line",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {
                    "labelExpr": "split(datum.label, '\\n')",
                    "labelLimit": 320,
                    "labelFont": FONT,
                    "labelFontSize": 14,
                    "labelColor": INK,
                    "domain": False,
                    "ticks": False,
                    "labelPadding": 8,
                },
            },
            "x": along,
        },
        "layer": [
            {"mark": {"type": "bar", "color": COLOUR, "height": 22}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6, **text},
                "encoding": {"text": {"field": "words", "type": "nominal"}},
            },
        ],
        "config": {"font": FONT, "view": {"stroke": None}},
    }


def draw(pictures: list[tuple[Picture, dict[str, Any]]], language: str) -> dict[str, Drawing]:
    """Draw all pictures of a document in one child process."""
    if not pictures:
        return {}
    asked = {
        "fonts": str(settings.BASE_DIR / "static" / "built" / "print"),
        "format": NUMBER_FORMAT[language],
        "specs": {picture.code: spec for picture, spec in pictures},
    }
    drawn = call("protect.chapter.drawing:draw", json.dumps(asked).encode(), LIMITS)
    return {
        picture.code: Drawing(
            said_aloud(drawn[picture.code]["svg"], picture), base64.b64decode(drawn[picture.code]["png"])
        )
        for picture, _spec in pictures
    }


def drawn_before(pictures: list[tuple[Picture, dict[str, Any]]], language: str) -> dict[str, Drawing]:
    """Drawings for reading a draft: kept for a day by what they are drawn from, without their PNG."""
    keys = {picture.code: key_of(picture, spec, language) for picture, spec in pictures}
    kept = cache.get_many(keys.values())
    missing = [(picture, spec) for picture, spec in pictures if keys[picture.code] not in kept]
    made = {keys[code]: drawing.svg for code, drawing in draw(missing, language).items()}
    cache.set_many(made, KEPT)
    return {code: Drawing((kept | made)[key], b"") for code, key in keys.items()}


def key_of(picture: Picture, spec: dict[str, Any], language: str) -> str:
    """The digest of everything that a drawing shows and says."""
    content = json.dumps([language, picture.code, picture.title, picture.description, spec], sort_keys=True)
    return f"chapter-drawing-{hashlib.sha256(content.encode()).hexdigest()}"


def said_aloud(svg: str, picture: Picture) -> str:
    """The drawing with our title and description instead of the English that Vega puts on its parts."""
    silent = WHAT_READERS_HEAR.sub("", svg)
    name = f"chart-{picture.code}"
    opening, rest = silent.replace(f'"{FONT}"', f'"{FONT}, {ON_PAGES}"').split(">", 1)
    return (
        f'{opening} role="img" aria-labelledby="{name}-title {name}-words">'
        f'<title id="{name}-title">{escape(picture.title)}</title>'
        f'<desc id="{name}-words">{escape(picture.description)}</desc>{rest}'
    )

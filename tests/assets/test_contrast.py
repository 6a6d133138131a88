"""The palette keeps WCAG contrast: 4.5 for text, 3 for the borders of controls."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parent.parent.parent / "static/src/css/_tokens.scss"
COLOURS = dict(re.findall(r"\$([\w-]+): (#\w{6});", TOKENS.read_text(encoding="utf-8")))

TEXT_ON = [
    *((name, "white") for name in ("ink", "ink-2", "brand-700", "brand-600", "link", "visited")),
    *((name, "mist") for name in ("ink", "ink-2", "brand-900", "link")),
    *((name, "white") for name in ("error", "warn", "ok")),
    ("white", "brand-900"),
    ("white", "brand-700"),
    ("white", "error"),
    ("brand-100", "brand-900"),
    ("brand-900", "brand-100"),
    ("link", "brand-100"),
    ("ink", "focus"),
    ("ink", "warn-bg"),
    ("error", "error-bg"),
    ("warn", "warn-bg"),
    ("ok", "ok-bg"),
]


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB, from 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Between 1 and 21."""
    low, high = sorted((luminance(COLOURS[one]), luminance(COLOURS[other])))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("ground", ["white", "mist"])
def test_the_border_of_a_control_can_be_seen(ground):
    assert contrast("control", ground) >= 3


def test_the_focus_can_be_seen_on_the_header():
    assert contrast("focus", "brand-900") >= 3

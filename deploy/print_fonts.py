"""The type of printed documents: Source Sans 3 as three TrueType files, for typst and for the charts.

typst and vl-convert read neither WOFF2 nor variable fonts, and the letters of Romanian lie in two files
of the package: each weight is cut out, and the two parts are merged. What comes of it has a name of its
own: "Source" is reserved by the licence (OFL) for the unchanged font, and SVG readers trip over the 3.
"""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FAMILY = "Protect Sans"
STYLES = {"Regular": ("normal", 400), "Bold": ("normal", 700), "Italic": ("italic", 400)}
TYPOGRAPHIC_NAMES = (16, 17, 21, 22, 25)


def build(source: Path, target: Path, cuts: dict[str, Iterable[int]]) -> None:
    """Write regular.ttf, bold.ttf and italic.ttf; `cuts`: part of the package → its characters."""
    target.mkdir(exist_ok=True)
    for style, (slope, weight) in STYLES.items():
        with TemporaryDirectory() as folder:
            parts = []
            for part, characters in cuts.items():
                font = TTFont(source / f"source-sans-3-{part}-wght-{slope}.woff2")
                font = instancer.instantiateVariableFont(font, {"wght": weight}, updateFontNames=False)
                cutter = subset.Subsetter(subset.Options(layout_features=["kern", "liga", "locl", "mark"]))
                cutter.populate(unicodes=characters)
                cutter.subset(font)
                font.flavor = None
                parts.append(str(Path(folder) / f"{part}.ttf"))
                font.save(parts[-1])
            merged = Merger().merge(parts)
        name(merged, style, weight)
        merged.save(target / f"{style.lower()}.ttf")


def name(font: TTFont, style: str, weight: int) -> None:
    """Make the font a member of its family that programs find by weight and slope."""
    names = font["name"]
    for code in TYPOGRAPHIC_NAMES:
        names.removeNames(nameID=code)
    full = f"{FAMILY} {style}"
    said = {1: FAMILY, 2: style, 3: full, 4: full, 6: f"ProtectSans-{style}"}
    for code, text in said.items():
        names.setName(text, code, 3, 1, 0x409)
    bold, italic = weight == 700, style == "Italic"
    font["OS/2"].usWeightClass = weight
    plain = font["OS/2"].fsSelection & ~0b1100001
    font["OS/2"].fsSelection = (
        plain | (0x20 if bold else 0) | (1 if italic else 0) | (0x40 if style == "Regular" else 0)
    )
    font["head"].macStyle = (1 if bold else 0) | (2 if italic else 0)

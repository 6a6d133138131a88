"""What deploy/assets.py built: small, complete, asking nothing of another host."""

import gzip
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BUILT = ROOT / "static" / "built"
KILOBYTE = 1024
# Data for a script (application/json) is no script.
INLINE = r"<script(?![^>]*(\bsrc=|application/(ld\+)?json))|<style|\sstyle=|\son(click|change|submit|load)="


def compressed(path: str) -> int:
    """Bytes on the line: fonts are compressed already."""
    data = (BUILT / path).read_bytes()
    return len(data) if path.endswith(".woff2") else len(gzip.compress(data, 6))


FONTS = ["fonts/source-sans-3-latin.woff2", "fonts/source-sans-3-latin-ext.woff2"]
PUBLIC = ["portal.css", "js/portal.js", *FONTS]
STAFF = [*PUBLIC, "js/htmx.min.js", "js/autosave.js", "js/number-grid.js"]


@pytest.mark.parametrize("path", [*STAFF, "icon.svg"])
def test_everything_is_built(path):
    assert (BUILT / path).stat().st_size > 0, "run python deploy/assets.py"


def test_a_public_page_weighs_little():
    assert sum(map(compressed, PUBLIC)) <= 70 * KILOBYTE  # which leaves 30 of the 100 for the page itself


def test_the_first_page_of_staff_weighs_little():
    assert sum(map(compressed, STAFF)) <= 120 * KILOBYTE
    assert sum(compressed(path) for path in STAFF if path.endswith(".js")) <= 40 * KILOBYTE


@pytest.mark.parametrize("path", [p for p in STAFF if not p.endswith(".woff2")])
def test_nothing_built_names_another_host(path):
    text = (BUILT / path).read_text(encoding="utf-8")
    addresses = re.findall(r"(?:https?:)?//[\w-]+\.[\w.-]+", text)
    assert [a for a in addresses if "www.w3.org" not in a] == []


def test_no_state_identity_is_taken_over():
    css = (BUILT / "portal.css").read_text(encoding="utf-8")
    assert "GDS Transport" not in css
    assert "crown" not in css


def test_every_file_that_the_stylesheet_names_is_there():
    css = (BUILT / "portal.css").read_text(encoding="utf-8")
    named = [n for n in re.findall(r"url\(\"?([^\")]+)", css) if not n.startswith("data:")]
    assert named
    assert [name for name in named if not (BUILT / name).exists()] == []


def test_the_type_has_every_romanian_letter():
    ttfont = pytest.importorskip("fontTools.ttLib").TTFont
    known = {code for path in FONTS for code in ttfont(BUILT / path).getBestCmap()}
    missing = set("AĂÂBCIÎSȘTȚaăâbciîsștț„”«»–…’0123456789%€\u00a0") - {chr(code) for code in known}
    assert missing == set()


def test_the_lock_has_hashes_and_no_addresses():
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = {k: v for k, v in json.loads(lock)["packages"].items() if k}
    assert all("integrity" in package for package in packages.values())
    assert all("resolved" not in package for package in packages.values())


def test_templates_have_no_inline_script_or_style():
    found = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if re.search(
            r"<script(?![^>]*(\bsrc=|application/(ld\+)?json))|<style|\sstyle=|\son(click|change|submit|load)=",
            text,
        ):
            found.append(path.name)
    assert found == []

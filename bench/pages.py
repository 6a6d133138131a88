"""Lighthouse on the public pages, as a phone sees them: accessibility 100, performance at least 95.

Its packages (bench/lighthouse, a lock of their own) are installed the first time; where that or Chromium is
not possible, one line says that it was left out. The server is the portal's own, on a throw-away database.
"""

import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "bench" / "lighthouse"
CLI = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = "--headless=new --no-sandbox --disable-gpu"
PAGES = (
    "/", "/gaseste/", "/gaseste/cluj/", "/organizatii/", "/en/organizatii/m-7/", "/grupuri/", "/iesire/",
    "/cauta/?q=consiliere", "/cifre/", "/rapoarte/", "/aderare/", "/date/", "/contact/",
    "/confidentialitate/", "/accesibilitate/",
)  # fmt: skip
WANTED = {"accessibility": 100, "performance": 95, "best-practices": 100}
RUNS = 3
PREPARE = """
import django; django.setup()
from django.core.management import call_command
for name in ("migrate", "createcachetable"): call_command(name, verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
from bench.public import members; members(0, 21)
"""


def measure() -> Iterator[str]:
    """A line a page: the medians of some runs against what is wanted."""
    if not CHROMIUM.exists() or not install():
        yield "Lighthouse: left out, Chromium or its packages cannot be had here"
        return
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as address:
        for path in PAGES:
            found = [scores(address + path, Path(folder)) for _run in range(RUNS)]
            medians = {name: statistics.median(run[name] for run in found) for name in WANTED}
            said = ", ".join(f"{name} {medians[name]:.0f} (target {WANTED[name]})" for name in WANTED)
            yield f"Lighthouse {path}: {said}"


def install() -> bool:
    """What the lock names, with the bundled node; False where it cannot be fetched."""
    sys.path.insert(0, str(ROOT / "deploy"))
    import assets

    if not CLI.exists():
        with contextlib.suppress(subprocess.CalledProcessError):
            assets.node(assets.NPM, "ci", "--prefix", HERE, "--ignore-scripts", "--loglevel=error")
    return CLI.exists()


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """The portal with 21 organisations, as `make run` serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "protect.settings.dev",
        "DATABASE_URL": "",
        "VAR_DIR": str(folder),
    }
    subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=environment, check=True)
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "protect.asgi:application",
        "--port",
        str(port),
        "--no-access-log",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for path in PAGES:
            wait_for(address + path)
        yield address
    finally:
        process.terminate()
        process.wait()


def wait_for(url: str) -> None:
    """Until the page answers; the first answer of each is not measured."""
    for _again in range(60):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=20).read()
            return
        time.sleep(0.5)


def scores(url: str, folder: Path) -> dict[str, float]:
    """The scores of one run, 0 to 100."""
    import assets

    report = folder / "report.json"
    command = [
        str(assets.NODE), str(CLI), url, "--quiet", f"--chrome-flags={FLAGS}", "--output=json",
        f"--only-categories={','.join(WANTED)}", f"--output-path={report}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    found = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: found[name]["score"] * 100 for name in WANTED}

"""An edition of 21 members and of 500: seconds and peak memory for each format, and the growth between.

Each format is written in a process of its own (`python -m bench.chapter FORMAT MEMBERS`), so that its peak
is its own; the yardstick is what 21 members take in the same run.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

SMALL, LARGE = 21, 500
FORMATS = ("html", "docx", "pdf", "xlsx")
WORDS = "Lucrăm cu oameni care au trecut prin trafic și stăm lângă ei cât e nevoie, oriunde ar fi. " * 7


def document(members: int):  # type: ignore[no-untyped-def]
    """A chapter with so many presentations, a table and a chart."""
    from protect.chapter.charts import description_of, draw, spec_of
    from protect.chapter.document import Document, Heading, Paragraph, Picture, Run, Table

    bars = [(f"Serviciul {n}", n * 37, f"{n * 37} persoane") for n in range(1, 8)]
    table = Table("services", "Servicii", ("Serviciu", "Total"), tuple((name, n) for name, n, _w in bars))
    picture = Picture("services", "Servicii", description_of(bars), "Sursa: măsurare.", table)
    blocks = [Heading(2, "Membrii"), picture, table]
    for n in range(members):
        blocks += [Heading(3, f"Organizația {n}"), Paragraph((Run(WORDS),)), Paragraph((Run(WORDS),))]
    drawings = draw([(picture, spec_of(bars))], "ro")
    return Document("ro", "Măsurare", 2020, "Cifrele sunt inventate.", tuple(blocks), drawings)


def measured(extension: str, members: int) -> dict[str, float]:
    """Seconds of writing, peak memory of this process and of its children in MB, size in KB."""
    asked = [sys.executable, "-m", "bench.chapter", extension, str(members)]
    done = subprocess.run(asked, capture_output=True, check=True, env=os.environ)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure() -> Iterator[str]:
    for extension in FORMATS:
        small, large = measured(extension, SMALL), measured(extension, LARGE)
        ratio = large["seconds"] / small["seconds"]
        yield (
            f"chapter, {extension}: {LARGE} members / {SMALL} members: {ratio:.1f} "
            f"({large['seconds']:.3f} s / {small['seconds']:.3f} s); peak {large['peak']:.0f} MB / "
            f"{small['peak']:.0f} MB; {large['size']:.0f} KB / {small['size']:.0f} KB"
        )


def timed(write, made) -> tuple[float, bytes]:  # type: ignore[no-untyped-def]
    """Seconds and what was written; the quickest of several says what the work takes, not who else worked."""
    begun = time.perf_counter()
    content = write(made)
    return time.perf_counter() - begun, content


def main() -> None:
    import django

    django.setup()
    from protect.chapter.formats import FORMATS as WRITERS

    made = document(int(sys.argv[2]))
    seconds, content = min((timed(WRITERS[sys.argv[1]][1], made) for _time in range(3)), key=lambda t: t[0])
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # The child that drew the chart counts for every format: only the PDF has a larger one of its own.
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if sys.argv[1] == "pdf" else 0
    peak = max(own, children) / 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "size": len(content) / 1024}))


if __name__ == "__main__":
    main()

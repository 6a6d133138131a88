"""What was signed and verified, as one number: the digest of a report's figures."""

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from beneficiaries.models import Count, Report, ReportLine

AT_ONCE = 200


def digest_of(report: Report) -> str:
    """SHA-256 over the canonical figures of a report as they stand in the database."""
    return next(digests_of([report]))[1]


def digests_of(reports: Iterable[Report]) -> Iterator[tuple[Report, str]]:
    """Each report with the digest of its figures; two queries for every two hundred reports."""
    rest = iter(reports)
    while batch := list(islice(rest, AT_ONCE)):
        lines = lines_of(batch)
        for report in batch:
            content = {
                "organisation": report.organisation.slug,
                "period": report.period.code,
                "revision": report.revision,
                "lines": sorted(lines[report.pk], key=lambda line: line["indicator"]),
            }
            yield report, hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def lines_of(reports: list[Report]) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """The lines of each report with their counts, in the form that the digest covers."""
    counts = defaultdict(list)
    rows = Count.objects.filter(line__report__in=reports).values_list(
        "line_id", "cell__block__code", "cell__key", "state", "served", "repeat", "qualifier"
    )
    for line, *count in rows.iterator(chunk_size=5_000):
        counts[line].append(count)
    found: dict[uuid.UUID, list[dict[str, Any]]] = defaultdict(list)
    lines = ReportLine.objects.filter(report__in=reports)
    for report, line, indicator, state, overlap in lines.values_list(
        "report_id", "pk", "indicator__code", "state", "overlap"
    ):
        found[report].append(
            {"indicator": indicator, "state": state, "overlap": overlap, "counts": sorted(counts[line])}
        )
    return found

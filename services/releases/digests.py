"""The two digests of a release: of what the public sees, and of everything that it stands on."""

import hashlib
import json
from collections.abc import Iterable

from services.models import Release, ReleasedFigure
from services.releases.queries import REASONS, SYMBOLS


def sha256(content: object) -> str:
    """Over the canonical JSON of `content`: keys sorted, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def printed(row: ReleasedFigure) -> int | str:
    """The number, or the sign in its place."""
    why = REASONS[ReleasedFigure.Status(row.status)]
    return f"[{SYMBOLS[why][0]}]" if why else int(row.value or 0)


def public_row(row: ReleasedFigure) -> list[object]:
    """A figure as everybody may see it: period, indicator, version, block, key, what is printed, marks."""
    return [
        row.period.code if row.period else "",
        row.version.indicator.code,
        row.version.number,
        row.block.code,
        row.key,
        printed(row),
        row.qualifier,
        row.revised,
        row.provisional,
        row.organisations,
        row.overlap,
    ]


def content_of(release: Release, rows: Iterable[ReleasedFigure]) -> dict[str, object]:
    """What `content_digest` covers. The JSON download holds the same, so that anybody can reckon it again."""
    return {
        "scope": release.scope,
        "number": release.number,
        "policy": release.policy,
        "owed": release.owed,
        "verified": release.verified,
        "provisional": release.provisional,
        "synthetic": release.synthetic,
        "figures": [public_row(row) for row in rows],
    }


def digest_of(release: Release, rows: Iterable[ReleasedFigure], reports: Iterable[str]) -> str:
    """Over the public content, the internal statuses, policy and audit, and every report's digest."""
    return sha256(
        {
            "content": release.content_digest,
            "statuses": [[row.status, row.why, row.low, row.high] for row in rows],
            "reason": release.policy_reason,
            "differences": release.differences,
            "waivers": release.waivers,
            "audit": release.audit,
            "reports": sorted(reports),
        }
    )


def stored_rows(release: Release) -> list[ReleasedFigure]:
    """The figures of a release as they stand in the database, in their order."""
    rows = release.figures.select_related("version__indicator", "block__indicator", "period")
    return list(rows.order_by("position"))


def first_false_digest(release: Release) -> str:
    """Which digest is not that of the stored rows; '' where both are."""
    rows = stored_rows(release)
    if sha256(content_of(release, rows)) != release.content_digest:
        return "content_digest"
    reports = release.reports.values_list("digest", flat=True)
    return "" if digest_of(release, rows, reports) == release.digest else "digest"

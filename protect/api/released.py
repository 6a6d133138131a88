"""What was published: for everybody, without a token, without a cookie."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Router

from protect.api.responses import public
from protect.api.schemas import ReleaseOut, ReleasesOut
from services.models import Release
from services.releases.queries import Figure, figures, numbered, published

router = Router(tags=["public"], auth=None)


@router.get("/releases", response=public(ReleasesOut), operation_id="list_releases")
def releases(request: HttpRequest) -> Any:
    """All published releases, the newest year first."""
    return {"releases": [brief(release) for release in published()]}


@router.get("/releases/{scope}/{number}", response=public(ReleaseOut), operation_id="read_release")
def release(
    request: HttpRequest, scope: str = Path(max_length=10), number: int = Path(ge=1, le=10_000)
) -> Any:
    """A release with its figures; an earlier one stays as it was."""
    found = numbered(scope, number)
    if found is None:
        raise Http404
    return {**brief(found), "figures": [figure_of(figure) for figure in figures(found)]}


def brief(release: Release) -> dict[str, Any]:
    """A release in a list."""
    return {
        "scope": release.scope, "number": release.number, "title": release.title,
        "published_at": release.published_at, "provisional": release.provisional,
        "synthetic": release.synthetic, "digest": release.content_digest,
    }  # fmt: skip


def figure_of(figure: Figure) -> dict[str, Any]:
    """A figure as everybody may see it."""
    return {
        "indicator": figure.indicator.code, "block": figure.block.code, "key": figure.key,
        "period": figure.period.code if figure.period else None, "name": figure.name, "value": figure.value,
        "why": figure.why, "qualifier": figure.qualifier, "revised": figure.revised,
        "provisional": figure.provisional,
    }  # fmt: skip

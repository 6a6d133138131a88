"""What every operation may answer beside its success, for the document."""

from typing import Any

from protect.api.schemas import ProblemDetails

READ = (401, 404, 422, 429)
WRITE = (400, 401, 403, 404, 409, 412, 422, 428, 429)


def reads(schema: Any) -> dict[int, Any]:
    """Of an operation that reads."""
    return {200: schema, **dict.fromkeys(READ, ProblemDetails)}


def writes(schema: Any) -> dict[int, Any]:
    """Of one that writes."""
    return {200: schema, **dict.fromkeys(WRITE, ProblemDetails)}


def public(schema: Any) -> dict[int, Any]:
    """Of one that everybody may ask."""
    return {200: schema, **dict.fromkeys((404, 422), ProblemDetails)}

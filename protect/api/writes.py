"""A write happens once: however often it is sent, and only on the version that its writer saw."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from beneficiaries.models import Report
from protect.api.models import StoredAnswer, Token
from protect.api.problems import Problem
from protect.audit.actions import record

LONGEST_KEY = 100
Made = tuple[dict[str, Any], str]  # what is answered, and its ETag


def etag_of(report: Report) -> str:
    """Changes with every figure and every step of the return."""
    return f'"{report.revision}.{report.version}.{report.status}"'


def once(request: HttpRequest, key: str, scope: str, act: Callable[[], Made]) -> HttpResponse:
    """Do `act` in one transaction, unless a request with this key was answered before: then that again."""
    token: Token = request.auth  # type: ignore[attr-defined]
    if scope not in token.scopes:
        raise Problem(403, "scope", _("This token may not do that. Make one that may."))
    if not 8 <= len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Problem(
            400, "idempotency-key", _("Send an Idempotency-Key of 8 to 100 signs, a new one an act.")
        )
    digest = digest_of(request)
    with transaction.atomic():
        stored, is_new = reserve(token, key, digest)
        if stored.request_digest != digest:
            raise Problem(
                422, "idempotency-key-reused", _("This Idempotency-Key was used for another request.")
            )
        if is_new:
            content, stored.etag = act()
            text = as_text(content)
            stored.status, stored.body = 200, json.loads(text)
            stored.save(update_fields=["status", "body", "etag"])
            record(
                "api.write", token, by=token.user, organisation_id=token.organisation_id,
                method=request.method, path=request.path,
            )  # fmt: skip
            return answered(text, stored)
    response = answered(as_text(stored.body), stored)
    response["Idempotency-Replayed"] = "true"
    return response


def reserve(token: Token, key: str, digest: str) -> tuple[StoredAnswer, bool]:
    """The row of this key; a second request at the same moment waits here for the first."""
    found = StoredAnswer.objects.filter(token=token, key=key).first()
    if found:
        return found, False
    try:
        with transaction.atomic():
            return StoredAnswer.objects.create(token=token, key=key, request_digest=digest), True
    except IntegrityError:
        return StoredAnswer.objects.get(token=token, key=key), False


def as_text(content: dict[str, Any]) -> str:
    """The answer, the same every time: sorted, as jsonb keeps no order."""
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)


def answered(text: str, stored: StoredAnswer) -> HttpResponse:
    """The answer with its status and ETag."""
    response = HttpResponse(text, status=stored.status, content_type="application/json")
    if stored.etag:
        response["ETag"] = stored.etag
    return response


def digest_of(request: HttpRequest) -> str:
    """What makes a request the same: its address, the version it is about, its content."""
    parts = [request.method or "", request.path, request.headers.get("If-Match", "")]
    return hashlib.sha256("\n".join(parts).encode() + b"\n" + request.body).hexdigest()


def locked(report: Report, if_match: str) -> Report:
    """The report as it is now, locked; refused where it is not what the writer saw."""
    found = (
        Report.objects.select_for_update(of=("self",))
        .select_related("organisation", "period", "form")
        .get(pk=report.pk)
    )
    if not if_match:
        raise Problem(428, "if-match", _("Send the ETag of the return in the header If-Match."))
    if if_match.strip() not in ("*", etag_of(found)):
        raise Problem(
            412, "changed", _("The return has changed since you read it. Read it again."),
            headers={"ETag": etag_of(found)},
        )  # fmt: skip
    return found


def refused_fields(errors: dict[str, str], pointers: dict[str, str]) -> Problem:
    """Faults of fields, each with its place in the request."""
    listed = [
        {"pointer": pointers.get(name, ""), "detail": text} if pointers.get(name) else {"detail": text}
        for name, text in errors.items()
    ]
    return Problem(422, "refused", listed[0]["detail"], listed)

"""schemathesis sends what the document allows and what it does not, as each role: no failure."""

import json
from itertools import count
from typing import Any

import pytest
import requests
import schemathesis
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.core.transport import Response

from beneficiaries.models import Report
from tests.api.conftest import ROLES, Programme
from tests.world import World

EXAMPLES = 5
CHECKED = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_schema_conformance", "response_headers_conformance",
)  # fmt: skip
CASES = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
keys = count(1)


def answered(case: Any, mine: Programme) -> Response:
    """What our test client answers to a case, as schemathesis would have it."""
    kwargs = case.as_transport_kwargs(base_url="http://testserver")
    known = ("method", "url", "headers", "params", "data", "json")
    prepared = requests.Request(**{name: kwargs[name] for name in known if name in kwargs}).prepare()
    sent = {
        f"HTTP_{k.upper().replace('-', '_')}": v for k, v in prepared.headers.items() if k != "Content-Type"
    }
    if mine.secret:
        sent["HTTP_AUTHORIZATION"] = f"Bearer {mine.secret}"
    sent.pop("HTTP_CONTENT_LENGTH", None)
    sent.pop("HTTP_ACCEPT_ENCODING", None)  # what is compared is the answer, not its packing
    body = prepared.body or b""
    answer = mine.client.generic(
        prepared.method or "GET", prepared.path_url, body,
        content_type=prepared.headers.get("Content-Type", "application/json"), **sent,
    )  # fmt: skip
    headers = {name.lower(): [value] for name, value in answer.headers.items()}
    return Response(answer.status_code, headers, answer.content, prepared, elapsed=0.0, verify=True)


def try_out(cases: Any, mine: Programme, checks: Any, seen: set[int]) -> None:
    """A few cases of one operation; each write with a key of its own."""

    @CASES
    @given(case=cases)
    def one(case: Any) -> None:
        if "Idempotency-Key" in (case.headers or {}):
            case.headers["Idempotency-Key"] = f"schema-walk-{next(keys)}"
        response = answered(case, mine)
        seen.add(response.status_code)
        case.validate_response(response, checks=checks)

    one()


@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_what_the_document_says(world: World, as_role, role: str) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    mine = as_role(role)
    schema = schemathesis.openapi.from_dict(json.loads(Client().get("/api/v1/openapi.json").content))
    checks = CHECKS.get_by_names(list(CHECKED))
    seen: set[int] = set()
    for found in schema.get_all_operations():
        operation = found.ok()
        names = {parameter.name for parameter in operation.iter_parameters()}
        given_path = {"pk": str(report.pk)} if "pk" in names else {}
        if "code" in names:
            given_path["code"] = report.period.code
        headers = {"If-Match": "*"} if "If-Match" in names else {}
        if "Idempotency-Key" in names:
            headers["Idempotency-Key"] = f"schema-walk-{next(keys)}"
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if mode == GenerationMode.POSITIVE or operation.body or operation.query:
                cases = operation.as_strategy(
                    mode, path_parameters=given_path or None, headers=headers or None
                )
                try_out(cases, mine, checks, seen)
    assert connection.is_usable() and Report.objects.filter(pk=report.pk).exists()
    assert role == "nobody" or 200 in seen
    assert not seen & {500, 502, 503}

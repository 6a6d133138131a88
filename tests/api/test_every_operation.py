"""Every operation of the API's document, as every role; and the document itself."""

import json
from typing import Any

import pytest
from django.test import Client

from beneficiaries.models import Report
from protect.audit.models import Entry
from tests.api.conftest import ALL, ROLES
from tests.world import World

OWN = {"reader", "reporter", "coordinator"}
ANY = OWN | ALL | {"stranger"}
# Who finds something there by GET; whoever does not is answered 404 (nobody: 401).
READS: dict[str, set[str]] = {
    "who_am_i": ANY, "list_indicators": ANY, "list_dimensions": ANY, "read_form": ANY, "list_periods": ANY,
    "list_returns": ANY, "read_totals": ALL, "read_return": OWN | ALL, "list_findings": OWN | ALL,
    "list_questions": OWN | ALL, "read_board": ALL, "list_releases": ANY | {"nobody"}, "read_release": set(),
}  # fmt: skip
# Who may do it by the pages' rules, the return being a draft of „ours”.
WRITES: dict[str, set[str]] = {
    "start_return": {"reporter", "coordinator", "stranger"}, "write_return": {"reporter", "coordinator"},
    "explain_finding": {"reporter", "coordinator"}, "correct_return": set(), "answer_question": set(),
    "submit_return": {"coordinator"},
}  # fmt: skip
BODIES: dict[str, dict] = {
    "start_return": {"period": "2025"}, "write_return": {"cells": [{"cell": "informed/total/", "served": 3}]},
    "submit_return": {"declared": True}, "correct_return": {"reason": "x"}, "answer_question": {"text": "x"},
    "explain_finding": {
        "indicator": "informed", "check": "outside_usual_range", "inputs": "counted:3:0", "text": "x",
    },
}  # fmt: skip


def document() -> dict[str, Any]:
    return Client().get("/api/v1/openapi.json").json()


def operations() -> dict[str, tuple[str, str]]:
    """Its name → method and path."""
    found = {}
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            found[operation["operationId"]] = (method.upper(), path.removeprefix("/api/v1"))
    return found


@pytest.fixture
def draft(world: World) -> Report:
    """A whole draft of „ours”, about which a check asks."""
    world.verified([1, 2, 3, 4, 0], 2024, reach=5_000)
    report = world.started()
    world.fill(report, [1, 2, 3, 4, 0])
    report.refresh_from_db()
    return report


def address(path: str, report: Report) -> str:
    values = {"pk": report.pk, "code": "2025", "year": 2025, "scope": "2025"}
    number = 1 if "questions" in path or "releases" in path else report.form.number
    for name, value in (values | {"number": number}).items():
        path = path.replace(f"{{{name}}}", str(value))
    return path


@pytest.mark.parametrize("role", ROLES)
def test_every_operation_is_for_those_and_only_those_whom_the_pages_let(
    draft: Report, as_role, role: str
) -> None:  # type: ignore[no-untyped-def]
    found = operations()
    assert set(found) == set(READS) | set(WRITES)
    mine = as_role(role)
    for name, roles in READS.items():
        method, path = found[name]
        answer = mine.ask(method, address(path, draft))
        expected = 200 if role in roles else 404 if role != "nobody" or name == "read_release" else 401
        assert answer.status_code == expected, f"{name} as {role}: {answer.content!r}"
    for name, roles in WRITES.items():
        method, path = found[name]
        before = Entry.objects.count()
        answer = mine.act(method, address(path, draft), BODIES[name], "*")
        if role in roles:
            assert answer.status_code == 200, f"{name} as {role}: {answer.content!r}"
        else:
            assert answer.status_code in (401, 403, 404), f"{name} as {role}: {answer.status_code}"
            assert Entry.objects.count() == before, f"{name} as {role} has changed something"
        assert role == "nobody" or answer.status_code != 401
        if answer.status_code >= 400:
            assert answer["Content-Type"] == "application/problem+json"
            assert answer.json()["status"] == answer.status_code and answer.json()["detail"]


def test_the_document_is_openapi_3_1_and_names_no_other_host(db: None) -> None:
    content = document()
    assert content["openapi"].startswith("3.1")
    assert "//" not in json.dumps(content)
    assert Client().get("/api/v1/docs").status_code == 404


def test_errors_outside_of_any_operation_are_problems_too(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    mine = programme(world.reporter, world.organisation)
    for method, path, status in (
        ("GET", "/nothing", 404),
        ("DELETE", "/returns", 405),
        ("GET", "/returns/x", 404),
    ):
        answer = mine.ask(method, path)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), path
    assert mine.act("POST", "/returns", None).status_code in (400, 422)

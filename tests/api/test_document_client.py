"""A small client that knows nothing but the API's document sends a return."""

from typing import Any

from beneficiaries.models import Report
from tests.world import World


class Client:
    """Finds an operation by its name in the document, puts parameters where the document says."""

    def __init__(self, programme: Any) -> None:
        self.programme = programme
        self.document = programme.get("/openapi.json").json()
        self.etag = ""
        self.calls = 0

    def call(self, name: str, body: Any = None, **parameters: Any) -> Any:
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                if operation["operationId"] == name:
                    return self.send(path, method, operation, body, parameters)
        raise LookupError(name)

    def send(self, path: str, method: str, operation: Any, body: Any, parameters: dict[str, Any]) -> Any:
        headers = {}
        self.calls += 1
        for parameter in operation.get("parameters", []):
            name, place = parameter["name"], parameter["in"]
            if place == "path":
                path = path.replace(f"{{{name}}}", str(parameters[name]))
            elif place == "header" and name == "Idempotency-Key":
                headers["idempotency_key"] = f"document-client-{self.calls}"
            elif place == "header" and name == "If-Match":
                headers["if_match"] = self.etag
        answer = self.programme.ask(method.upper(), path.removeprefix("/api/v1"), body, **headers)
        assert str(answer.status_code) in {str(status) for status in operation["responses"]}
        assert answer.status_code == 200, answer.content
        self.etag = answer.headers.get("ETag", self.etag)
        return answer.json()

    def example(self, schema: dict[str, Any], number: int) -> Any:
        """Whether the document lets a whole number stand here."""
        kinds = [part.get("type") for part in schema.get("anyOf", [schema])]
        assert "integer" in kinds
        return number


def test_a_client_that_knows_only_the_document_sends_a_return(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    world.period()
    client = Client(programme(world.coordinator, world.organisation))
    (period,) = (p for p in client.call("list_periods") if p["state"] == "open")
    form = client.call("read_form", number=period["form"])
    found = client.call("start_return", {"period": period["code"]})
    cell = client.document["components"]["schemas"]["CellIn"]["properties"]["served"]
    codes = []
    for line in form["lines"]:
        crossed = [b for b in line["blocks"] if b["kind"] == "crossed"]
        for block in line["blocks"]:
            if not (block["kind"] == "total" and crossed):
                codes += block["cells"]
    body = {"cells": [{"cell": code, "served": client.example(cell, 2)} for code in codes]}
    client.call("write_return", body, pk=found["id"])
    assert [f for f in client.call("list_findings", pk=found["id"])["findings"] if f["blocks"]] == []
    client.call("read_return", pk=found["id"])
    client.call("submit_return", {"declared": True}, pk=found["id"])
    assert Report.objects.get().status == Report.Status.SUBMITTED

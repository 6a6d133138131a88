"""A return by the API: the same acts as the pages, once, on the version that was seen."""

import pytest

from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.actions.handing_in import return_report
from beneficiaries.actions.questions import ask
from beneficiaries.models import Count, Report
from protect.audit.models import Entry as LogEntry
from tests.world import World

TOTAL = "informed/total/"


def cells(numbers: dict[str, object]) -> dict:
    return {"cells": [{"cell": code, "served": number} for code, number in numbers.items()]}


def test_a_return_is_started_written_and_sent(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    world.period()
    mine = programme(world.coordinator, world.organisation)
    started = mine.act("POST", "/returns", {"period": "2025"})
    assert started.status_code == 200, started.content
    path = f"/returns/{started.json()['id']}"
    codes = [
        c["cell"]
        for block in started.json()["lines"][0]["blocks"]
        if block["kind"] == "crossed"
        for c in block["cells"]
    ]
    written = mine.act("PATCH", path, cells({**dict.fromkeys(codes, 2), TOTAL: 90}), started["ETag"])
    assert written.status_code == 200, written.content
    assert written.json()["lines"][0]["blocks"][0]["cells"][0]["served"] == 10
    sent = mine.act("POST", f"{path}/submission", {"declared": True}, written["ETag"])
    assert sent.status_code == 200, sent.content
    assert (sent.json()["status"], sent.json()["reference"]) == ("submitted", "PT-2025-001")
    assert LogEntry.objects.get(action="report.fill").details["source"] == "api"
    assert LogEntry.objects.filter(action="api.write", object_id=str(mine.token.pk)).count() == 3


def test_a_write_names_the_version_that_its_writer_saw(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    mine = programme(world.reporter, world.organisation)
    path = f"/returns/{report.pk}"
    seen = mine.get(path)["ETag"]
    assert mine.act("PATCH", path, cells({TOTAL: 1})).status_code == 428
    save_entries(report, [Entry(world.cell("informed").pk, "served", "5")], by=world.coordinator)
    refused = mine.act("PATCH", path, cells({TOTAL: 1}), seen)
    assert refused.status_code == 412 and refused["ETag"] != seen
    assert Count.objects.get().served == 5


def test_the_same_write_sent_again_does_nothing_twice(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    mine = programme(world.reporter, world.organisation)
    path = f"/returns/{report.pk}"
    seen = mine.get(path)["ETag"]
    first = mine.act("PATCH", path, cells({TOTAL: 7}), seen, idempotency_key="one-and-only")
    entries = LogEntry.objects.count()
    again = mine.act("PATCH", path, cells({TOTAL: 7}), seen, idempotency_key="one-and-only")
    assert (again.status_code, again.content, again["ETag"]) == (200, first.content, first["ETag"])
    assert again["Idempotency-Replayed"] == "true" and LogEntry.objects.count() == entries
    other = mine.act("PATCH", path, cells({TOTAL: 8}), seen, idempotency_key="one-and-only")
    assert other.status_code == 422 and Count.objects.get().served == 7


def test_a_write_without_a_key_is_refused(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    mine = programme(world.reporter, world.organisation)
    assert mine.ask("POST", "/returns", {"period": "2025"}).status_code == 422
    assert mine.act("POST", "/returns", {"period": "2025"}, idempotency_key="short").status_code == 400


def test_a_refused_write_saves_nothing_and_names_every_fault(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    report = world.started(quarter=2)
    mine = programme(world.reporter, world.organisation)
    path = f"/returns/{report.pk}"
    one, two, *_rest = (f"residential/age_sex/{cell.key}" for cell in world.people_cells)
    body = {
        "cells": [
            {"cell": TOTAL, "served": 4},
            {"cell": one, "served": 2, "repeat": 3},
            {"cell": two, "served": 1, "repeat": 9},
        ]
    }
    refused = mine.act("PATCH", path, body, mine.get(path)["ETag"])
    assert refused.status_code == 422 and refused["Content-Type"] == "application/problem+json"
    places = {error["pointer"].split("/")[2] for error in refused.json()["errors"]}
    assert places == {"1", "2"} and "3" in refused.json()["errors"][0]["detail"]
    assert not Count.objects.exists()


@pytest.mark.parametrize("served", [-1, 1.5, "12,5", "9" * 400, 10**12, True, [], {"a": 1}, "?"])
def test_what_is_no_number_is_refused_in_the_page_s_words(world: World, programme, served: object) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    mine = programme(world.reporter, world.organisation)
    path = f"/returns/{report.pk}"
    refused = mine.act("PATCH", path, cells({TOTAL: served}), mine.get(path)["ETag"])
    assert refused.status_code == 422 and "Scrieți un număr întreg" in refused.content.decode()
    english = mine.act("PATCH", path, cells({TOTAL: served}), "*", accept_language="en-GB,en;q=0.9")
    assert "Write a whole number" in english.content.decode()


def test_an_unknown_cell_or_field_is_refused(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    mine = programme(world.reporter, world.organisation)
    path = f"/returns/{report.pk}"
    for body in (cells({"nothing/total/": 1}), {"cells": [], "more": 1}, {"lines": [{"indicator": "x"}]}):
        assert mine.act("PATCH", path, body, mine.get(path)["ETag"]).status_code == 422


def test_what_lines_mean_is_written_too(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    mine = programme(world.reporter, world.organisation)
    path = f"/returns/{report.pk}"
    body = {
        "lines": [
            {"indicator": "informed", "state": "not_offered"},
            {
                "indicator": "residential",
                "only_total": True,
                "note": "Registrul nu are vârsta.",
                "overlap": 2,
            },
        ],
        "cells": [{"cell": "residential/total/", "served": 10}],
    }
    written = mine.act("PATCH", path, body, mine.get(path)["ETag"])
    assert written.status_code == 200, written.content
    first, second = written.json()["lines"]
    assert (first["only_total"], first["overlap"], second["state"]) == (True, 2, "not_offered")
    body = {"lines": [{"indicator": "informed", "state": "not_known", "note": "0722 123 456"}]}
    refused = mine.act("PATCH", path, body, written["ETag"])
    assert refused.status_code == 422 and refused.json()["errors"][0]["pointer"] == "/lines/0"


def test_findings_are_read_and_explained_questions_answered(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    world.verified([9, 9, 9, 9, 9], 2024)
    report = world.sent([1, 0, 0, 0, 0])
    query = ask(report, world.people, "De ce una?", by=world.secretariat, cells=[world.people_cells[0]])
    return_report(report, by=world.secretariat)
    mine = programme(world.coordinator, world.organisation)
    path = f"/returns/{report.pk}"
    (finding,) = (f for f in mine.get(f"{path}/findings").json()["findings"] if not f["blocks"])
    body = {key: finding[key] for key in ("indicator", "check", "inputs")} | {
        "text": "Centrul a fost închis."
    }
    explained = mine.act("POST", f"{path}/explanations", body, mine.get(path)["ETag"])
    assert explained.status_code == 200, explained.content
    assert [f["explanation"] for f in explained.json()["findings"] if f["check"] == finding["check"]]
    (question,) = mine.get(f"{path}/questions").json()["questions"]
    assert question["cells"] == [f"residential/age_sex/{world.people_cells[0].key}"]
    answered = mine.act("POST", f"{path}/questions/{query.pk}/answers", {"text": "Am verificat."})
    assert answered.json()["questions"][0]["state"] == "answered"
    sent = mine.act("POST", f"{path}/submission", {"declared": True}, mine.get(path)["ETag"])
    assert sent.json()["status"] == "submitted"


def test_a_verified_return_is_corrected_by_its_next_revision(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    report = world.verified([1, 0, 0, 0, 0])
    mine = programme(world.reporter, world.organisation)
    seen = mine.get(f"/returns/{report.pk}")["ETag"]
    assert mine.act("POST", f"/returns/{report.pk}/corrections", {"reason": " "}, seen).status_code == 422
    made = mine.act("POST", f"/returns/{report.pk}/corrections", {"reason": "Greșeală."}, seen)
    assert made.json()["revision"] == 2 and Report.objects.count() == 2


def test_an_unsigned_declaration_and_hard_findings_block_the_sending(world: World, programme) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    mine = programme(world.coordinator, world.organisation)
    path = f"/returns/{report.pk}"
    for declared in (False, True):
        refused = mine.act("POST", f"{path}/submission", {"declared": declared}, mine.get(path)["ETag"])
        assert refused.status_code == 422, refused.content
    assert len(refused.json()["errors"]) == 2

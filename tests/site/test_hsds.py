"""The open data: HSDS 3.1 to the letter, in pages, and nothing in it that is not for everybody."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from members.models import Organisation, ServiceOffer
from tests.published import offer, organisation, publish, somebody

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "reference" / "hsds"
needs_schemas = pytest.mark.skipif(not SCHEMAS.exists(), reason="the HSDS schemas are not on this machine")
API = "/api/hsds"
SECRET = "Strada Ascunsă 7"
CANARIES = (SECRET, "canary", "0799 999 999", "reviewer", "writer", "77777", "nepublicata", "draft-only")


@pytest.fixture
def some(db) -> dict[str, Any]:  # type: ignore[no-untyped-def]
    """Published members with everything filled in, and beside each something that is nobody's business."""
    casa = publish(
        organisation("Casa", "casa"), "CJ", "women girls", phone="0264 000 001", email="casa@example.org",
        website="https://example.org/", founded=2003,
    )  # fmt: skip
    Organisation.objects.filter(pk=casa.pk).update(fiscal_code="77777", capacity=77777)
    casa.profile_revisions.create(number=2, mission_ro="draft-only canary", phone="0799 999 999")
    shelter = offer(
        casa, "residential", "CJ", "women", "ro uk", name_ro="Locuință protejată", phone="0264 000 002",
        name_en="A safe home", hours_ro="luni–vineri, 9–17", nomenclature_code="8790CR-VTP-I",
        licence_number="LF 1/2024", capacity=12,
    )  # fmt: skip
    talk = offer(casa, "counselling", "CJ MM", "men", address=SECRET, description_ro="Vorbim.")
    offer(casa, "day_centre", "B", name_ro="canary waiting", confirmed_at=None, confirmed_by=None)
    hidden = organisation("nepublicata", "nepublicata")
    offer(hidden, "counselling", "CJ", name_ro="canary of an unpublished member")
    somebody("canary")
    bare = publish(organisation("Gol", "gol"), mission_ro="", summary_ro="", summary_en="")
    return {"casa": casa, "shelter": shelter, "talk": talk, "bare": bare}


def get(path: str) -> dict[str, Any]:
    answer = Client().get(API + path)
    assert answer.status_code == 200, answer.content
    return answer.json()


def every_answer(some: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """All addresses, in all their shapes."""
    paths = ["/", "/openapi.json", "/taxonomies", "/taxonomy_terms?per_page=200"]
    paths += [f"/{kind}{query}" for kind in ("services", "organizations") for query in ("", "?full=true")]
    paths += ["/services?minimal=true", "/services?search=consiliere&full=true"]
    paths += [f"/services/{o.public_id}" for o in ServiceOffer.objects.public()]
    paths += [f"/organizations/{o.public_id}" for o in Organisation.objects.public()]
    return ((path, get(path)) for path in paths)


def test_the_walk_reaches_every_address_that_is_described(some) -> None:  # type: ignore[no-untyped-def]
    walked = {path.split("?")[0] for path, _answer in every_answer(some)}
    for described in get("/openapi.json")["paths"]:
        kind = described.removeprefix(API).partition("{")[0]
        assert any(path.startswith(kind) and (path == kind or "{" in described) for path in walked), described


def values(answer: Any) -> Iterator[tuple[str, Any]]:
    """Every value of an answer with its key."""
    if isinstance(answer, dict):
        for key, value in answer.items():
            yield key, value
            yield from values(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from values(value)


def test_nothing_confidential_is_in_any_answer(some) -> None:  # type: ignore[no-untyped-def]
    for path, answer in every_answer(some):
        text = json.dumps(answer, ensure_ascii=False)
        assert [canary for canary in CANARIES if canary in text] == [], path
        if path == "/openapi.json":
            continue
        keys = {key for key, _value in values(answer)}
        assert not keys & {"locations", "service_at_locations", "addresses", "latitude", "longitude"}, path
        assert None not in [value for _key, value in values(answer)], path


def test_one_finds_again_by_identifier_what_the_lists_name(some) -> None:  # type: ignore[no-untyped-def]
    for kind in ("services", "organizations"):
        listed = get(f"/{kind}")["contents"]
        assert len(listed) == 2
        for row in listed:
            assert uuid.UUID(row["id"]) and get(f"/{kind}/{row['id']}")["name"] == row["name"]
    for path in (f"/services/{uuid.uuid4()}", f"/organizations/{uuid.uuid4()}", "/services/7"):
        assert Client().get(API + path).status_code == 404


def test_filters_add_up(some) -> None:  # type: ignore[no-untyped-def]
    terms = {(t["taxonomy"], t["code"]): t for t in get("/taxonomy_terms?per_page=200")["contents"]}
    by_code = {code: term for (_taxonomy, code), term in terms.items()}

    def found(query: str, kind: str = "services") -> list[str]:
        return [row["name"] for row in get(f"/{kind}?{query}")["contents"]]

    shelter, talk = some["shelter"].name_ro, some["talk"].name_ro
    assert found(f"taxonomy_term_id={by_code['residential']['id']}") == [shelter]
    assert found(f"taxonomy_term_id={by_code['MM']['id']}") == [talk]
    assert found(f"taxonomy_term_id={by_code['MM']['id']}&search=locuinta") == []
    assert found("search=locuinta") == [shelter]
    assert found(f"taxonomy_id={by_code['MM']['taxonomy_id']}") == [shelter, talk]
    assert found(f"taxonomy_term_id={uuid.uuid4()}") == []
    assert found(f"organization_id={some['bare'].public_id}") == []
    assert found(f"taxonomy_term_id={by_code['MM']['id']}", "organizations") == ["Casa"]
    assert found("search=casa", "organizations") == ["Casa"]
    assert found("modified_after=2999-01-01") == []


def test_lists_come_in_pages(some) -> None:  # type: ignore[no-untyped-def]
    first, last = get("/services?per_page=1"), get("/services?per_page=1&page=2")
    assert (first["total_items"], first["total_pages"], first["first_page"], first["last_page"]) == (
        2,
        2,
        True,
        False,
    )
    assert (last["page_number"], last["size"], last["last_page"], last["empty"]) == (2, 1, True, False)
    beyond = get("/services?page=9")
    assert beyond["empty"] and beyond["contents"] == []
    for wrong in ("page=0", "per_page=0", "per_page=9999", "page=x", "organization_id=7"):
        assert Client().get(f"{API}/services?{wrong}").status_code == 422, wrong


def test_any_site_may_read_it_and_nobody_gets_a_cookie(some) -> None:  # type: ignore[no-untyped-def]
    answer = Client().get(f"{API}/services")
    assert answer["Access-Control-Allow-Origin"] == "*" and not answer.cookies
    assert Client().get(f"{API}/docs").status_code == 404
    assert Client().post(f"{API}/services").status_code == 405


def validator(path: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / path).read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker())


@needs_schemas
@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/services", "compiled/service_list.json"),
        ("/services?full=true", "compiled/service.json"),
        ("/organizations?full=true", "compiled/organization.json"),
        ("/organizations", "compiled/organization.json"),
        ("/taxonomies", "taxonomy.json"),
        ("/taxonomy_terms?per_page=200", "taxonomy_term.json"),
    ],
)
def test_every_record_is_valid_hsds(some, path: str, schema: str) -> None:  # type: ignore[no-untyped-def]
    check = validator(schema)
    contents = get(path)["contents"]
    assert contents
    for record in contents:
        assert [f"{list(e.path)}: {e.message}" for e in check.iter_errors(record)] == []
        identifiers = [value for key, value in values(record) if key == "id" or key.endswith("_id")]
        assert all(str(uuid.UUID(value)) == value for value in identifiers)


@needs_schemas
def test_single_records_and_the_envelope_are_valid_hsds(some) -> None:  # type: ignore[no-untyped-def]
    for kind, schema in (
        ("services", "compiled/service.json"),
        ("organizations", "compiled/organization.json"),
    ):
        page = get(f"/{kind}")
        envelope = json.loads((SCHEMAS / "openapi.json").read_text())["components"]["schemas"]["Page"]
        assert set(envelope["properties"]) <= set(page)
        for row in page["contents"]:
            record = get(f"/{kind}/{row['id']}")
            assert list(validator(schema).iter_errors(record)) == []


def test_lists_ask_as_many_questions_of_many_as_of_few(some, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for n in range(30):
        offer(some["casa"], "counselling", "CJ", "women", name_ro=f"Consiliere {n}")
    for path, most in (("/services?full=true", 5), ("/organizations?full=true", 8)):
        with django_assert_max_num_queries(most):
            get(path)

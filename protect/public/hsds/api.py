"""The addresses of the interface: lists in pages, filters that are cumulative, single records."""

import datetime
import math
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError
from pydantic import BaseModel, Field

from protect.public.hsds import records, schemas, taxonomies
from protect.search.queries import found_keys

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/v3.1.2/hsds/"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
MOST_PER_PAGE = 200


class Hsds(NinjaAPI):
    """Any site may read it from a browser: it holds what everybody may know, and no cookie matters."""

    def create_response(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().create_response(*args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response


api = Hsds(
    title="ProTECT: organisations and services",
    version=VERSION,
    description="Open Referral HSDS 3.1, read only. Name ProTECT as the source.",
    docs_url=None,
    urls_namespace="hsds",
)


class Paging(Schema):
    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int = Field(50, ge=1, le=MOST_PER_PAGE)


class ServiceFilter(Paging):
    search: str = Field("", max_length=120)
    taxonomy_term_id: uuid.UUID | None = None
    taxonomy_id: uuid.UUID | None = None
    organization_id: uuid.UUID | None = None
    modified_after: datetime.date | None = None
    minimal: bool = False
    full: bool = False


class OrganizationFilter(Paging):
    search: str = Field("", max_length=120)
    taxonomy_term_id: uuid.UUID | None = None
    taxonomy_id: uuid.UUID | None = None
    full: bool = False


class TermFilter(Paging):
    search: str = Field("", max_length=120)
    taxonomy_id: uuid.UUID | None = None


@api.get("/", response=schemas.Root, url_name="root")
def root(request: HttpRequest) -> dict[str, str]:
    """What this interface is."""
    return {
        "version": VERSION,
        "profile": PROFILE,
        "openapi_url": settings.SITE_URL + reverse("hsds:openapi-json"),
        "license": LICENSE,
        "attribution": "ProTECT, " + settings.SITE_URL,
    }


@api.get("/services", response=schemas.Services, exclude_none=True, url_name="services")
def services(request: HttpRequest, asked: Query[ServiceFilter]) -> dict[str, Any]:
    """The services, in pages; `full` with all that belongs to each, `minimal` with their identifiers only."""
    found = narrowed(records.services(), asked).order_by("pk")
    if asked.modified_after:
        found = found.filter(confirmed_at__date__gt=asked.modified_after)
    if asked.organization_id:
        found = found.filter(organisation__public_id=asked.organization_id)
    shown: Callable[[Any], BaseModel] = records.service_full if asked.full else records.service_brief
    return page_of(found, asked, records.minimal if asked.minimal else shown)


@api.get("/services/{uuid:id}", response=schemas.Service, exclude_none=True, url_name="service")
def service(request: HttpRequest, id: uuid.UUID) -> schemas.Service:
    """One service with all that belongs to it."""
    found = records.services().filter(public_id=id).first()
    if found is None:
        raise HttpError(404, "Not found")
    return records.service_full(found)


@api.get("/organizations", response=schemas.Organizations, exclude_none=True, url_name="organizations")
def organizations(request: HttpRequest, asked: Query[OrganizationFilter]) -> dict[str, Any]:
    """The member organisations, in pages; `full` with their services."""
    found = records.organisations().order_by("pk")
    if asked.taxonomy_term_id or asked.taxonomy_id:
        offers = narrowed(records.services(), ServiceFilter(**asked.dict() | {"search": ""}))
        found = found.filter(pk__in=offers.order_by().values("organisation"))
    if asked.search:
        found = found.filter(pk__in=found_keys(asked.search, user=AnonymousUser(), kind="organisation"))
    return page_of(found, asked, records.organisation_full if asked.full else records.organisation_brief)


@api.get(
    "/organizations/{uuid:id}", response=schemas.Organization, exclude_none=True, url_name="organization"
)
def organization(request: HttpRequest, id: uuid.UUID) -> schemas.Organization:
    """One organisation with its services."""
    found = records.organisations().filter(public_id=id).first()
    if found is None:
        raise HttpError(404, "Not found")
    return records.organisation_full(found)


@api.get("/taxonomies", response=schemas.Taxonomies, exclude_none=True, url_name="taxonomies")
def all_taxonomies(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """The code lists."""
    return page_of(list(taxonomies.LISTS), asked, lambda codes: codes.taxonomy())


@api.get("/taxonomy_terms", response=schemas.Terms, exclude_none=True, url_name="taxonomy_terms")
def taxonomy_terms(request: HttpRequest, asked: Query[TermFilter]) -> dict[str, Any]:
    """The codes of all lists, or of one."""
    wanted = asked.search.casefold()
    terms = [
        codes.term(code) for codes, code in taxonomies.all_terms() if asked.taxonomy_id in (None, codes.id)
    ]
    return page_of([term for term in terms if wanted in term.name.casefold()], asked, lambda term: term)


def narrowed(offers: QuerySet, asked: ServiceFilter) -> QuerySet:
    """By term, taxonomy and words; an identifier that is none of ours finds nothing."""
    for identifier, condition in (
        (asked.taxonomy_term_id, taxonomies.with_term),
        (asked.taxonomy_id, taxonomies.with_taxonomy),
    ):
        if identifier:
            met = condition(identifier) or Q(pk=None)
            offers = offers.filter(pk__in=offers.model.objects.filter(met).values("pk"))
    if asked.search:
        offers = offers.filter(pk__in=found_keys(asked.search, user=AnonymousUser(), kind="service"))
    return offers


def page_of(
    found: QuerySet | Sequence[Any], asked: Paging, record: Callable[[Any], BaseModel]
) -> dict[str, Any]:
    """A page in HSDS's envelope."""
    total = found.count() if isinstance(found, QuerySet) else len(found)
    pages = math.ceil(total / asked.per_page)
    first = (asked.page - 1) * asked.per_page
    contents = [record(row) for row in found[first : first + asked.per_page]]
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def urls() -> tuple[list[Any], str, str]:
    """The addresses, each marked as open to everybody."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        pattern.callback = login_not_required(pattern.callback)  # type: ignore[type-var]
    return patterns, app_name, namespace

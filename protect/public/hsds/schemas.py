"""The allow-list: every field that may leave the house, by the names of HSDS 3.1. Nothing else is given."""

import datetime
import uuid

from pydantic import BaseModel


class Root(BaseModel):
    version: str
    profile: str
    openapi_url: str
    license: str
    attribution: str


class Page(BaseModel):
    """The envelope of every list."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool


class Taxonomy(BaseModel):
    id: uuid.UUID
    name: str
    description: str
    uri: str | None = None
    version: str | None = None


class Term(BaseModel):
    id: uuid.UUID
    code: str
    name: str
    description: str
    taxonomy: str
    taxonomy_id: uuid.UUID
    language: str


class Attribute(BaseModel):
    id: uuid.UUID
    link_id: uuid.UUID
    link_entity: str
    taxonomy_term_id: uuid.UUID
    taxonomy_term: Term


class Phone(BaseModel):
    id: uuid.UUID
    number: str
    type: str | None = None
    description: str | None = None


class Language(BaseModel):
    id: uuid.UUID
    name: str
    code: str


class Schedule(BaseModel):
    id: uuid.UUID
    description: str


class ServiceArea(BaseModel):
    id: uuid.UUID
    name: str
    extent: str
    extent_type: str
    uri: str | None = None


class CostOption(BaseModel):
    id: uuid.UUID
    option: str
    amount: int
    currency: str


class OrganizationBrief(BaseModel):
    id: uuid.UUID
    name: str
    description: str
    website: str | None = None
    email: str | None = None
    year_incorporated: int | None = None
    uri: str | None = None


class ServiceBrief(BaseModel):
    id: uuid.UUID
    organization_id: uuid.UUID
    name: str
    alternate_name: str | None = None
    description: str | None = None
    url: str | None = None
    status: str
    fees_description: str | None = None
    eligibility_description: str | None = None
    licenses: str | None = None
    assured_date: str | None = None
    last_modified: datetime.datetime
    organization: OrganizationBrief | None = None


class Service(ServiceBrief):
    phones: list[Phone] | None = None
    schedules: list[Schedule] | None = None
    service_areas: list[ServiceArea]
    languages: list[Language] | None = None
    cost_options: list[CostOption] | None = None
    attributes: list[Attribute]


class Organization(OrganizationBrief):
    phones: list[Phone] | None = None
    attributes: list[Attribute] | None = None
    services: list[Service] | None = None


class Minimal(BaseModel):
    id: uuid.UUID
    last_modified: datetime.datetime


class Services(Page):
    contents: list[Service | ServiceBrief | Minimal]


class Organizations(Page):
    contents: list[Organization | OrganizationBrief | Minimal]


class Taxonomies(Page):
    contents: list[Taxonomy]


class Terms(Page):
    contents: list[Term]

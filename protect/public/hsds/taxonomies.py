"""Our code lists as HSDS taxonomies: kinds of service, whom they serve, counties."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.counties import COUNTIES
from members.models import Audience, OfferKind
from protect.public.hsds import schemas
from protect.public.hsds.identifiers import named


@dataclass(frozen=True)
class CodeList:
    """A code list, and the field of a service that holds its codes."""

    code: str
    name: str | Promise
    description: str | Promise
    field: str
    terms: tuple[tuple[str, str | Promise], ...]

    @property
    def id(self) -> uuid.UUID:
        return named("taxonomy", self.code)

    def term_id(self, code: str) -> uuid.UUID:
        return named("term", self.code, code)

    def term(self, code: str) -> schemas.Term:
        """A code of this list as a taxonomy term, in the language of the moment."""
        return _term(self, code, get_language() or "")

    def _term(self, code: str) -> schemas.Term:
        name = str(dict(self.terms)[code])
        return schemas.Term(
            id=self.term_id(code),
            code=code,
            name=name,
            description=name,
            taxonomy=str(self.name),
            taxonomy_id=self.id,
            language="ro",
        )

    def taxonomy(self) -> schemas.Taxonomy:
        """The list itself."""
        return schemas.Taxonomy(
            id=self.id, name=str(self.name), description=str(self.description), version="1"
        )


@lru_cache(maxsize=1_000)
def _term(codes: CodeList, code: str, language: str) -> schemas.Term:
    return codes._term(code)


KINDS = CodeList(
    "services", _("Kinds of service"), _("The platform's own lines, as in its yearly totals."),
    "kind", tuple(OfferKind.choices),
)  # fmt: skip
AUDIENCES = CodeList(
    "audiences", _("Whom a service is for"), _("The groups of people a service is made for."),
    "audiences__audience", tuple(Audience.choices),
)  # fmt: skip
AREAS = CodeList(
    "counties", _("Counties"), _("The 42 counties of Romania, by the codes of ISO 3166-2."),
    "counties__county", tuple((county.code, county.name) for county in COUNTIES.values()),
)  # fmt: skip
LISTS: tuple[CodeList, ...] = (KINDS, AUDIENCES, AREAS)


def all_terms() -> Iterable[tuple[CodeList, str]]:
    """Every code of every list."""
    return ((codes, code) for codes in LISTS for code, _name in codes.terms)


def with_term(identifier: uuid.UUID) -> Q | None:
    """The condition on services that a term stands for; None where there is no such term."""
    for codes, code in all_terms():
        if codes.term_id(code) == identifier:
            return Q(**{codes.field: code})
    return None


def with_taxonomy(identifier: uuid.UUID) -> Q | None:
    """The condition that a service has any term of a taxonomy; None where there is no such taxonomy."""
    for codes in LISTS:
        if codes.id == identifier:
            return Q(**{f"{codes.field}__isnull": False})
    return None

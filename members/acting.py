"""For which of their organisations a person acts, where they belong to more than one.

Lists, home page and forms show the acting one. A page of another of one's organisations asks first
(`on_behalf`); a form that was opened for an organisation does its work for that one: its address names it.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from members.models import Organisation
from members.queries import live_memberships, organisations_with
from protect.accounts.doors import person
from protect.accounts.rules import once_a_request

KEY = "acting_organisation"


@dataclass
class ActsForAnother(Exception):
    """The page belongs to another of one's organisations than the one that one acts for."""

    organisation: Organisation


def ones_organisations(request: HttpRequest) -> list[Organisation]:
    """Where the person works now, in the order in which they began."""
    user = person(request)
    return once_a_request(user, "organisations", lambda: [m.organisation for m in live_memberships(user)])


def acting_for(request: HttpRequest) -> Organisation | None:
    """The organisation that was chosen in this session; otherwise the first; of none, none.

    A choice holds only as long as the membership does.
    """
    mine = ones_organisations(request)
    chosen = request.session.get(KEY)
    return next((o for o in mine if o.pk == chosen), mine[0] if mine else None)


def acting_with(request: HttpRequest, permission: str) -> QuerySet[Organisation]:
    """The acting organisation where the person holds `permission` on it, otherwise none."""
    acting = acting_for(request)
    held = organisations_with(person(request), permission)
    return held.filter(pk=acting.pk) if acting else held.none()


def act_for(request: HttpRequest, organisation: Organisation) -> None:
    """From now on, in this session, the person acts for `organisation`."""
    if not live_memberships(person(request)).filter(organisation=organisation).exists():
        raise PermissionDenied
    request.session[KEY] = organisation.pk


def on_behalf(request: HttpRequest, organisation: Organisation) -> None:
    """Let a page of `organisation` be opened only while acting for it, where it is one of one's own."""
    if not opens_a_page(request) or organisation == acting_for(request):
        return
    if organisation in ones_organisations(request):
        raise ActsForAnother(organisation)


def opens_a_page(request: HttpRequest) -> bool:
    """A person goes to a page; not a form, and not what an open page fetches by itself."""
    return (
        request.method in ("GET", "HEAD")
        and request.headers.get("HX-Request") != "true"
        and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    )

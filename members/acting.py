"""For which of their organisations a person acts, where they belong to more than one."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from members.models import Organisation
from members.queries import live_memberships
from protect.accounts.doors import person

KEY = "acting_organisation"


def acting_organisation(request: HttpRequest) -> Organisation | None:
    """The organisation that was chosen in this session; otherwise the first; of none, none.

    A choice holds only as long as the membership does.
    """
    organisations = [membership.organisation for membership in live_memberships(person(request))]
    chosen = request.session.get(KEY)
    return next((o for o in organisations if o.pk == chosen), organisations[0] if organisations else None)


def act_for(request: HttpRequest, organisation: Organisation) -> None:
    """From now on, in this session, the person acts for `organisation`."""
    if not live_memberships(person(request)).filter(organisation=organisation).exists():
        raise PermissionDenied
    request.session[KEY] = organisation.pk

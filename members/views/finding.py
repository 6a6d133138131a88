"""Find an organisation and what is its own for the person who asks: what one may not see is not there."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from members.acting import on_behalf
from members.models import Organisation, ProfileRevision
from members.queries import organisations_with
from protect.accounts.doors import person
from protect.accounts.rules import may_see_all


def visible(request: HttpRequest) -> QuerySet[Organisation]:
    """The organisations whose own pages this person may see."""
    user = person(request)
    if may_see_all(user):
        return Organisation.objects.all()
    return organisations_with(user, "view_internal")


def find_organisation(request: HttpRequest, slug: str) -> Organisation:
    """The organisation, if this person may see its own pages, and acts for it where it is theirs."""
    found = get_object_or_404(visible(request).select_related("published_revision"), slug=slug)
    on_behalf(request, found)
    return found


def find_revision(request: HttpRequest, slug: str, number: int) -> ProfileRevision:
    """A revision of a profile, if this person may see the organisation's own pages."""
    revisions = ProfileRevision.objects.select_related(
        "organisation", "based_on", "submitted_by", "approved_by"
    )
    return get_object_or_404(revisions, organisation=find_organisation(request, slug), number=number)

"""Reads of tokens."""

from django.db.models import Q, QuerySet

from members.models import Organisation
from members.queries import live_memberships, organisations_with
from protect.accounts.models import User
from protect.api.models import Token


def tokens_seen_by(user: User) -> QuerySet[Token]:
    """One's own, and those in the organisations whose staff one manages; live ones first."""
    managed = organisations_with(user, "manage_staff")
    seen = Token.objects.filter(Q(user=user) | Q(organisation__in=managed))
    return seen.select_related("user", "organisation").order_by("revoked_at", "-made_at")


def organisations_of(user: User) -> list[Organisation]:
    """Where `user` works now."""
    return [membership.organisation for membership in live_memberships(user)]

"""Who may have a token, and whether one still opens anything."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from members.models import Membership, Organisation
from members.rules import may_manage_staff
from protect.accounts.models import User
from protect.accounts.rules import YES, Answer, may_see_all, no
from protect.accounts.second_factor import is_enrolled, is_required, satisfied
from protect.api.models import Token


def belongs(user: User, organisation: Organisation | None) -> bool:
    """Whether `user` works in `organisation` now; without one, whether they see all."""
    if not user.is_active:
        return False
    if organisation is None:
        return may_see_all(user)
    return Membership.objects.live().filter(user=user, organisation=organisation).exists()


def may_make_token(request: HttpRequest, user: User, organisation: Organisation | None) -> Answer:
    """Whoever belongs, in a session that used a second factor: a token is worth as much as the sign-in."""
    if not belongs(user, organisation):
        return no(_("You do not work in this organisation."))
    if not satisfied(request, user):
        return no(_("Sign in with your second factor first: a token opens as much as you do."))
    return YES


def may_revoke(user: User, token: Token) -> bool:
    """Its person, and whoever manages the staff of the organisation."""
    if token.user_id == user.pk:
        return True
    return token.organisation is not None and may_manage_staff(user, token.organisation)


def opens(token: Token) -> bool:
    """Whether a token still opens anything: it is live, its person belongs and has not lost the factor."""
    user = token.user
    if not token.is_live or not belongs(user, token.organisation):
        return False
    if settings.DEMO_SIGN_IN and user.is_demo:
        return True
    return not is_required(user) or is_enrolled(user)

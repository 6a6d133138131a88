"""Who must sign in with a second factor, and whether this session did.

Having a passkey or an authenticator app is not enough: the session itself must have used
one. A session that was opened with the password alone, and enrols afterwards, is asked for
a code once; so whoever steals such a session gains nothing by enrolling a factor without
the device. A session whose factor was removed since no longer counts either.

Apps below say who else must, so that `accounts` need not know them:

    register_requirement(lambda user: Requirement(must_now=True) if ... else None)
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone

from protect.accounts.models import User
from protect.accounts.rules import Person, may_see_all, once_a_request

RECORDS_OWNER_KEY = "account_authentication_methods_user"  # allauth keeps whose records they are
DEMO_SESSION_KEY = "demo_sign_in"
Factor = Authenticator.Type
FACTORS = (Factor.WEBAUTHN, Factor.TOTP)


@dataclass(frozen=True)
class Requirement:
    """A second factor is due now, or once `grace_until` has passed."""

    must_now: bool
    grace_until: datetime.datetime | None = None

    def due(self, now: datetime.datetime) -> bool:
        return self.must_now or (self.grace_until is not None and self.grace_until <= now)


class HasSession(Protocol):
    """An HTTP request, as far as this module looks at it."""

    session: Any


Rule = Callable[[User], Requirement | None]
_rules: list[Rule] = []


def register_requirement(rule: Rule) -> Rule:
    """Ask `rule` about everybody; it answers None for those it does not concern."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


@register_requirement
def platform_roles_must(user: User) -> Requirement | None:
    """The secretariat and the auditors see every figure: at once."""
    return Requirement(must_now=True) if may_see_all(user) else None


def is_required(user: Person) -> bool:
    """Whether `user` may do nothing more until a second factor was used."""
    now = timezone.now()
    return any(requirement.due(now) for requirement in _requirements(user))


def is_privileged(user: Person) -> bool:
    """Whether a role of `user` asks for a second factor without grace; such sessions end sooner."""
    return any(requirement.must_now for requirement in _requirements(user))


def grace_until(user: Person) -> datetime.datetime | None:
    """When the first grace of `user` ends; None where nothing is asked, or it is due already."""
    if is_required(user):
        return None
    return min((r.grace_until for r in _requirements(user) if r.grace_until), default=None)


def preferred_factor(user: Person) -> str | None:
    """The factor to ask `user` for: a passkey before an app, None where neither is set up."""
    owned = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
    return next((factor for factor in FACTORS if factor in owned), None)


def is_enrolled(user: Person) -> bool:
    """Whether `user` has a passkey or an authenticator app."""
    return preferred_factor(user) is not None


def satisfied(origin: HasSession | Mapping[str, Any], user: Person) -> bool:
    """Whether the session of this request, or of this socket's scope, used a factor `user` still has."""
    session = origin["session"] if isinstance(origin, Mapping) else origin.session
    if settings.DEMO_SIGN_IN and getattr(user, "is_demo", False) and session.get(DEMO_SESSION_KEY):
        return True
    if not user.is_authenticated or session.get(RECORDS_OWNER_KEY) != str(user.pk):
        return False
    used = {r.get("id") for r in session.get(AUTHENTICATION_METHODS_SESSION_KEY, []) if _proves(r)}
    if not used:
        return False
    owned = dict(Authenticator.objects.filter(user_id=user.pk).values_list("pk", "type"))
    return not used.isdisjoint(owned) and any(kind in FACTORS for kind in owned.values())


def _proves(step: dict[str, Any]) -> bool:
    """Whether a step of the sign-in used a second factor.

    A recovery code replaces the device at sign-in only: codes are shown right after
    enrolling, so that typing one back in the same session proves nothing.
    """
    if step["method"] != "mfa":
        return False
    return step.get("type") != Factor.RECOVERY_CODES or not step.get("reauthenticated")


def _requirements(user: Person) -> list[Requirement]:
    if not isinstance(user, User) or not user.is_active:
        return []
    return once_a_request(
        user, "second factor", lambda: [found for rule in _rules if (found := rule(user)) is not None]
    )

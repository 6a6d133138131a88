"""Sign-in events into the audit log. Signals are used for this alone: they change nothing.

An entry holds who and which kind of factor, never an address that somebody mistyped, a
code or a password. A failed try is written only where it names an account of ours.
"""

from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.usersessions import signals as usersessions
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from protect.accounts.models import User
from protect.audit.actions import record


@receiver(user_logged_in)
def signed_in(user: User, **_: Any) -> None:
    record("accounts.sign_in", user, by=user)


@receiver(user_logged_out)
def signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        record("accounts.sign_out", user, by=user)


@receiver(user_login_failed)
def sign_in_failed(credentials: dict[str, Any], **_: Any) -> None:
    address = credentials.get("email") or credentials.get("username") or ""
    user = User.objects.filter(email__iexact=address).first()
    if user is not None:
        record("accounts.sign_in_failed", user, by=None)


@receiver(account.user_signed_up)
def signed_up(user: User, **_: Any) -> None:
    record("accounts.sign_up", user, by=user)


@receiver(account.password_changed)
@receiver(account.password_set)
def password_changed(user: User, **_: Any) -> None:
    record("accounts.password_changed", user, by=user)


@receiver(account.password_reset)
def password_reset(user: User, **_: Any) -> None:
    record("accounts.password_reset", user, by=user)


@receiver(account.password_reset_code_rejected)
def reset_code_rejected(user: User | None, **_: Any) -> None:
    if user is not None:
        record("accounts.reset_code_rejected", user, by=None)


@receiver(account.email_changed)
def email_changed(user: User, to_email_address: EmailAddress, **_: Any) -> None:
    record("accounts.email_changed", user, by=user, email_row=to_email_address.pk)


@receiver(mfa.authenticator_added)
def factor_added(user: User, authenticator: Authenticator, **_: Any) -> None:
    record("accounts.factor_added", user, by=user, factor=authenticator.type)


@receiver(mfa.authenticator_removed)
def factor_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    record("accounts.factor_removed", user, by=user, factor=authenticator.type)


@receiver(mfa.authenticator_reset)
def factor_reset(user: User, authenticator: Authenticator, **_: Any) -> None:
    record("accounts.factor_reset", user, by=user, factor=authenticator.type)


@receiver(mfa.authenticator_used)
def factor_used(user: User, authenticator: Authenticator, reauthenticated: bool, **_: Any) -> None:
    record("accounts.factor_used", user, by=user, factor=authenticator.type, again=reauthenticated)


@receiver(mfa.authentication_failed)
def factor_refused(user: User, authenticator: Authenticator | None = None, **_: Any) -> None:
    record("accounts.factor_refused", user, by=None, factor=authenticator.type if authenticator else "")


@receiver(usersessions.session_client_changed)
def session_moved(to_session: UserSession, **_: Any) -> None:
    """The same session from another address or browser: a laptop that travelled, or a stolen cookie."""
    record("accounts.session_moved", to_session.user, by=to_session.user)

"""Where allauth asks us: sign-up by invitation, encrypted second factors, sessions that really end."""

import base64
import hashlib
import ipaddress
from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit  # the public one cannot be given back
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from protect.accounts.invitations import pending
from protect.accounts.keys import end_all_keys
from protect.accounts.models import User
from protect.accounts.sockets import announce_rights_changed, announce_session_ended

PLACE = {4: 24, 6: 48}  # bits of an address that name a place
EVERYWHERE = {"app": "allauth.account", "action": "login_account"}


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up without a live invitation to the address that they sign up with."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Too many failed tries from where you are. Sign in with a passkey, set a new password, or try"
            " again in five minutes."
        )
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return pending(request) is not None

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """The invitation was sent to this address: following its link proved that it is theirs."""
        invitation = pending(request)
        invited = invitation is not None and _same(invitation.email, email)
        return invited or super().is_email_verified(request, email)

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """Make the account and accept the invitation, both or neither."""
        invitation = pending(request)
        if invitation is None or not _same(invitation.email, form.cleaned_data["email"]):
            raise PermissionDenied
        user.name = form.cleaned_data["name"]
        user.language = "en" if get_language() == "en" else "ro"
        with transaction.atomic():
            super().save_user(request, user, form, commit=True)
            self.stash_verified_email(request, user.email)
            invitation.accept(user, request)
        return user

    def set_password(self, user: User, password: str) -> None:
        """A new password ends the other sessions (their hash no longer fits), and every key: tell sockets."""
        with transaction.atomic():
            super().set_password(user, password)
            end_all_keys(user, by=user)
            announce_rights_changed(user.pk)

    def logout(self, request: HttpRequest) -> None:
        if request.session.session_key:
            announce_session_ended(request.session.session_key)
        super().logout(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords are counted by account and place: a stranger elsewhere locks nobody out."""
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{account}:{place_of(self.get_client_ip(request))}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Besides, by the account alone and far more slowly: many places together guess no further."""
        super().pre_authenticate(request, **credentials)
        account = super()._get_login_attempts_cache_key(request, **credentials)
        everywhere = ratelimit.consume(request, key=account, **EVERYWHERE)
        if not everywhere:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage.usage += everywhere.usage  # given back when the password is right

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """A new password by mail opens the account again at once."""
        super()._delete_login_attempts_cached_email(request, **credentials)
        account = super()._get_login_attempts_cache_key(request, **credentials)
        ratelimit.clear(request, key=account, **EVERYWHERE)


class EncryptedMFAAdapter(DefaultMFAAdapter):
    """Seeds of authenticator apps and recovery codes are stored encrypted.

    MFA_KEY holds one or more keys with commas between: the first encrypts, all decrypt, so
    a new key is put in front and the old one stays until `manage.py rotate_mfa_key` ran.
    """

    def build_totp_svg(self, url: str) -> str:
        """The QR code, to stand in the page itself: the content policy allows no data: images."""
        svg = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]

    def encrypt(self, text: str) -> str:
        return mfa_cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return mfa_cipher().decrypt(encrypted_text.encode()).decode()


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Ending sessions also closes their sockets, which deleting the rows alone leaves open, and ends keys."""

    @transaction.atomic
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        sessions = list(sessions)
        for session in sessions:
            announce_session_ended(session.session_key)
        for user in {session.user for session in sessions}:
            end_all_keys(user, by=user)
        super().end_sessions(sessions)


def place_of(address: str | None) -> str:
    """The neighbourhood of an address: what one attacker easily has all of."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return str(address)
    return str(ipaddress.ip_network((found, PLACE[found.version]), strict=False))


def mfa_cipher() -> MultiFernet:
    """The cipher of MFA_KEY; each part, of any length, is hashed to the 32 bytes that Fernet takes."""
    keys = [part.strip() for part in settings.MFA_KEY.split(",") if part.strip()]
    digests = [hashlib.sha256(b"protect.accounts mfa " + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()

"""Making, using and revoking tokens."""

import datetime
import hashlib
import secrets

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Organisation
from protect.accounts.models import User
from protect.api.models import Token
from protect.api.rules import belongs, may_revoke
from protect.audit.actions import record
from protect.notices.actions import notify

PREFIX = "protect_"
DAYS = (30, 90, 365)
MOST_LIVE = 20
USE_IS_NOTED_EVERY = datetime.timedelta(minutes=10)


def digest_of(secret: str) -> str:
    """What is kept of a token's secret: 256 random bits need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_token(
    user: User, organisation: Organisation | None, name: str, *, days: int, write: bool, submit: bool
) -> tuple[Token, str]:
    """A new token and its secret, which is shown once and kept nowhere."""
    if not belongs(user, organisation):
        raise PermissionDenied
    if days not in DAYS:
        raise ValidationError(_("Choose one of the list."))
    if not name.strip():
        raise ValidationError(_("Write what the token is for."))
    if organisation is None and (write or submit):
        raise ValidationError(_("A token that sees all organisations only reads."))
    if Token.objects.live().filter(user=user, name=name.strip()).exists():  # or the page was sent twice
        raise ValidationError(_("You have a token of this name. Revoke it, or choose another name."))
    if Token.objects.live().filter(user=user).count() >= MOST_LIVE:
        raise ValidationError(_("You have many tokens. Revoke those that nobody uses any more."))
    secret = PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    token = Token(
        user=user, organisation=organisation, name=name.strip(), may_write=write or submit, may_submit=submit,
        beginning=secret[: len(PREFIX) + 4], digest=digest_of(secret), made_at=now,
        expires_at=now + datetime.timedelta(days=days),
    )  # fmt: skip
    token.full_clean(exclude=["user", "organisation"])
    token.save()
    record(
        "token.make", token, by=user, organisation_id=organisation.pk if organisation else None,
        scopes=token.scopes, days=days,
    )  # fmt: skip
    notify([user], "token.made", lambda: letter_of_making(token), reverse("tokens:tokens"))
    return token, secret


def letter_of_making(token: Token) -> tuple[str, str]:
    """Whoever's session was stolen learns that somebody made a token with it."""
    return (
        _("A token of the API was made in your name"),
        _(
            "It begins with %(beginning)s. If it was not you, change your password at once: that revokes all"
            " your tokens and ends your sessions."
        )
        % {"beginning": token.beginning},
    )


@transaction.atomic
def revoke_token(token: Token, *, by: User) -> None:
    """From now on it opens nothing."""
    if not may_revoke(by, token):
        raise PermissionDenied
    if token.revoked_at is None:
        _revoke(token, by)


@transaction.atomic
def revoke_all_tokens(user: User, by: User | None) -> int:
    """With a new password, or when all sessions end: every token of `user`, and a letter that says so."""
    tokens = list(Token.objects.live().filter(user=user).select_for_update())
    for token in tokens:
        _revoke(token, by)
    if tokens:
        notify([user], "token.ended", lambda: letter_of_ending(len(tokens)), reverse("tokens:tokens"))
    return len(tokens)


def letter_of_ending(count: int) -> tuple[str, str]:
    return (
        _("Your tokens of the API were revoked"),
        ngettext(
            "The password was changed or sessions were ended, so %(count)s token opens nothing any more. Make"
            " a new one where a programme needs it.",
            "The password was changed or sessions were ended, so %(count)s tokens open nothing any more. Make"
            " new ones where a programme needs them.",
            count,
        )
        % {"count": count},
    )


def _revoke(token: Token, by: User | None) -> None:
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    record("token.revoke", token, by=by, organisation_id=token.organisation_id)


def note_use(token: Token) -> None:
    """When it was last used, to ten minutes."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > USE_IS_NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
        token.last_used_at = now

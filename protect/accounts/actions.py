"""What can happen to a person on the platform itself: appointed, relieved, signed out, deactivated."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts import rules
from protect.accounts.models import PlatformRole, User
from protect.accounts.sessions import end_all_sessions
from protect.accounts.sockets import announce_rights_changed
from protect.audit.actions import record


def appoint(user: User, role: str, *, by: User | None, reason: str = "") -> PlatformRole:
    """Give `user` a platform role from now on; `by` is None for the command line.

    Raises PermissionDenied unless `by` is the secretariat, ValidationError if it is held already.
    """
    rules.require_appointer(by)
    with transaction.atomic():
        if PlatformRole.objects.select_for_update().filter(user=user, role=role, until=None).exists():
            raise ValidationError(_("This person holds this role already."))
        appointment = PlatformRole.objects.create(user=user, role=role)
        record("accounts.appoint", user, by=by, reason=reason, role=role)
        _rights_changed(user)
    return appointment


def end_appointment(appointment: PlatformRole, *, by: User | None, reason: str = "") -> PlatformRole:
    """End a platform role now. The last secretariat cannot be ended: nobody could appoint the next."""
    rules.require_appointer(by)
    with transaction.atomic():
        held = PlatformRole.objects.select_for_update().live()
        if appointment.role == PlatformRole.Role.SECRETARIAT and not (
            held.filter(role=appointment.role, user__is_active=True).exclude(pk=appointment.pk).exists()
        ):
            raise ValidationError(
                _("Appoint somebody else first: this is the last person of the secretariat.")
            )
        appointment.until = timezone.now()
        appointment.save(update_fields=["until"])
        record("accounts.end_appointment", appointment.user, by=by, reason=reason, role=appointment.role)
        _rights_changed(appointment.user)
    return appointment


def deactivate(user: User, *, by: User | None, reason: str) -> User:
    """Close an account: nobody signs in with it, its sessions, sockets and keys end, its acts stay."""
    rules.require_appointer(by)
    with transaction.atomic():
        for appointment in PlatformRole.objects.live().filter(user=user):
            end_appointment(appointment, by=by, reason=reason)
        user.is_active = False
        user.save(update_fields=["is_active"])
        sessions, keys = end_all_sessions(user, by=by)
        record("accounts.deactivate", user, by=by, reason=reason, sessions_ended=sessions, keys_ended=keys)
        announce_rights_changed(user.pk)
    return user


def reactivate(user: User, *, by: User | None, reason: str) -> User:
    """Open a closed account again. The roles that ended with it stay ended."""
    rules.require_appointer(by)
    with transaction.atomic():
        if user.is_active:
            raise ValidationError(_("This account is open."))
        user.is_active = True
        user.save(update_fields=["is_active"])
        record("accounts.reactivate", user, by=by, reason=reason)
    return user


def end_access(user: User, *, by: User | None, reason: str) -> tuple[int, int]:
    """End all sessions and keys of somebody, who may sign in again; how many there were of each."""
    rules.require_appointer(by)
    with transaction.atomic():
        sessions, keys = end_all_sessions(user, by=by)
        record("accounts.end_access", user, by=by, reason=reason, sessions_ended=sessions, keys_ended=keys)
    return sessions, keys


def reset_second_factor(user: User, *, by: User | None, reason: str) -> int:
    """Take away the second factors that somebody lost, recovery codes with them; how many there were.

    Sessions and keys end too: whoever found the device has nothing left, and the password alone opens
    only the way to a new factor.
    """
    rules.require_appointer(by)
    with transaction.atomic():
        factors = list(Authenticator.objects.filter(user=user).select_for_update())
        Authenticator.objects.filter(pk__in=[factor.pk for factor in factors]).delete()
        record("accounts.factors_taken", user, by=by, reason=reason, factors=sorted(f.type for f in factors))
        end_access(user, by=by, reason=reason)
    return len(factors)


def _rights_changed(user: User) -> None:
    rules.forget(user)
    announce_rights_changed(user.pk)

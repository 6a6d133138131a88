"""What can happen to a person on the platform itself: appointed, relieved, deactivated."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts import rules
from protect.accounts.models import PlatformRole, User
from protect.accounts.sessions import end_all_sessions
from protect.accounts.sockets import announce_rights_changed
from protect.audit.actions import record


def appoint(user: User, role: str, *, by: User | None) -> PlatformRole:
    """Give `user` a platform role from now on; `by` is None for the command line.

    Raises PermissionDenied unless `by` is the secretariat, ValidationError if it is held already.
    """
    rules.require_appointer(by)
    with transaction.atomic():
        if PlatformRole.objects.select_for_update().filter(user=user, role=role, until=None).exists():
            raise ValidationError(_("This person holds this role already."))
        appointment = PlatformRole.objects.create(user=user, role=role)
        record("accounts.appoint", user, by=by, role=role)
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


def _rights_changed(user: User) -> None:
    rules.forget(user)
    announce_rights_changed(user.pk)

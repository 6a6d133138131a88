import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from protect.accounts.actions import appoint, deactivate, end_appointment
from protect.accounts.models import PlatformRole, User
from protect.accounts.rules import is_auditor, is_secretariat, may_see_all
from protect.audit.models import Entry

AUDITOR, SECRETARIAT = PlatformRole.Role.AUDITOR, PlatformRole.Role.SECRETARIAT


def last() -> Entry:
    return Entry.objects.last()


def test_an_appointment_counts_at_once_and_is_written_down(ana, secretary):
    appoint(ana, AUDITOR, by=secretary)
    assert is_auditor(ana)
    assert may_see_all(ana)
    assert not is_secretariat(ana)
    entry = last()
    assert (entry.action, entry.actor, entry.object_id) == ("accounts.appoint", secretary, str(ana.pk))
    assert entry.details == {"role": "auditor"}


def test_only_the_secretariat_appoints(ana):
    for act in (lambda: appoint(ana, AUDITOR, by=ana), lambda: deactivate(ana, by=ana, reason="x")):
        with pytest.raises(PermissionDenied):
            act()


def test_nobody_holds_a_role_twice(ana, secretary):
    appoint(ana, AUDITOR, by=secretary)
    with pytest.raises(ValidationError):
        appoint(ana, AUDITOR, by=secretary)


def test_an_ended_appointment_gives_nothing_and_stays_readable(ana, secretary):
    appointment = appoint(ana, AUDITOR, by=secretary)
    end_appointment(appointment, by=secretary, reason="audit done")
    assert not may_see_all(ana)
    assert PlatformRole.objects.filter(user=ana).exists()
    assert (last().action, last().reason) == ("accounts.end_appointment", "audit done")


def test_the_last_secretariat_stays(secretary):
    with pytest.raises(ValidationError):
        end_appointment(secretary.platform_roles.get(), by=secretary)
    with pytest.raises(ValidationError):
        deactivate(secretary, by=secretary, reason="leaving")
    secretary.refresh_from_db()
    assert secretary.is_active


def test_the_secretariat_changes_hands(secretary, other_secretary):
    deactivate(secretary, by=other_secretary, reason="left")
    assert not is_secretariat(User.objects.get(pk=secretary.pk))
    assert last().action == "accounts.deactivate"
    assert last().reason == "left"


def test_a_role_ended_within_a_request_is_gone_within_it(ana, secretary, rf):
    from protect.accounts.rules import remember_for_request

    appointment = appoint(ana, AUDITOR, by=secretary)
    person = appointment.user
    remember_for_request(person)
    assert is_auditor(person)
    end_appointment(appointment, by=secretary)
    assert not is_auditor(person)

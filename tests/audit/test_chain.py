"""The audit log: nobody changes it unseen."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from protect.audit.actions import record
from protect.audit.guards import guards
from protect.audit.models import Entry
from protect.audit.queries import first_break
from tests.world import person

TRIGGERS = guards()[0]


@pytest.fixture
def chain(db) -> None:  # type: ignore[no-untyped-def]
    by = person("somebody")
    for number in range(5):
        record("test.act", by=by, number=number)


@pytest.fixture
def opened(chain):  # type: ignore[no-untyped-def]
    """A log whose triggers somebody with the database's password has taken away."""
    undo = TRIGGERS.SQLITE_UNDO if connection.vendor == "sqlite" else TRIGGERS.POSTGRESQL_UNDO
    with connection.cursor() as cursor:
        for statement in undo:
            cursor.execute(statement)


def test_the_database_refuses_to_change_or_delete_an_entry(chain) -> None:  # type: ignore[no-untyped-def]
    for act in (
        lambda: Entry.objects.filter(sequence=2).update(action="x"),
        lambda: Entry.objects.filter(sequence=2).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert first_break() is None


def test_an_unbroken_log_is_said_to_be_so(chain, capsys) -> None:  # type: ignore[no-untyped-def]
    call_command("verify_audit")
    assert "5 entries, unbroken" in capsys.readouterr().out


def test_a_changed_entry_is_named(opened) -> None:  # type: ignore[no-untyped-def]
    Entry.objects.filter(sequence=3).update(details={"number": 99})
    assert first_break().sequence == 3  # type: ignore[union-attr]
    with pytest.raises(CommandError, match="audit entry 3"):
        call_command("verify_audit")


def test_a_deleted_entry_is_named(opened) -> None:  # type: ignore[no-untyped-def]
    Entry.objects.filter(sequence=3).delete()
    assert first_break().sequence == 3  # type: ignore[union-attr]


def test_an_end_that_was_cut_off_is_named(opened) -> None:  # type: ignore[no-untyped-def]
    Entry.objects.filter(sequence=5).delete()
    assert first_break().sequence == 5  # type: ignore[union-attr]


def test_swapped_entries_are_named(opened) -> None:  # type: ignore[no-untyped-def]
    Entry.objects.filter(sequence=2).update(sequence=100)
    Entry.objects.filter(sequence=3).update(sequence=2)
    Entry.objects.filter(sequence=100).update(sequence=3)
    assert first_break().sequence == 2  # type: ignore[union-attr]


def test_an_inserted_entry_is_named(opened) -> None:  # type: ignore[no-untyped-def]
    Entry.objects.filter(sequence=5).update(sequence=6)
    forged = Entry.objects.get(sequence=4)
    forged.pk, forged.sequence = None, 5
    forged.save(force_insert=True)
    assert first_break().sequence == 5  # type: ignore[union-attr]


def test_an_act_that_fails_leaves_no_entry(db) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("test.act", by=None)
        _ = 1 / 0
    assert not Entry.objects.exists()
    record("test.act", by=None)
    assert first_break() is None

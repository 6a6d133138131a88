"""The end of the log: it can't be cut off, forged or put back unseen."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from protect.audit.actions import record
from protect.audit.guards import missing_guards
from protect.audit.models import Entry, Head
from protect.audit.queries import first_break, head_note
from tests.audit.tampering import drop_triggers, make_triggers_again, run


@pytest.fixture
def log(db) -> None:  # type: ignore[no-untyped-def]
    for number in range(5):
        record("test.act", by=None, number=number)


def cut(last: int) -> None:
    """Cut the end off, and make the head of an entry that was once the last."""
    drop_triggers()
    Entry.objects.filter(sequence__gt=last).delete()
    seal = Entry.objects.get(sequence=last).seal if last else ""
    Head.objects.update(sequence=last, seal=seal)
    make_triggers_again()


def verified(**options: str) -> str:
    out = StringIO()
    call_command("verify_audit", stdout=out, **options)
    return out.getvalue()


def test_a_log_that_was_cut_with_its_head_is_named(log) -> None:  # type: ignore[no-untyped-def]
    cut(3)
    with pytest.raises(CommandError, match="audit entry 3: the end of the log"):
        verified()


def test_what_is_written_after_the_cut_does_not_heal_it(log) -> None:  # type: ignore[no-untyped-def]
    cut(3)
    for _ in range(4):
        record("test.act", by=None)
    assert first_break() is not None


def test_the_seal_of_another_head_does_not_fit(log) -> None:  # type: ignore[no-untyped-def]
    own = Head.objects.get().own_seal
    cut(3)
    assert Head.objects.get().own_seal == own
    assert first_break() is not None


def test_the_database_refuses_to_move_the_head_back_or_to_take_it_away(log) -> None:  # type: ignore[no-untyped-def]
    for act in (lambda: Head.objects.update(sequence=3), Head.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert first_break() is None


def test_an_old_head_put_back_with_its_own_seal_is_seen_by_whoever_noted_a_later_one(log) -> None:  # type: ignore[no-untyped-def]
    old = Head.objects.values().get()
    record("test.act", by=None)
    noted = head_note()
    assert f"head {noted}" in verified(since=noted)
    drop_triggers()
    Entry.objects.filter(sequence=6).delete()
    Head.objects.update(**old)
    make_triggers_again()
    assert "5 entries" in verified()  # alone, the command can't know
    with pytest.raises(CommandError, match="audit entry 6: this entry was noted elsewhere and is gone"):
        verified(since=noted)
    record("test.other", by=None)
    with pytest.raises(CommandError, match="audit entry 6: this entry is not the one"):
        verified(since=noted)


@pytest.mark.parametrize("note", ["", "5", "5:", "x:abc", "٥:abc"])
def test_a_note_that_is_none_is_refused(log, note: str) -> None:  # type: ignore[no-untyped-def]
    if not note:
        assert verified(since=note)
        return
    with pytest.raises(CommandError, match="SEQUENCE:SEAL"):
        verified(since=note)


def test_a_trigger_that_is_gone_is_named(log) -> None:  # type: ignore[no-untyped-def]
    assert missing_guards() == []
    table = "" if connection.vendor == "sqlite" else " ON beneficiaries_report"
    run(f"DROP TRIGGER report_frozen{table}")
    with pytest.raises(CommandError, match="trigger report_frozen"):
        verified()


def test_a_trigger_that_was_made_harmless_is_named(log) -> None:  # type: ignore[no-untyped-def]
    if connection.vendor == "sqlite":
        run(
            "DROP TRIGGER report_frozen",
            "CREATE TRIGGER report_frozen BEFORE UPDATE ON beneficiaries_report WHEN 0 BEGIN SELECT 1; END",
        )
    else:
        run(
            "CREATE OR REPLACE FUNCTION report_frozen() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NEW; END $$"
        )
    assert missing_guards() == ["report_frozen"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite can't switch a trigger off")
def test_a_trigger_that_was_switched_off_is_named(log) -> None:  # type: ignore[no-untyped-def]
    run("ALTER TABLE beneficiaries_count DISABLE TRIGGER count_frozen")
    assert missing_guards() == ["count_frozen"]

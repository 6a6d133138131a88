"""Triggers: a closed decision never changes, and no answer comes or goes after the closing."""

from django.db import migrations

CLOSED = "(SELECT closed_at FROM workgroups_proposal WHERE id = {row}.proposal_id) IS NOT NULL"
SAID = "'a closed decision never changes'"

SQLITE = [
    f"""CREATE TRIGGER decision_frozen BEFORE UPDATE ON workgroups_proposal WHEN OLD.closed_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, {SAID}); END""",
    f"""CREATE TRIGGER decision_kept BEFORE DELETE ON workgroups_proposal WHEN OLD.closed_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, {SAID}); END""",
    *[
        f"""CREATE TRIGGER ballot_{act.lower()} BEFORE {act} ON workgroups_ballot WHEN {CLOSED.format(row=row)}
        BEGIN SELECT RAISE(ABORT, {SAID}); END"""
        for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ],
]
SQLITE_UNDO = [
    f"DROP TRIGGER {name}"
    for name in ("decision_frozen", "decision_kept", "ballot_insert", "ballot_update", "ballot_delete")
]
POSTGRESQL = [
    f"""CREATE FUNCTION decision_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF OLD.closed_at IS NOT NULL THEN RAISE EXCEPTION {SAID}; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER decision_frozen BEFORE UPDATE OR DELETE ON workgroups_proposal
    FOR EACH ROW EXECUTE FUNCTION decision_frozen()""",
    f"""CREATE FUNCTION ballot_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE proposal bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.proposal_id ELSE OLD.proposal_id END;
    BEGIN IF (SELECT closed_at FROM workgroups_proposal WHERE id = proposal) IS NOT NULL
    THEN RAISE EXCEPTION {SAID}; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER ballot_frozen BEFORE INSERT OR UPDATE OR DELETE ON workgroups_ballot
    FOR EACH ROW EXECUTE FUNCTION ballot_frozen()""",
]
POSTGRESQL_UNDO = [
    "DROP TRIGGER ballot_frozen ON workgroups_ballot",
    "DROP TRIGGER decision_frozen ON workgroups_proposal",
    "DROP FUNCTION ballot_frozen()",
    "DROP FUNCTION decision_frozen()",
]


def forwards(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement, params=None)


def backwards(apps, editor):
    for statement in SQLITE_UNDO if editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("workgroups", "0004_resources_meetings_decisions")]
    operations = [migrations.RunPython(forwards, backwards)]

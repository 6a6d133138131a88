"""Triggers: the head moves on by one entry at a time, and is never taken away."""

from django.db import migrations

WHY = "the head of the audit log only moves on"
SQLITE = [
    f"""CREATE TRIGGER audit_head_update BEFORE UPDATE ON audit_head
    WHEN NEW.id <> OLD.id OR NEW.sequence <> OLD.sequence + 1
    BEGIN SELECT RAISE(ABORT, '{WHY}'); END""",
    f"""CREATE TRIGGER audit_head_delete BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, '{WHY}'); END""",
]
SQLITE_UNDO = ["DROP TRIGGER audit_head_update", "DROP TRIGGER audit_head_delete"]
POSTGRESQL = [
    f"""CREATE FUNCTION audit_head_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' OR NEW.id <> OLD.id OR NEW.sequence <> OLD.sequence + 1
    THEN RAISE EXCEPTION '{WHY}'; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER audit_head_moves_on BEFORE UPDATE OR DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_head_moves_on()""",
]
POSTGRESQL_UNDO = ["DROP TRIGGER audit_head_moves_on ON audit_head", "DROP FUNCTION audit_head_moves_on()"]


def forwards(apps, editor):
    run(editor, SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL)


def backwards(apps, editor):
    run(editor, SQLITE_UNDO if editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO)


def run(editor, statements):
    for statement in statements:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_head_is_sealed")]
    operations = [migrations.RunPython(forwards, backwards)]

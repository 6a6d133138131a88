"""Triggers: an edition, its files and the versions of a text stay as they are."""

from django.db import migrations

KEPT = {
    "chapter_edition": "an edition never changes",
    "chapter_editionfile": "an edition never changes",
    "chapter_textversion": "every version of a text is kept",
}
SQLITE = [
    f"""CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}
    BEGIN SELECT RAISE(ABORT, '{why}'); END"""
    for table, why in KEPT.items()
    for act in ("UPDATE", "DELETE")
]
SQLITE_UNDO = [f"DROP TRIGGER {table}_{act}" for table in KEPT for act in ("update", "delete")]
POSTGRESQL = [
    statement
    for table, why in KEPT.items()
    for statement in (
        f"""CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{why}'; END $$""",
        f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_kept()""",
    )
]
POSTGRESQL_UNDO = [
    statement
    for table in KEPT
    for statement in (f"DROP TRIGGER {table}_kept ON {table}", f"DROP FUNCTION {table}_kept()")
]


def forwards(apps, editor):
    run(editor, SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL)


def backwards(apps, editor):
    run(editor, SQLITE_UNDO if editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO)


def run(editor, statements):
    for statement in statements:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("chapter", "0001_chapters")]
    operations = [migrations.RunPython(forwards, backwards)]

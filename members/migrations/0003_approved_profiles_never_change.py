"""Triggers: what was approved never changes; to change a profile is to approve its next revision."""

from django.db import migrations

PARTS = ("profilecounty", "profileaudience", "keyfigure")
MESSAGE = "an approved profile never changes"

SQLITE = [
    *[
        f"""CREATE TRIGGER profile_{act.lower()} BEFORE {act} ON members_profilerevision
        WHEN OLD.status = 'approved' BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
        for act in ("UPDATE", "DELETE")
    ],
    *[
        f"""CREATE TRIGGER {part}_{act.lower()} BEFORE {act} ON members_{part}
        WHEN (SELECT status FROM members_profilerevision WHERE id = {row}.revision_id) = 'approved'
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
        for part in PARTS
        for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ],
]
SQLITE_UNDO = [
    "DROP TRIGGER profile_update",
    "DROP TRIGGER profile_delete",
    *[f"DROP TRIGGER {part}_{act}" for part in PARTS for act in ("insert", "update", "delete")],
]
POSTGRESQL = [
    f"""CREATE FUNCTION profile_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF OLD.status = 'approved' THEN RAISE EXCEPTION '{MESSAGE}'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER profile_frozen BEFORE UPDATE OR DELETE ON members_profilerevision
    FOR EACH ROW EXECUTE FUNCTION profile_frozen()""",
    f"""CREATE FUNCTION profile_part_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE revision bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.revision_id ELSE OLD.revision_id END;
    BEGIN IF (SELECT status FROM members_profilerevision WHERE id = revision) = 'approved'
    THEN RAISE EXCEPTION '{MESSAGE}'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$""",
    *[
        f"""CREATE TRIGGER {part}_frozen BEFORE INSERT OR UPDATE OR DELETE ON members_{part}
        FOR EACH ROW EXECUTE FUNCTION profile_part_frozen()"""
        for part in PARTS
    ],
]
POSTGRESQL_UNDO = [
    "DROP TRIGGER profile_frozen ON members_profilerevision",
    *[f"DROP TRIGGER {part}_frozen ON members_{part}" for part in PARTS],
    "DROP FUNCTION profile_frozen()",
    "DROP FUNCTION profile_part_frozen()",
]


def forwards(apps, editor):
    run(editor, SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL)


def backwards(apps, editor):
    run(editor, SQLITE_UNDO if editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO)


def run(editor, statements):
    for statement in statements:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("members", "0002_profiles_services_applications_departures")]
    operations = [migrations.RunPython(forwards, backwards)]

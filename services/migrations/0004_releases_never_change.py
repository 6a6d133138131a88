"""Triggers: what was released stays as it was; only its two dates of publication are set, once each.

An answered waiver stays as well.
"""

from django.db import migrations

NEVER = "a release never changes"
ANSWERED = "an answered waiver never changes"
KEPT = (
    "id", "scope", "year", "period_id", "number", "policy", "policy_reason", "differences", "waivers", "audit",
    "owed", "verified", "provisional", "synthetic", "content_digest", "digest", "cut_at", "cut_by_id",
)  # fmt: skip
ROWS = ("services_releasedfigure", "services_releasereport")


def changed(same):
    """A column was changed, or a date of publication set twice."""
    return " OR ".join(
        [f"NOT ({same.format(column)})" for column in KEPT]
        + [
            f"(OLD.{date} IS NOT NULL AND NOT ({same.format(date)}))"
            for date in ("scheduled_for", "published_at")
        ]
    )


SQLITE = [
    f"""CREATE TRIGGER release_update BEFORE UPDATE ON services_release
    WHEN {changed("NEW.{0} IS OLD.{0}")} BEGIN SELECT RAISE(ABORT, '{NEVER}'); END""",
    f"""CREATE TRIGGER release_delete BEFORE DELETE ON services_release
    BEGIN SELECT RAISE(ABORT, '{NEVER}'); END""",
    *[
        f"""CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}
        BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"""
        for table in ROWS
        for act in ("UPDATE", "DELETE")
    ],
    *[
        f"""CREATE TRIGGER {table}_insert BEFORE INSERT ON {table}
        WHEN (SELECT published_at FROM services_release WHERE id = NEW.release_id) IS NOT NULL
        BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"""
        for table in ROWS
    ],
    *[
        f"""CREATE TRIGGER waiver_{act.lower()} BEFORE {act} ON services_waiver
        WHEN OLD.answered_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{ANSWERED}'); END"""
        for act in ("UPDATE", "DELETE")
    ],
]
SQLITE_UNDO = [
    f"DROP TRIGGER {name}"
    for name in (
        "release_update",
        "release_delete",
        *(f"{table}_{act}" for table in ROWS for act in ("update", "delete", "insert")),
        "waiver_update",
        "waiver_delete",
    )
]
POSTGRESQL = [
    f"""CREATE FUNCTION release_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '{NEVER}'; END IF;
    IF {changed("NEW.{0} IS NOT DISTINCT FROM OLD.{0}")} THEN RAISE EXCEPTION '{NEVER}'; END IF;
    RETURN NEW; END $$""",
    """CREATE TRIGGER release_frozen BEFORE UPDATE OR DELETE ON services_release
    FOR EACH ROW EXECUTE FUNCTION release_frozen()""",
    f"""CREATE FUNCTION release_rows_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' OR (SELECT published_at FROM services_release WHERE id = NEW.release_id) IS NOT NULL
    THEN RAISE EXCEPTION '{NEVER}'; END IF; RETURN NEW; END $$""",
    *[
        f"""CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION release_rows_frozen()"""
        for table in ROWS
    ],
    f"""CREATE FUNCTION waiver_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF OLD.answered_at IS NOT NULL THEN RAISE EXCEPTION '{ANSWERED}'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER waiver_frozen BEFORE UPDATE OR DELETE ON services_waiver
    FOR EACH ROW EXECUTE FUNCTION waiver_frozen()""",
]
POSTGRESQL_UNDO = [
    "DROP TRIGGER release_frozen ON services_release",
    *[f"DROP TRIGGER {table}_frozen ON {table}" for table in ROWS],
    "DROP TRIGGER waiver_frozen ON services_waiver",
    "DROP FUNCTION release_frozen()",
    "DROP FUNCTION release_rows_frozen()",
    "DROP FUNCTION waiver_frozen()",
]


def forwards(apps, editor):
    run(editor, SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL)


def backwards(apps, editor):
    run(editor, SQLITE_UNDO if editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO)


def run(editor, statements):
    for statement in statements:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("services", "0003_releases")]
    operations = [migrations.RunPython(forwards, backwards)]

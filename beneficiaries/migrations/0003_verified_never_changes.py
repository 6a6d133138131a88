"""Triggers: the figures of a verified revision never change, and no report changes back."""

from django.db import migrations

FROZEN = "('verified', 'superseded')"

# A verified report may only become superseded; its lines and counts may not change at all.
SQLITE = [
    f"""CREATE TRIGGER report_frozen BEFORE UPDATE ON beneficiaries_report
    WHEN OLD.status IN {FROZEN} AND NOT (
        OLD.status = 'verified' AND NEW.status = 'superseded' AND NEW.organisation_id = OLD.organisation_id
        AND NEW.period_id = OLD.period_id AND NEW.revision = OLD.revision AND NEW.form_id = OLD.form_id
        AND NEW.digest = OLD.digest AND NEW.comment = OLD.comment)
    BEGIN SELECT RAISE(ABORT, 'a verified report never changes'); END""",
    f"""CREATE TRIGGER report_kept BEFORE DELETE ON beneficiaries_report WHEN OLD.status IN {FROZEN}
    BEGIN SELECT RAISE(ABORT, 'a verified report never changes'); END""",
    *[
        f"""CREATE TRIGGER line_{act.lower()} BEFORE {act} ON beneficiaries_reportline
        WHEN (SELECT status FROM beneficiaries_report WHERE id = {row}.report_id) IN {FROZEN}
        BEGIN SELECT RAISE(ABORT, 'a verified report never changes'); END"""
        for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ],
    *[
        f"""CREATE TRIGGER count_{act.lower()} BEFORE {act} ON beneficiaries_count
        WHEN (SELECT r.status FROM beneficiaries_reportline l JOIN beneficiaries_report r
              ON r.id = l.report_id WHERE l.id = {row}.line_id) IN {FROZEN}
        BEGIN SELECT RAISE(ABORT, 'a verified report never changes'); END"""
        for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ],
]
SQLITE_UNDO = [
    f"DROP TRIGGER {name}"
    for name in (
        "report_frozen",
        "report_kept",
        *(f"{table}_{act}" for table in ("line", "count") for act in ("insert", "update", "delete")),
    )
]
POSTGRESQL = [
    f"""CREATE FUNCTION report_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF OLD.status IN {FROZEN} AND (TG_OP = 'DELETE' OR NOT (
        OLD.status = 'verified' AND NEW.status = 'superseded' AND NEW.organisation_id = OLD.organisation_id
        AND NEW.period_id = OLD.period_id AND NEW.revision = OLD.revision AND NEW.form_id = OLD.form_id
        AND NEW.digest = OLD.digest AND NEW.comment = OLD.comment))
    THEN RAISE EXCEPTION 'a verified report never changes'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER report_frozen BEFORE UPDATE OR DELETE ON beneficiaries_report
    FOR EACH ROW EXECUTE FUNCTION report_frozen()""",
    f"""CREATE FUNCTION line_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE report uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW.report_id ELSE OLD.report_id END;
    BEGIN IF (SELECT status FROM beneficiaries_report WHERE id = report) IN {FROZEN}
    THEN RAISE EXCEPTION 'a verified report never changes'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER line_frozen BEFORE INSERT OR UPDATE OR DELETE ON beneficiaries_reportline
    FOR EACH ROW EXECUTE FUNCTION line_frozen()""",
    f"""CREATE FUNCTION count_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE line bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.line_id ELSE OLD.line_id END;
    BEGIN IF (SELECT r.status FROM beneficiaries_reportline l JOIN beneficiaries_report r
              ON r.id = l.report_id WHERE l.id = line) IN {FROZEN}
    THEN RAISE EXCEPTION 'a verified report never changes'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER count_frozen BEFORE INSERT OR UPDATE OR DELETE ON beneficiaries_count
    FOR EACH ROW EXECUTE FUNCTION count_frozen()""",
]
POSTGRESQL_UNDO = [
    "DROP TRIGGER report_frozen ON beneficiaries_report",
    "DROP TRIGGER line_frozen ON beneficiaries_reportline",
    "DROP TRIGGER count_frozen ON beneficiaries_count",
    "DROP FUNCTION report_frozen()",
    "DROP FUNCTION line_frozen()",
    "DROP FUNCTION count_frozen()",
]


def forwards(apps, editor):
    run(editor, SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL)


def backwards(apps, editor):
    run(editor, SQLITE_UNDO if editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO)


def run(editor, statements):
    for statement in statements:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0002_initial")]
    operations = [migrations.RunPython(forwards, backwards)]

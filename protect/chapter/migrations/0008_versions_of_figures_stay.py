"""Figures noted before get their first version; triggers: a version of a figure from elsewhere stays."""

from django.db import migrations

WHY = "every version of a figure is kept"
SQLITE = [
    f"""CREATE TRIGGER chapter_outsideversion_{act.lower()} BEFORE {act} ON chapter_outsideversion
    BEGIN SELECT RAISE(ABORT, '{WHY}'); END"""
    for act in ("UPDATE", "DELETE")
]
SQLITE_UNDO = [f"DROP TRIGGER chapter_outsideversion_{act}" for act in ("update", "delete")]
POSTGRESQL = [
    f"""CREATE FUNCTION chapter_outsideversion_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{WHY}'; END $$""",
    """CREATE TRIGGER chapter_outsideversion_kept BEFORE UPDATE OR DELETE ON chapter_outsideversion
    FOR EACH ROW EXECUTE FUNCTION chapter_outsideversion_kept()""",
]
POSTGRESQL_UNDO = [
    "DROP TRIGGER chapter_outsideversion_kept ON chapter_outsideversion",
    "DROP FUNCTION chapter_outsideversion_kept()",
]
CONTENT = ("value", "qualifier", "noun", "source_ro", "source_en", "dated")


def first_versions(apps, editor):
    figures, versions = (apps.get_model("chapter", name) for name in ("OutsideFigure", "OutsideVersion"))
    for figure in figures.objects.filter(version=0):
        content = {name: getattr(figure, name) for name in CONTENT}
        versions.objects.create(figure=figure, number=1, by_id=figure.noted_by_id, **content)
        figure.version = 1
        figure.save(update_fields=["version"])


def forwards(apps, editor):
    run(editor, SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL)


def backwards(apps, editor):
    run(editor, SQLITE_UNDO if editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO)


def run(editor, statements):
    for statement in statements:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("chapter", "0007_versions_of_figures_from_elsewhere")]
    operations = [
        migrations.RunPython(first_versions, migrations.RunPython.noop),
        migrations.RunPython(forwards, backwards),
    ]

"""The databases' own full text over the words, kept in step by the databases themselves.

The names are not those of protect.audit.guards: these triggers protect nothing, and stay on while a
database is emptied.
"""

from django.db import migrations

FTS5 = [
    """CREATE VIRTUAL TABLE search_words USING fts5(
        title, body, content='search_document', content_rowid='id', tokenize="unicode61 remove_diacritics 0"
    )""",
    """CREATE TRIGGER search_words_insert AFTER INSERT ON search_document BEGIN
        INSERT INTO search_words(rowid, title, body) VALUES (new.id, new.title, new.body);
    END""",
    """CREATE TRIGGER search_words_delete AFTER DELETE ON search_document BEGIN
        INSERT INTO search_words(search_words, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
    END""",
    """CREATE TRIGGER search_words_update AFTER UPDATE ON search_document BEGIN
        INSERT INTO search_words(search_words, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
        INSERT INTO search_words(rowid, title, body) VALUES (new.id, new.title, new.body);
    END""",
]
FTS5_UNDO = [
    "DROP TRIGGER search_words_insert",
    "DROP TRIGGER search_words_delete",
    "DROP TRIGGER search_words_update",
    "DROP TABLE search_words",
]
GIN = [
    """ALTER TABLE search_document ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B')
    ) STORED""",
    "CREATE INDEX search_document_vector ON search_document USING gin (vector)",
]
GIN_UNDO = ["ALTER TABLE search_document DROP COLUMN vector"]


def forwards(apps, editor):
    run(editor, FTS5 if editor.connection.vendor == "sqlite" else GIN)


def backwards(apps, editor):
    run(editor, FTS5_UNDO if editor.connection.vendor == "sqlite" else GIN_UNDO)


def run(editor, statements):
    for statement in statements:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]

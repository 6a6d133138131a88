"""The official order of the Romanian alphabet inside the database: A Ă Â B … I Î … S Ș T Ț."""

from typing import Any

from django.db.models import CharField, Func

# Every letter with a sign comes after all words of the letter without: "~" is above "z".
AFTER = {"ă": "a~", "â": "a~~", "î": "i~", "ș": "s~", "ț": "t~"}


class ByteOrder(Func):
    """Compared byte by byte, whatever the collation of the database."""

    template = "(%(expressions)s) COLLATE BINARY"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template='(%(expressions)s) COLLATE "C"', **context)


class Spelled(Func):
    """A text with its letters rewritten. The letters stand in the statement itself, not beside it, so that
    an index on the same words is found."""

    output_field = CharField()

    def __init__(self, expression: str) -> None:
        letters = [*AFTER.items(), *((letter.upper(), after) for letter, after in AFTER.items())]
        replaced = "".join(f", '{letter}', '{after}')" for letter, after in letters)
        super().__init__(expression, template=f"{'REPLACE(' * len(letters)}LOWER(%(expressions)s){replaced}")


class RomanianOrder(ByteOrder):
    """For `order_by` and `Meta.ordering`: a field in the order of `protect.romanian.text.sort_key`."""

    def __init__(self, field: str) -> None:
        super().__init__(Spelled(field))

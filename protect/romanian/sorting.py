"""The official order of the Romanian alphabet inside the database: A Ă Â B … I Î … S Ș T Ț."""

from typing import Any

from django.db.models import CharField, Func, Value
from django.db.models.functions import Lower, Replace

# Every letter with a sign comes after all words of the letter without: "~" is above "z".
AFTER = {"ă": "a~", "â": "a~~", "î": "i~", "ș": "s~", "ț": "t~"}


class ByteOrder(Func):
    """Compared byte by byte, whatever the collation of the database."""

    template = "(%(expressions)s) COLLATE BINARY"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template='(%(expressions)s) COLLATE "C"', **context)


class RomanianOrder(ByteOrder):
    """For `order_by` and `Meta.ordering`: a field in the order of `protect.romanian.text.sort_key`."""

    def __init__(self, field: str) -> None:
        letters = [*AFTER.items(), *((letter.upper(), after) for letter, after in AFTER.items())]
        spelled: Func = Lower(field)
        for letter, after in letters:
            spelled = Replace(spelled, Value(letter), Value(after))
        super().__init__(spelled)

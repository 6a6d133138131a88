"""The index: one row a thing that can be found, in the database's own full text.

Its words live twice: here, and in the FTS5 table `search_words` (SQLite) or the column `vector`
(PostgreSQL), both of which the database itself keeps in step (migration 0002).
"""

from django.db import models


class Document(models.Model):
    """The words of one object."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    title = models.TextField()
    body = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="an_object_is_indexed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

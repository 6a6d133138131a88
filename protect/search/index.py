"""Writing the index, inside the transaction of the act that changes a text."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import models, transaction

from protect.search.models import Document
from protect.search.registry import KINDS, Kind, kind_of
from protect.search.words import indexed

BATCH = 500


def index(obj: models.Model) -> None:
    """Put what `obj` says now into the index, or take it out where its kind no longer holds it."""
    kind = kind_of(obj)
    fresh = kind.indexed().filter(pk=obj.pk).first()
    if fresh is None:
        forget(obj)
        return
    document = document_of(kind, fresh)
    Document.objects.update_or_create(
        kind=document.kind,
        object_id=document.object_id,
        defaults={"title": document.title, "body": document.body},
    )


def index_new(obj: models.Model) -> None:
    """Put what was just made into the index, in one statement: nothing of it is there yet."""
    document_of(kind_of(obj), obj).save(force_insert=True)


def forget(obj: models.Model) -> None:
    """Take `obj` out of the index."""
    Document.objects.filter(kind=kind_of(obj).name, object_id=obj.pk).delete()


def retitle(kind: str, objects: models.QuerySet, title: str) -> None:
    """Give all `objects` of a kind another title, in one statement however many they are."""
    keys = objects.order_by().values("pk")
    Document.objects.filter(kind=kind, object_id__in=keys).update(title=indexed(title))


def reindex(kinds: Iterable[Kind] | None = None) -> dict[str, int]:
    """Write the whole index anew; returns how many rows each kind has."""
    written = {}
    for kind in kinds or KINDS.values():
        with transaction.atomic():
            Document.objects.filter(kind=kind.name).delete()
            written[kind.name] = sum(_write(kind, objects) for objects in _in_batches(kind))
    return written


def document_of(kind: Kind, obj: models.Model) -> Document:
    """The row of `obj`, unsaved."""
    texts = kind.texts(obj)
    return Document(kind=kind.name, object_id=obj.pk, title=indexed(texts.title), body=indexed(texts.body))


def _in_batches(kind: Kind) -> Iterator[list[models.Model]]:
    objects = kind.indexed().order_by("pk").iterator(chunk_size=BATCH)
    while batch := list(islice(objects, BATCH)):
        yield batch


def _write(kind: Kind, objects: Iterable[models.Model]) -> int:
    return len(Document.objects.bulk_create([document_of(kind, obj) for obj in objects]))

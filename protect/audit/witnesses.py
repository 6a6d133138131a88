"""What stands elsewhere in the database and must agree with the log: verified returns, releases, editions.

The app that keeps such a thing registers a witness. Without these a log that was emptied, or a figure that
was changed together with its own unkeyed digest, would look whole.
"""

from collections.abc import Callable, Iterator

from protect.audit.models import Entry

Witness = Callable[[], Iterator[str]]
_witnesses: list[Witness] = []


def register_witness(witness: Witness) -> Witness:
    """Have `verify_audit` ask `witness`, which yields a sentence for each thing that the log denies."""
    if witness not in _witnesses:
        _witnesses.append(witness)
    return witness


def disagreements() -> Iterator[str]:
    """Where the database is not what the log says; a sentence each."""
    for witness in _witnesses:
        yield from witness()


def sealed_digests(action: str) -> dict[str, str]:
    """The digest in the last entry of this action about each object: object id to digest, oldest first."""
    found: dict[str, str] = {}
    entries = Entry.objects.filter(action=action).order_by("sequence")
    for pk, details in entries.values_list("object_id", "details").iterator(chunk_size=2_000):
        found.pop(pk, None)
        found[pk] = details.get("digest", "")
    return found

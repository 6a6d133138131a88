"""Editions against the audit log: the digest of what was published is sealed there."""

from collections.abc import Iterator

from protect.audit.witnesses import sealed_digests
from protect.chapter.actions.publishing import verify_edition
from protect.chapter.models import Edition


def editions_are_as_sealed() -> Iterator[str]:
    """Where a published edition is not what the log says; a sentence each."""
    published = sealed_digests("chapter.publish")
    for edition in Edition.objects.select_related("chapter").order_by("pk"):
        said = published.pop(str(edition.pk), None)
        if said is None:
            yield f"edition {edition} exists, and the log knows nothing of it"
        elif edition.digest != said or verify_edition(edition):
            yield f"edition {edition} is not what the log says: it was changed"
    for pk in published:
        yield f"edition {pk} was published, says the log, and is gone"

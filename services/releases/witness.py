"""Releases against the audit log: the digest of what was cut and published is sealed there."""

from collections.abc import Iterator

from protect.audit.witnesses import sealed_digests
from services.models import Release
from services.releases.digests import first_false_digest


def releases_are_as_sealed() -> Iterator[str]:
    """Where a release is not what the log says; a sentence each."""
    cut, published = sealed_digests("release.cut"), sealed_digests("release.publish")
    for release in Release.objects.select_related("period").order_by("pk"):
        pk = str(release.pk)
        said = cut.pop(pk, None)
        if said is None:
            yield f"release {release} exists, and the log knows nothing of it"
        elif release.digest != said or first_false_digest(release):
            yield f"release {release} is not what the log says: its figures were changed"
        if bool(release.published_at) != (pk in published):
            yield f"release {release} is public or not, and the log says otherwise"
    for pk in cut:
        yield f"release {pk} was cut, says the log, and is gone"

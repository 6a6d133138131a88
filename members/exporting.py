"""Everything that is an organisation's own, as one ZIP with a manifest of SHA-256 digests.

The same content gives the same bytes: `sha256sum --check MANIFEST.txt` proves every file, and the digest
of the manifest, kept with the departure, proves the whole.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import override

from members.leaving import File, rooms
from members.models import Application, Membership, Organisation, ProfileRevision, ServiceOffer
from members.profile_fields import values_of
from protect.files.models import StoredFile

MANIFEST = "MANIFEST.txt"
MEMORY = 8 << 20
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # a ZIP's first date: the time of packing is no content


@dataclass(frozen=True)
class Export:
    """The packed files, opened at the beginning, and the digest of their manifest."""

    file: IO[bytes]
    manifest_digest: str


def export_of(organisation: Organisation) -> Export:
    """Pack what members and every lower room hold of the organisation."""
    packed: IO[bytes] = SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115 (the caller reads it)
    digests = {}
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, override("ro"):
        for name, content in every_file(organisation):
            digests[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
        manifest = "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))
        archive.writestr(zipfile.ZipInfo(MANIFEST, LONG_AGO), manifest, zipfile.ZIP_DEFLATED)
    packed.seek(0)
    return Export(packed, hashlib.sha256(manifest.encode()).hexdigest())


def every_file(organisation: Organisation) -> Iterator[File]:
    """One at a time, so that only one is in memory."""
    yield from own_files(organisation)
    for room in rooms():
        for name, content in room.export(organisation):
            yield f"{room.name}/{name}", content


def as_json(data: Any) -> bytes:
    """Readable by people and by programmes."""
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1, sort_keys=True).encode()


def own_files(organisation: Organisation) -> Iterable[File]:
    """The organisation, its profiles, services and staff."""
    about = {
        "name": organisation.name,
        "fiscal_code": organisation.fiscal_code,
        "joined_on": organisation.joined_on,
        "left_on": organisation.left_on,
    }
    yield "organisation.json", as_json(about)
    revisions = organisation.profile_revisions.select_related("logo").order_by("number")
    yield "profiles.json", as_json([revision_data(revision) for revision in revisions])
    logos = {revision.logo.pk: revision.logo for revision in revisions if revision.logo}
    for logo in logos.values():
        yield f"logo/{logo.pk.hex[:8]}-{logo.name}", content_of(logo)
    offers = organisation.offers.order_by("created_at").prefetch_related("counties", "audiences", "languages")
    yield "services.json", as_json([offer_data(offer) for offer in offers])
    staff = Membership.objects.filter(organisation=organisation).order_by("since", "pk")
    yield "staff.json", as_json([staff_data(member) for member in staff.select_related("user")])
    application = Application.objects.filter(organisation=organisation).select_related("statutes").first()
    if application and application.statutes:
        yield f"statutes/{application.statutes.name}", content_of(application.statutes)


def content_of(stored: StoredFile) -> bytes:
    """The bytes of an upload, as they are kept."""
    with default_storage.open(stored.path) as handle:
        return bytes(handle.read())


def staff_data(member: Membership) -> dict[str, Any]:
    """Who did what from when to when."""
    return {
        "name": member.user.name, "email": member.user.email, "role": member.role,
        "since": member.since, "until": member.until,
    }  # fmt: skip


def revision_data(revision: ProfileRevision) -> dict[str, Any]:
    """A revision with every field that says something."""
    filled = {name: value for name, value in values_of(revision).items() if value}
    return {
        "number": revision.number,
        "status": revision.status,
        "submitted_at": revision.submitted_at,
        "approved_at": revision.approved_at,
        "fields": filled,
    }


def offer_data(offer: ServiceOffer) -> dict[str, Any]:
    """A version of a service."""
    names = (
        "kind", "name_ro", "name_en", "description_ro", "description_en", "with_accommodation", "address",
        "nomenclature_code", "licence_number", "licence_expires_on", "capacity", "nationwide", "phone",
        "hours_ro", "hours_en", "is_free", "is_anonymous", "created_at", "confirmed_at", "ended_at",
    )  # fmt: skip
    lists = {
        "counties": offer.county_codes, "audiences": offer.audience_codes, "languages": offer.language_codes,
    }  # fmt: skip
    return {name: getattr(offer, name) for name in names} | lists | {"id": str(offer.public_id)}

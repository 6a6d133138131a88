"""Everything that is an organisation's own, as one ZIP with a manifest of SHA-256 digests.

The same content gives the same bytes: `sha256sum --check MANIFEST.txt` proves every file, and the digest
of the manifest, kept with the departure, proves the whole.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import override

from members.leaving import File, rooms
from members.models import Membership, Organisation, ProfileRevision, ServiceOffer
from members.profile_fields import values_of

MANIFEST = "MANIFEST.txt"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # a ZIP's first date: the time of packing is no content


@dataclass(frozen=True)
class Export:
    """The packed files and the digest of their manifest."""

    content: bytes
    manifest_digest: str


def export_of(organisation: Organisation) -> Export:
    """Pack what members and every lower room hold of the organisation."""
    with override("ro"):
        files = dict(own_files(organisation))
        for room in rooms():
            files |= {f"{room.name}/{name}": content for name, content in room.export(organisation)}
    manifest = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), files[name])
        archive.writestr(zipfile.ZipInfo(MANIFEST, LONG_AGO), manifest)
    return Export(packed.getvalue(), hashlib.sha256(manifest.encode()).hexdigest())


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
    for logo in {revision.logo for revision in revisions if revision.logo}:
        with default_storage.open(logo.path) as handle:
            yield f"logo/{logo.pk.hex[:8]}-{logo.name}", handle.read()
    offers = organisation.offers.order_by("created_at").prefetch_related("counties", "audiences", "languages")
    yield "services.json", as_json([offer_data(offer) for offer in offers])
    staff = (
        Membership.objects.filter(organisation=organisation).select_related("user").order_by("since", "pk")
    )
    yield (
        "staff.json",
        as_json(
            [
                {
                    "name": m.user.name,
                    "email": m.user.email,
                    "role": m.role,
                    "since": m.since,
                    "until": m.until,
                }
                for m in staff.select_related("user")
            ]
        ),
    )


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

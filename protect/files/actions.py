"""Keeping and discarding files."""

import base64
import datetime
import hashlib
import logging
import threading
import uuid
from collections.abc import Collection
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone

from protect.audit.actions import record
from protect.files.child import ChildFailed, Limits, call
from protect.files.kinds import EVERYTHING
from protect.files.models import StoredFile
from protect.files.names import safe_name
from protect.files.scanning import scan
from protect.files.words import refusal, too_big
from protect.privacy.fields import check_text

LIMITS = Limits(memory=1024, processor=20, clock=30)
PREVIEWED_PAGES = 10
GATE = threading.BoundedSemaphore(2)
log = logging.getLogger(__name__)


def keep(
    upload: UploadedFile,
    *,
    by: models.Model | None,
    kinds: Collection[str] = EVERYTHING,
    most: int | None = None,
    organisation_id: int | None = None,
    as_logo: bool = False,
) -> StoredFile:
    """Check, clean and store an upload; raises ValidationError with words for the person.

    What is stored is the clean copy: metadata gone, pictures painted anew, a logo small. The bytes are
    written before the row, and taken away again where the row fails.
    """
    content = _read(upload, most or settings.FILES_MOST)
    scan(content)
    found = _inspect(content, "inspect_logo" if as_logo else "inspect")
    if found["kind"] not in kinds:
        raise refusal("wrong_kind", ", ".join(sorted(kind.upper() for kind in kinds)))
    name = safe_name(upload.name or "", found["kind"])
    check_text(name, strict=False)
    clean = base64.b64decode(found["content"])
    stored = StoredFile(
        id=uuid.uuid4(),
        kind=found["kind"],
        name=name,
        size=len(clean),
        sha256=hashlib.sha256(clean).hexdigest(),
        source_sha256=hashlib.sha256(content).hexdigest(),
        pages=found["pages"],
        text=found["text"].replace("\0", ""),
        uploaded_by_id=by.pk if by else None,
    )
    return _write(stored, clean, by, organisation_id)


def source_digest(upload: UploadedFile) -> str:
    """The digest of an upload as it came: `StoredFile.source_sha256` of the same file kept before."""
    return hashlib.sha256(upload.open("rb").read()).hexdigest()


def _read(upload: UploadedFile, most: int) -> bytes:
    """All of it, not a byte beyond the limit, whatever size it claims."""
    content = upload.open("rb").read(most + 1)
    if not content:
        raise refusal("empty")
    if len(content) > most:
        raise too_big(most)
    return content


def ask_child(question: str, content: bytes) -> Any:
    """What `protect.files.reading.inspection` answers; a few at a time, so that uploads starve nobody."""
    if not GATE.acquire(timeout=2 * LIMITS.clock):
        raise ChildFailed("too many files at once")
    try:
        return call(f"protect.files.reading.inspection:{question}", content, LIMITS)
    finally:
        GATE.release()


def _inspect(content: bytes, question: str) -> dict:
    """The child's answer; what it could not finish was not checked, and is not kept."""
    try:
        found = ask_child(question, content)
    except ChildFailed as fault:
        log.warning("a file could not be checked: %s", fault)
        raise refusal("unchecked") from fault
    if "refused" in found:
        raise refusal(found["refused"], found["detail"])
    return found


def _write(
    stored: StoredFile, clean: bytes, by: models.Model | None, organisation_id: int | None
) -> StoredFile:
    default_storage.save(stored.path, ContentFile(clean))
    try:
        with transaction.atomic():
            stored.save(force_insert=True)
            record(
                "file.keep", stored, by=by, organisation_id=organisation_id,
                kind=stored.kind, size=stored.size, sha256=stored.sha256,
            )  # fmt: skip
    except BaseException:
        default_storage.delete(stored.path)
        raise
    return stored


@transaction.atomic
def discard(stored: StoredFile, *, by: models.Model | None) -> None:
    """Delete a file: the row now, the bytes and previews once that is certain."""
    record("file.discard", stored, by=by, sha256=stored.sha256)
    paths = [stored.path, *(preview_path(stored, number) for number in range(PREVIEWED_PAGES))]
    stored.delete()
    for path in paths:
        transaction.on_commit(partial(default_storage.delete, path))


def preview_path(stored: StoredFile, number: int) -> str:
    """Where the picture of a page (from 0) lies once somebody has looked at it."""
    return f"{stored.path}.{number}"


def sweep(older_than: int = 86_400) -> int:
    """Delete bytes without a row, left by a transaction that was given up; returns how many.

    Younger ones stay: their row may be on its way.
    """
    known = {stored.path for stored in StoredFile.objects.only("id").iterator()}
    until = timezone.now() - datetime.timedelta(seconds=older_than)
    gone = 0
    for folder in default_storage.listdir("")[0]:
        for name in default_storage.listdir(folder)[1]:
            path = f"{folder}/{name}"
            if path.partition(".")[0] not in known and default_storage.get_modified_time(path) <= until:
                default_storage.delete(path)
                gone += 1
    return gone

"""Writing an archive and opening it again: a tar of the manifest, the database and the files."""

import datetime
import hashlib
import hmac
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from protect.audit.models import Head
from protect.keeping import database

MANIFEST, SEAL, FILES = "manifest.json", "manifest.seal", "files"


class BackupFault(Exception):
    """Why an archive can't be written, opened or restored, in words."""


def stored_files(folder: str = "") -> Iterator[str]:
    """The paths of everything in the private storage."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever kept; S3 has no folders, and lists nothing
        return
    for name in sorted(names):
        yield f"{folder}/{name}" if folder else name
    for below in sorted(folders):
        yield from stored_files(f"{folder}/{below}" if folder else below)


def digest(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def gather(folder: Path) -> dict[str, Any]:
    """Put the database and the files into `folder`; returns the manifest, which lies there too."""
    database.dump(folder / database.NAME)
    for path in stored_files():
        target = folder / FILES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with default_storage.open(path) as source, target.open("wb") as copy:
            for piece in source.chunks():
                copy.write(piece)
    head = Head.objects.filter(pk=1).first()
    manifest = {
        "made_at": timezone.now().astimezone(datetime.UTC).isoformat(),
        "engine": connection.vendor,
        "migrations": sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations()),
        "audit_head": {"sequence": head.sequence, "seal": head.seal} if head else None,
        "digests": {
            str(path.relative_to(folder)): digest(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        },
    }
    text = json.dumps(manifest, indent=1).encode()
    (folder / MANIFEST).write_bytes(text)
    (folder / SEAL).write_text(seal_of(text), encoding="ascii")
    return manifest


def seal_of(manifest: bytes) -> str:
    """HMAC of a manifest with a key made of AUDIT_KEY: who lacks the key can't make or change a backup."""
    key = hmac.digest(settings.AUDIT_KEY.encode(), b"protect.keeping manifest", "sha256")
    return hmac.new(key, manifest, hashlib.sha256).hexdigest()


def write(target_folder: Path, recipients: list[str]) -> Path:
    """Write an archive into `target_folder`; a name is given only to one that is whole."""
    target_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = timezone.now().astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    target = target_folder / f"protect-{stamp}.tar{'.age' if recipients else ''}"
    with tempfile.TemporaryDirectory(dir=target_folder) as made:
        content = Path(made) / "content"
        content.mkdir()
        gather(content)
        tar = Path(made) / "whole.tar"
        with tarfile.open(tar, "w") as archive:
            archive.add(content, arcname=".")
        if recipients:
            tar = seal(tar, recipients)
        tar.chmod(0o600)
        with tar.open("rb") as written:
            os.fsync(written.fileno())
        tar.rename(target)
    return target


def seal(tar: Path, recipients: list[str]) -> Path:
    """The archive encrypted to the recipients' age keys; only their private keys open it."""
    try:
        keys = [pyrage.x25519.Recipient.from_str(key) for key in recipients]
    except pyrage.RecipientError as fault:
        raise BackupFault("BACKUP_RECIPIENTS holds something that is not an age public key.") from fault
    sealed = tar.with_suffix(".tar.age")
    with tar.open("rb") as source, sealed.open("wb") as target:
        pyrage.encrypt_io(source, target, keys)
    return sealed


@contextmanager
def opened(
    path: Path, identity: Path | None, *, foreign: bool = False
) -> Iterator[tuple[Path, dict[str, Any]]]:
    """An archive laid out in a folder, its seal and every digest checked: the folder and the manifest.

    `foreign`: a seal that was not made with our AUDIT_KEY, or none, is taken as well.
    """
    with tempfile.TemporaryDirectory() as made:
        tar = unseal(path, identity, Path(made)) if path.suffix == ".age" else path
        folder = Path(made) / "content"
        try:
            with tarfile.open(tar) as archive:
                archive.extractall(folder, filter="data")
            text = (folder / MANIFEST).read_bytes()
            manifest = json.loads(text)
        except (OSError, tarfile.TarError, ValueError) as fault:
            raise BackupFault(f"{path.name} is not a whole backup of this portal.") from fault
        if not foreign:
            check_seal(folder, text)
        check(folder, manifest)
        yield folder, manifest


def unseal(path: Path, identity: Path | None, folder: Path) -> Path:
    """The archive decrypted with the private key of one of its recipients."""
    if identity is None:
        raise BackupFault("This backup is sealed: give --identity with the file of a private key.")
    lines = identity.read_text(encoding="utf-8").splitlines()
    keys = [pyrage.x25519.Identity.from_str(line.strip()) for line in lines if line.startswith("AGE-SECRET")]
    tar = folder / "whole.tar"
    try:
        with path.open("rb") as source, tar.open("wb") as target:
            pyrage.decrypt_io(source, target, keys)
    except (pyrage.DecryptError, OSError) as fault:
        raise BackupFault("This key does not open the backup, or the backup is damaged.") from fault
    return tar


def check_seal(folder: Path, manifest: bytes) -> None:
    """Refuse an archive that somebody made or changed who does not have our AUDIT_KEY."""
    path = folder / SEAL
    found = path.read_bytes() if path.is_file() else b""
    if not hmac.compare_digest(found, seal_of(manifest).encode()):
        raise BackupFault(
            "This backup is not sealed with this installation's AUDIT_KEY: it was made with another key, by"
            " an older version, or it was changed. Nothing was restored. Set the AUDIT_KEY that it was made"
            " with, or say --foreign if you know where it comes from."
        )


def check(folder: Path, manifest: dict[str, Any]) -> None:
    """Refuse an archive in which a file is missing, changed or added."""
    found = {
        name: digest(path)
        for path in folder.rglob("*")
        if path.is_file() and (name := str(path.relative_to(folder))) not in (MANIFEST, SEAL)
    }
    for name in sorted(set(found) | set(manifest["digests"])):
        if found.get(name) != manifest["digests"].get(name):
            raise BackupFault(f"{name} in the backup is not what was written. Nothing was restored.")
    if manifest["engine"] != connection.vendor:
        raise BackupFault(
            f"This backup is of {manifest['engine']}, this installation runs {connection.vendor}."
        )

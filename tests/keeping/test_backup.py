"""A backup holds database and files together; a damaged one restores nothing."""

import hashlib
import json
import tarfile
from pathlib import Path

import pyrage
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from members.models import Organisation
from protect.audit.actions import record
from protect.audit.models import Entry
from protect.audit.queries import first_break
from protect.keeping import archive
from tests.world import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def storage(settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A private storage of this test's own, with one file."""
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": backend, "OPTIONS": {"location": tmp_path / "store"}}
    }
    default_storage.save("ab/statut.pdf", ContentFile(b"content"))


def written(tmp_path: Path) -> Path:
    call_command("backup", tmp_path / "backups")
    (found,) = (tmp_path / "backups").iterdir()
    return found


def test_what_was_lost_comes_back(storage, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    record("test.act", by=person("somebody"))
    Organisation.objects.create(slug="ours", name="Ours", joined_on="2020-01-01")
    backup = written(tmp_path)
    assert backup.stat().st_mode & 0o077 == 0
    Organisation.objects.update(name="Changed")
    record("test.act", by=None)
    default_storage.delete("ab/statut.pdf")
    default_storage.save("cd/later.pdf", ContentFile(b"later"))
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", backup)
    call_command("restore", backup, "--replace")
    assert Organisation.objects.get().name == "Ours"
    assert list(archive.stored_files()) == ["ab/statut.pdf"]
    assert default_storage.open("ab/statut.pdf").read() == b"content"
    assert first_break() is None


def test_a_damaged_backup_restores_nothing(storage, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    Organisation.objects.create(slug="ours", name="Ours", joined_on="2020-01-01")
    backup = written(tmp_path)
    laid, forged = tmp_path / "laid", tmp_path / "forged.tar"
    with tarfile.open(backup) as tar:
        tar.extractall(laid, filter="data")
    (laid / "files/ab/statut.pdf").write_bytes(b"other")
    with tarfile.open(forged, "w") as tar:
        tar.add(laid, arcname=".")
    Organisation.objects.update(name="Changed")
    with pytest.raises(CommandError, match="not what was written"):
        call_command("restore", forged, "--replace")
    forged.write_bytes(backup.read_bytes()[:5_000])
    with pytest.raises(CommandError, match="not a whole backup"):
        call_command("restore", forged, "--replace")
    assert Organisation.objects.get().name == "Changed"


def forged(backup: Path, folder: Path, *, resealed: bool = False) -> Path:
    """The same archive with the manifest made anew by somebody who does not have AUDIT_KEY."""
    with tarfile.open(backup) as tar:
        tar.extractall(folder, filter="data")
    (folder / "files/ab/statut.pdf").write_bytes(b"other")
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["digests"]["files/ab/statut.pdf"] = hashlib.sha256(b"other").hexdigest()
    path.write_text(json.dumps(manifest))
    if resealed:
        with override_settings(AUDIT_KEY="a guess"):
            (folder / "manifest.seal").write_text(archive.seal_of(path.read_bytes()))
    else:
        (folder / "manifest.seal").unlink()
    made = folder.with_suffix(".tar")
    with tarfile.open(made, "w") as tar:
        tar.add(folder, arcname=".")
    return made


@pytest.mark.parametrize("resealed", [True, False])
def test_a_backup_whose_digests_were_written_anew_is_refused(storage, tmp_path: Path, resealed) -> None:  # type: ignore[no-untyped-def]
    made = forged(written(tmp_path), tmp_path / "forged", resealed=resealed)
    with pytest.raises(CommandError, match="not sealed with this installation's AUDIT_KEY"):
        call_command("restore", made, "--replace")
    assert default_storage.open("ab/statut.pdf").read() == b"content"


def test_a_backup_of_another_installation_is_restored_only_when_it_is_said(storage, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with override_settings(AUDIT_KEY="of another installation"):
        record("test.act", by=None)
        backup = written(tmp_path)
    default_storage.delete("ab/statut.pdf")
    with pytest.raises(CommandError, match="--foreign"):
        call_command("restore", backup)
    assert not list(archive.stored_files())
    with pytest.raises(CommandError, match="audit entry 1"):  # its log can't be verified with our key
        call_command("restore", backup, "--foreign")
    assert list(archive.stored_files()) == ["ab/statut.pdf"]
    with override_settings(AUDIT_KEY="of another installation"):
        call_command("restore", backup, "--replace")
    assert Entry.objects.count() == 1


def test_no_file_hides_from_the_digests_by_its_name(storage, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder, backup = tmp_path / "forged", written(tmp_path)
    with tarfile.open(backup) as tar:
        tar.extractall(folder, filter="data")
    (folder / "files/manifest.json").write_text("{}")
    with tarfile.open(tmp_path / "forged.tar", "w") as tar:
        tar.add(folder, arcname=".")
    with pytest.raises(CommandError, match="files/manifest"):
        call_command("restore", tmp_path / "forged.tar")


def test_a_sealed_backup_opens_for_its_recipients_only(storage, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    mine, stranger = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    for name, identity in (("mine", mine), ("stranger", stranger)):
        (tmp_path / name).write_text(f"# a key of this test\n{identity}\n")
    settings.BACKUP_RECIPIENTS = [str(mine.to_public())]
    Organisation.objects.create(slug="ours", name="Ours", joined_on="2020-01-01")
    backup = written(tmp_path)
    assert backup.name.endswith(".tar.age") and b"Ours" not in backup.read_bytes()
    Organisation.objects.all().delete()
    with pytest.raises(CommandError, match="sealed"):
        call_command("restore", backup)
    with pytest.raises(CommandError, match="does not open"):
        call_command("restore", backup, identity=tmp_path / "stranger")
    call_command("restore", backup, identity=tmp_path / "mine")
    assert Organisation.objects.get().name == "Ours"


def test_the_manifest_names_every_file_and_the_audit_head(storage, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    entry = record("test.act", by=None)
    with tarfile.open(written(tmp_path)) as tar:
        manifest = json.loads(tar.extractfile("./manifest.json").read())  # type: ignore[union-attr]
    assert set(manifest["digests"]) == {"database", "files/ab/statut.pdf"}
    assert manifest["audit_head"] == {"sequence": entry.sequence, "seal": entry.seal}
    assert manifest["engine"] == connection.vendor

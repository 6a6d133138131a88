"""Files in what speaks like S3, by configuration alone: kept, served, previewed, swept, deleted, backed up.

`s3_peer` is ours; the same was run against moto's server (docs/files.md).
"""

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from protect.files import actions
from protect.files.actions import discard, keep, preview_path, sweep
from protect.files.serving import serve, serve_page
from protect.keeping.archive import stored_files
from protect.settings import base
from tests.files import made
from tests.files.s3_peer import S3


@pytest.fixture
def bucket(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3]:  # type: ignore[no-untyped-def]
    """The installation's own settings for a bucket, with a server behind them."""
    from protect.files.reading.inspection import inspect

    server = S3()
    monkeypatch.setattr(actions, "call", lambda _function, content, _limits: inspect(content))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "of-a-test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    bucket = base.bucket_storage({"FILES_BUCKET": server.bucket, "FILES_ENDPOINT": server.url})
    settings.STORAGES = settings.STORAGES | {"default": bucket}
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def file(db, bucket):  # type: ignore[no-untyped-def]
    return keep(SimpleUploadedFile("ghid.txt", b"Un ghid."), by=None)


def test_a_file_is_kept_privately_and_served_by_the_portal_alone(bucket: S3, file) -> None:  # type: ignore[no-untyped-def]
    assert bucket.objects[file.path][0] == b"Un ghid." and bucket.acls[file.path] == "private"
    assert "ghid" not in file.path
    with pytest.raises(urllib.error.HTTPError) as refused:  # without a signature there is nothing
        urllib.request.urlopen(f"{bucket.url}/{bucket.bucket}/{file.path}")
    assert refused.value.code == 403
    served = serve(file)
    assert b"".join(served.streaming_content) == b"Un ghid."  # type: ignore[attr-defined]
    assert bucket.url not in str(served.headers)


def test_a_preview_is_kept_beside_and_goes_with_the_file(
    bucket: S3, db, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    file = keep(SimpleUploadedFile("ghid.pdf", made.pdf()), by=None)
    default_storage.save(preview_path(file, 0), ContentFile(b"\x89PNG"))
    assert b"".join(serve_page(file, 0).streaming_content) == b"\x89PNG"  # type: ignore[attr-defined]
    assert len(bucket.objects) == 2
    with django_capture_on_commit_callbacks(execute=True):
        discard(file, by=None)
    assert bucket.objects == {}


def test_bytes_without_a_row_are_swept_and_a_lost_object_is_not_found(bucket: S3, file) -> None:  # type: ignore[no-untyped-def]
    default_storage.save("zz/" + "0" * 32, ContentFile(b"orphan"))
    assert (sweep(), sweep(older_than=-5)) == (0, 1) and list(bucket.objects) == [file.path]
    bucket.objects.clear()
    with pytest.raises(Http404):
        serve(file)


def test_a_backup_finds_what_lies_there(bucket: S3, file, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert list(stored_files()) == [file.path]
    bucket.objects.clear()
    assert list(stored_files()) == []

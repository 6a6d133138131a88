"""Keeping a file: checked in a child, stored privately, handed out with headers that bind the browser."""

import hashlib
import socket
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404

from protect.audit.models import Entry
from protect.files import actions
from protect.files.actions import discard, keep, sweep
from protect.files.child import Limits
from protect.files.fields import UploadField
from protect.files.kinds import IMAGES
from protect.files.models import StoredFile
from protect.files.names import safe_name
from protect.files.serving import serve, serve_page
from protect.files.words import WORDS
from protect.settings import base
from tests.files import made
from tests.files.made import CNP


@pytest.fixture(autouse=True)
def storage(settings, tmp_path: Path) -> Path:
    """A storage of its own for each test."""
    default = base.STORAGES["default"]
    options = default["OPTIONS"] | {"location": tmp_path / "files"}
    settings.STORAGES = settings.STORAGES | {"default": default | {"OPTIONS": options}}
    return tmp_path / "files"


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a child a file, where the child is not what the test is about."""
    from protect.files.reading.inspection import inspect

    monkeypatch.setattr(actions, "call", lambda _function, content, _limits: inspect(content))


def upload(content: bytes, name: str = "ghid.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def refusal(*args, **kwargs) -> ValidationError:  # type: ignore[no-untyped-def]
    with pytest.raises(ValidationError) as refused:
        keep(*args, by=None, **kwargs)
    assert not StoredFile.objects.exists()
    return refused.value


def test_a_file_is_kept_clean_and_private(world, storage: Path) -> None:  # type: ignore[no-untyped-def]
    content = made.pdf("Un ghid", author="Ana Exemplu")
    stored = keep(upload(content), by=world.reporter)
    assert (stored.kind, stored.name, stored.pages) == ("pdf", "ghid.pdf", 1)
    assert "Un ghid" in stored.text
    assert stored.source_sha256 == hashlib.sha256(content).hexdigest() != stored.sha256
    path = storage / stored.path
    assert hashlib.sha256(path.read_bytes()).hexdigest() == stored.sha256
    assert path.stat().st_mode & 0o777 == 0o600 and path.parent.stat().st_mode & 0o777 == 0o700
    assert "ghid" not in str(path.relative_to(storage))
    assert Entry.objects.filter(action="file.keep", actor_id=world.reporter.pk).exists()


def test_what_kills_the_child_is_not_kept(db, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(actions, "LIMITS", Limits(memory=1024, processor=10, clock=0))
    assert refusal(upload(made.pdf())).code == "unchecked"


def test_a_crowd_of_uploads_waits_and_then_is_refused(db, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(actions, "GATE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(actions, "LIMITS", Limits(clock=0))
    with actions.GATE:
        assert refusal(upload(made.pdf())).code == "unchecked"
    assert actions.GATE.acquire(blocking=False)


def test_a_broken_upload_reports_in_words_of_both_languages(db) -> None:  # type: ignore[no-untyped-def]
    from django.utils import translation

    for language in ("ro", "en"):
        with translation.override(language):
            assert all(str(words) for words in WORDS.values())


@pytest.mark.usefixtures("in_process")
class TestWhatIsTaken:
    def test_an_empty_and_a_big_file_are_refused(self, db, settings) -> None:  # type: ignore[no-untyped-def]
        assert refusal(upload(b"")).code == "empty"
        settings.FILES_MOST = 100
        assert refusal(upload(made.pdf())).code == "too_big"

    def test_the_content_counts_not_the_name_and_not_the_declared_type(self, db) -> None:  # type: ignore[no-untyped-def]
        stored = keep(upload(made.picture(), "raport.docx"), by=None)
        assert (stored.kind, stored.name) == ("png", "raport.docx.png") or stored.name == "raport.png"
        assert serve(stored)["Content-Type"] == "image/png"

    def test_a_place_can_take_less(self, db) -> None:  # type: ignore[no-untyped-def]
        refused = refusal(upload(made.pdf()), kinds=IMAGES)
        assert refused.code == "wrong_kind" and "PNG" in refused.messages[0]
        assert "PNG" in str(UploadField(kinds=IMAGES).help_text)

    def test_a_code_in_the_name_or_the_text_is_refused_and_shown_only_masked(self, db) -> None:  # type: ignore[no-untyped-def]
        for file in (upload(made.pdf(), f"fisa {CNP}.pdf"), upload(f"x {CNP}".encode(), "a.txt")):
            refused = refusal(file)
            assert refused.code == "cnp" and CNP not in str(refused) and "***" in refused.messages[0]

    def test_a_row_that_fails_leaves_no_bytes(self, db, storage: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        def broken(*_args: object, **_more: object) -> None:
            raise RuntimeError

        monkeypatch.setattr(actions, "record", broken)
        with pytest.raises(RuntimeError):
            keep(upload(made.pdf()), by=None)
        assert not [path for path in storage.rglob("*") if path.is_file()]

    def test_bytes_without_a_row_are_swept_up(self, db, storage: Path) -> None:  # type: ignore[no-untyped-def]
        with pytest.raises(RuntimeError), transaction.atomic():
            lost = keep(upload(made.pdf()), by=None)
            raise RuntimeError
        kept = keep(upload(made.pdf()), by=None)
        assert default_storage.exists(lost.path)
        assert sweep(older_than=0) == 1
        assert default_storage.exists(kept.path) and not default_storage.exists(lost.path)

    @pytest.mark.django_db(transaction=True)
    def test_what_is_deleted_is_gone(self, storage: Path) -> None:
        stored = keep(upload(made.picture(), "x.png"), by=None)
        discard(stored, by=None)
        assert not [path for path in storage.rglob("*") if path.is_file()]

    def test_a_file_goes_out_with_headers_that_bind_the_browser(self, db) -> None:  # type: ignore[no-untyped-def]
        stored = keep(upload(made.docx(), 'x"\r\nSet-Cookie: a=b.docx'), by=None)
        response = serve(stored)
        assert b"".join(response).startswith(b"PK")  # type: ignore[arg-type, call-overload]
        assert response["Content-Disposition"].startswith("attachment")
        assert "\n" not in response["Content-Disposition"] and "Set-Cookie" not in response
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["Cache-Control"] == "private, no-store"
        assert serve(stored, as_attachment=False)["Content-Disposition"].startswith("attachment")

    def test_the_proxy_may_hand_it_out(self, db, settings) -> None:  # type: ignore[no-untyped-def]
        settings.FILES_PROXY_PREFIX = "/kept/"
        stored = keep(upload(made.pdf()), by=None)
        response = serve(stored)
        assert response["X-Accel-Redirect"] == f"/kept/{stored.path}" and not response.content  # type: ignore[attr-defined]

    def test_a_file_lost_from_the_storage_is_not_found(self, db) -> None:  # type: ignore[no-untyped-def]
        stored = keep(upload(made.pdf()), by=None)
        default_storage.delete(stored.path)
        with pytest.raises(Http404):
            serve(stored)


def test_a_page_is_painted_once(world, storage: Path) -> None:  # type: ignore[no-untyped-def]
    stored = keep(upload(made.pdf("Un ghid", pages=2)), by=None)
    first = b"".join(serve_page(stored, 0))  # type: ignore[arg-type, call-overload]
    assert first.startswith(b"\x89PNG")
    assert b"".join(serve_page(stored, 0)) == first  # type: ignore[arg-type, call-overload]
    for beyond in (-1, 2, 99):
        with pytest.raises(Http404):
            serve_page(stored, beyond)


@pytest.mark.once
@pytest.mark.parametrize(
    "name, safe",
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Ana\\ghid.pdf", "ghid.pdf"),
        ("factură\u202egpj.exe", "facturăgpj.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("ghid.pdf.exe", "ghid.pdf"),
        ("...", "document.pdf"),
        ("", "document.pdf"),
        ("ă" * 300, "ă" * 120 + ".pdf"),
        ("raport.2025.pdf", "raport.2025.pdf"),
        ("ghid ţară.pdf", "ghid țară.pdf"),
        ('a<b>"c|?*.pdf', "a-b--c---.pdf"),
    ],
)
def test_a_name_is_made_harmless(name: str, safe: str) -> None:
    assert safe_name(name, "pdf") == safe


class Scanner(threading.Thread):
    """clamd's INSTREAM on a port of its own: the command, pieces with their lengths, an empty one last."""

    def __init__(self, answer: bytes) -> None:
        super().__init__(daemon=True)
        self.answer, self.door = answer, socket.create_server(("127.0.0.1", 0))
        self.port, self.got = self.door.getsockname()[1], b""

    def run(self) -> None:
        connection, _address = self.door.accept()
        with self.door, connection, connection.makefile("rb") as heard:
            assert heard.readline() == b"nINSTREAM\n"
            while length := int.from_bytes(heard.read(4), "big"):
                self.got += heard.read(length)
            connection.sendall(self.answer)


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize(
    "answer, code",
    [
        (b"stream: OK\n", None),
        (b"stream: Eicar-Test-Signature FOUND\n", "virus"),
        (b"stream: size limit ERROR\n", "no_scanner"),
        (b"nonsense\n", "no_scanner"),
        (b"", "no_scanner"),
    ],
)
def test_the_scanner_has_the_last_word_and_its_silence_means_no(
    db, settings, answer: bytes, code: str | None
) -> None:  # type: ignore[no-untyped-def]
    scanner = Scanner(answer)
    scanner.start()
    settings.CLAMAV = f"tcp://127.0.0.1:{scanner.port}"
    content = made.pdf()
    if code:
        assert refusal(upload(content)).code == code
    else:
        assert keep(upload(content), by=None)
    assert scanner.got == content  # all of it, as it came


def test_a_scanner_that_is_away_means_no(db, settings) -> None:  # type: ignore[no-untyped-def]
    settings.CLAMAV = "unix:///nowhere/clamd.ctl"
    assert refusal(upload(made.pdf())).code == "no_scanner"

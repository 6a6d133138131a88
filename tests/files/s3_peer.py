"""What of S3's protocol the storage speaks, over a socket: put, get, list, delete; signed requests only."""

import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

ERROR = "<Error><Code>{code}</Code><Message>{code}</Message></Error>"


class Peer(BaseHTTPRequestHandler):
    """One request; the objects are the server's."""

    protocol_version = "HTTP/1.1"
    server: "S3"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    @property
    def key(self) -> str:
        return unquote(urlsplit(self.path).path).partition(f"/{self.server.bucket}")[2].strip("/")

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def is_signed(self) -> bool:
        if self.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256 Credential="):
            return True
        self.answer(403, ERROR.format(code="AccessDenied").encode())
        return False

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self.is_signed():
            self.server.acls[self.key] = self.headers.get("x-amz-acl", "")
            self.server.objects[self.key] = (content, datetime.now(UTC))
            self.answer(200, ETag=etag(content))

    def do_GET(self) -> None:
        if not self.is_signed():
            return
        if not self.key:
            self.answer(200, self.listing(), Content_Type="application/xml")
        elif self.key not in self.server.objects:
            self.answer(404, ERROR.format(code="NoSuchKey").encode())
        else:
            content, at = self.server.objects[self.key]
            self.answer(200, content, ETag=etag(content), Last_Modified=format_datetime(at, usegmt=True))

    do_HEAD = do_GET

    def do_DELETE(self) -> None:
        if self.is_signed():
            self.server.objects.pop(self.key, None)
            self.answer(204)

    def listing(self) -> bytes:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        begins, parts, folders = asked.get("prefix", ""), [], set()
        for key, (content, at) in sorted(self.server.objects.items()):
            rest = key.removeprefix(begins)
            if not key.startswith(begins):
                continue
            if "/" in rest and asked.get("delimiter"):
                folders.add(begins + rest.split("/")[0] + "/")
            else:
                parts.append(
                    f"<Contents><Key>{escape(key)}</Key><LastModified>{at:%Y-%m-%dT%H:%M:%S.000Z}</LastModified>"
                    f"<Size>{len(content)}</Size></Contents>"
                )
        parts += [
            f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" for one in sorted(folders)
        ]
        inner = f"<Name>{self.server.bucket}</Name><IsTruncated>false</IsTruncated>{''.join(parts)}"
        return f"<?xml version='1.0'?><ListBucketResult>{inner}</ListBucketResult>".encode()


def etag(content: bytes) -> str:
    return f'"{md5(content, usedforsecurity=False).hexdigest()}"'


class S3(ThreadingHTTPServer):
    """The server, with one bucket."""

    daemon_threads = True
    bucket = "protect"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Peer)
        self.objects: dict[str, tuple[bytes, datetime]] = {}
        self.acls: dict[str, str] = {}
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

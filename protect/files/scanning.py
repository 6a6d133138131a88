"""The optional virus scanner. Where it is switched on (CLAMAV) and does not answer, nothing is kept."""

from urllib.parse import urlsplit

import clamd
from django.conf import settings

from protect.files.words import refusal

SECONDS = 20


def scanner(address: str) -> clamd.ClamdNetworkSocket:
    """The scanner at `tcp://host:port` or `unix:///path`."""
    parts = urlsplit(address)
    if parts.scheme == "unix":
        return clamd.ClamdUnixSocket(path=parts.path, timeout=SECONDS)
    return clamd.ClamdNetworkSocket(
        host=parts.hostname or "127.0.0.1", port=parts.port or 3310, timeout=SECONDS
    )


def scan(content: bytes) -> None:
    """Raise ValidationError unless the scanner is off, or says that the file is clean."""
    if not settings.CLAMAV:
        return
    import io

    try:
        verdict = scanner(settings.CLAMAV).instream(io.BytesIO(content))["stream"][0]
    except (clamd.ClamdError, OSError, KeyError, ValueError, TypeError) as fault:
        raise refusal("no_scanner") from fault
    if verdict != "OK":
        raise refusal("virus" if verdict == "FOUND" else "no_scanner")

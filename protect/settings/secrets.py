"""Secrets of a development machine: made once, kept in var/, readable by their owner only."""

import secrets
from pathlib import Path


def local_secret(directory: Path, name: str) -> str:
    """The secret kept in `directory/name`, made at first use with mode 0600."""
    path = directory / name
    if not path.exists():
        directory.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()

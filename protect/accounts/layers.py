"""The channel layer of an installation with one server process, and the refusal to run two on it.

Channels' in-memory layer wakes its readers only from their own event loop; a ring from another thread
(a job, a test) would be heard at the next heartbeat. Here it is handed to the readers' loop.
"""

import asyncio
import fcntl
import hashlib
import tempfile
from pathlib import Path
from typing import Any

from channels.layers import InMemoryChannelLayer
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ALONE = (
    "Another server process runs on this database without REDIS_URL: live pages of the one would not "
    "hear of what is written in the other. Start one process (--workers 1), or set REDIS_URL."
)
_held: list[Any] = []


class OneProcessLayer(InMemoryChannelLayer):
    """The in-memory layer, heard at once whichever thread rings."""

    home: asyncio.AbstractEventLoop | None = None

    async def receive(self, channel: str) -> Any:
        self.home = asyncio.get_running_loop()
        return await super().receive(channel)

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        await self._at_home(super().group_send(group, message))

    async def _at_home(self, work: Any) -> None:
        here = asyncio.get_running_loop()
        if self.home is None or self.home is here or not self.home.is_running():
            await work
        else:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self.home))


def is_alone() -> bool:
    """Whether live pages are served by this process's memory alone."""
    return not settings.REDIS_URL


def claim_the_only_process() -> None:
    """Take the lock of this database's one server process; a second one is told why it does not start.

    The operating system frees the lock with the process, however it dies.
    """
    if not is_alone() or _held:
        return
    database = settings.DATABASES["default"]
    name = hashlib.sha256(f"{database.get('HOST')}/{database['NAME']}".encode()).hexdigest()[:16]
    place = Path(tempfile.gettempdir()) / f"protect-{name}.lock"
    lock = place.open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise ImproperlyConfigured(ALONE) from None
    _held.append(lock)

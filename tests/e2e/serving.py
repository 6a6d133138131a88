"""Real server processes on the test's own database: sockets, several of them, and one that is killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
REDIS = "redis://127.0.0.1:6379/3"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def environment(redis: str) -> dict[str, str]:
    """Settings of the tests, on the database that this test made."""
    here = connection.settings_dict
    found = {**os.environ, "DJANGO_SETTINGS_MODULE": "protect.settings.test", "REDIS_URL": redis}
    if connection.vendor == "sqlite":
        return found | {"DATABASE_URL": "", "TEST_DATABASE_FILE": str(here["NAME"])}
    where = f"{quote(here['USER'])}:{quote(here['PASSWORD'])}@" if here["USER"] else ""
    port = f":{here['PORT']}" if here["PORT"] else ""
    return found | {"DATABASE_URL": f"postgres://{where}{quote(here['HOST'], safe='')}{port}/{here['NAME']}"}


class Server:
    """One uvicorn process; `kill` takes it away without a word, `start` brings it back on its port."""

    def __init__(self, redis: str = "") -> None:
        self.port, self.redis = free_port(), redis
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen | None = None

    def start(self, wait: bool = True) -> "Server":
        command = [sys.executable, "-m", "uvicorn", "protect.asgi:application", "--port", str(self.port)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env=environment(self.redis), cwd=ROOT, **quiet)
        if wait:
            self.wait()
        return self

    def wait(self) -> None:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert self.process is not None and self.process.poll() is None, "the server did not start"
                time.sleep(0.1)
        raise AssertionError("the server did not answer")

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

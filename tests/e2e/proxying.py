"""A small proxy before several servers, as an installation has one: each in turn, or whoever still lives."""

import asyncio
import re
import threading
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress

from tests.e2e.serving import Server

CONNECTION = re.compile(rb"\r\nconnection:[^\r]*", re.I)
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Proxy:
    """Passes requests and sockets on. `taken` says who took what, in order: ("POST /…", 0), ("socket", 1)."""

    def __init__(self, servers: Sequence[Server]) -> None:
        self.servers, self.taken = servers, list[tuple[str, int]]()
        self.turns: dict[str, int] = defaultdict(int)
        self.port, self.started = 0, threading.Event()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.run, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Proxy":
        self.thread.start()
        self.started.wait()
        return self

    def wait(self) -> None:
        for server in self.servers:
            server.wait()

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self.let_go(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    async def let_go(self) -> None:
        """End what is still passed on."""
        passing = asyncio.all_tasks() - {asyncio.current_task()}
        for task in passing:
            task.cancel()
        await asyncio.gather(*passing, return_exceptions=True)

    def who_took(self, what: str) -> list[int]:
        return [server for taken, server in self.taken if taken == what]

    def run(self) -> None:
        asyncio.set_event_loop(self.loop)
        listening = self.loop.run_until_complete(asyncio.start_server(self.pass_on, "127.0.0.1", 0))
        self.port = listening.sockets[0].getsockname()[1]
        self.started.set()
        self.loop.run_forever()

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request, or one socket for as long as it lives."""
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            what = b" ".join(head.split(b" ", 2)[:2]).decode()
            if b"upgrade: websocket" in head.lower():
                what = "socket"
            else:  # one request a connection, so that each has its turn
                head = CONNECTION.sub(b"", head).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
            inner, outer = await self.a_living_one(what)
            outer.write(head)
            await asyncio.gather(pump(reader, outer), pump(inner, writer))
        writer.close()

    async def a_living_one(self, what: str) -> Streams:
        """The server whose turn it is with requests like this, or the next that answers."""
        for _try in self.servers:
            chosen = self.turns[what] % len(self.servers)
            self.turns[what] += 1
            with suppress(OSError):
                streams = await asyncio.open_connection("127.0.0.1", self.servers[chosen].port)
                self.taken.append((what, chosen))
                return streams
        raise ConnectionRefusedError


async def pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Everything from one side to the other; where one side breaks off, so does the other."""
    with suppress(OSError):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
    target.close()

"""The live channel: one socket a tab. It rings and says who is here; what happened is read over HTTP.

To us:    {"t": "follow", "thread": 5, "after": 12}   {"t": "leave" | "writing", "thread": 5}   {"t": "ping"}
From us:  {"t": "head", "thread": 5, "sequence": 14}  {"t": "gone", "thread": 5}
          {"t": "pong", "heads": {"5": 14}}           {"t": "here", "thread": 5, "users": [7, 9]}
          {"t": "left" | "writing", "thread": 5, "user": 7}

Nothing but numbers goes over the wire. Rights are asked of the database at every `follow`, whenever they may
have changed, and once a minute; a page that lost them is told to empty itself.
"""

import asyncio
import time
from contextlib import suppress
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from protect.accounts.models import User
from protect.accounts.sockets import session_group, socket_allowed, user_group
from workgroups.actions.pacing import is_shown
from workgroups.live import thread_group
from workgroups.models import Thread
from workgroups.presence import arrived, departed, others, still_here

LOOK_AGAIN = 60  # seconds
OLDEST = 12 * 60 * 60
MOST_THREADS = 20
MOST_MESSAGES = 60  # in ten seconds
ENDED, TOO_MUCH = 4401, 4408
LARGEST_KEY = 2**63 - 1


@database_sync_to_async
def heads_for(user_id: int, threads: list[int]) -> dict[int, int]:
    """The last numbers of those threads that this person may read now, asked afresh."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return {}
    return dict(Thread.objects.visible_to(user).filter(pk__in=threads).values_list("pk", "last_sequence"))


class Live(AsyncJsonWebsocketConsumer):
    """A tab's socket."""

    threads: set[int]

    async def connect(self) -> None:
        self.threads = set()
        self.counted, self.window = 0, 0
        self.opened = time.monotonic()
        self.watch: asyncio.Task | None = None
        if not await socket_allowed(self.scope):
            await self.close(ENDED)
            return
        self.user_id: int = self.scope["user"].pk
        self.is_shown = await database_sync_to_async(is_shown)(self.user_id)
        for group in (user_group(self.user_id), session_group(self.scope["session"].session_key)):
            await self.channel_layer.group_add(group, self.channel_name)
        await self.accept()
        self.watch = asyncio.create_task(self.look_again())

    async def disconnect(self, code: int) -> None:
        if self.watch:
            self.watch.cancel()
        for thread in list(self.threads):
            await self.stop_following(thread)
        if hasattr(self, "user_id"):
            for group in (user_group(self.user_id), session_group(self.scope["session"].session_key)):
                await self.channel_layer.group_discard(group, self.channel_name)

    async def look_again(self) -> None:
        """Once a minute: is the session still there, are the threads still theirs?"""
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            if time.monotonic() - self.opened > OLDEST:
                await self.close(ENDED)
                return
            with suppress(Exception):  # a database that is away closes nobody's page
                await self.rights_changed({})

    async def receive(
        self, text_data: str | None = None, bytes_data: bytes | None = None, **more: Any
    ) -> None:
        """Bound what one tab may ask; what is no message of ours is dropped."""
        window = int(time.monotonic() / 10)
        self.counted = self.counted + 1 if window == self.window else 1
        self.window = window
        if self.counted > MOST_MESSAGES or bytes_data or len(text_data or "") > 500:
            await self.close(TOO_MUCH)
            return
        try:
            content = await self.decode_json(text_data or "")
        except ValueError:
            return
        if isinstance(content, dict):
            await self.receive_json(content)

    async def receive_json(self, content: dict[str, Any], **more: Any) -> None:
        kind, thread = content.get("t"), content.get("thread")
        if kind == "ping":
            await self.pong()
        elif type(thread) is int and kind == "follow" and 0 < thread <= LARGEST_KEY:
            await self.follow(thread, content.get("after"))
        elif type(thread) is int and thread in self.threads:
            if kind == "leave":
                await self.stop_following(thread)
            elif kind == "writing":
                await self.tell(thread, "thread.writing")

    async def follow(self, thread: int, after: Any) -> None:
        """Join first, then look at the number: what is written in between rings, and is not missed."""
        if len(self.threads) >= MOST_THREADS:
            await self.close(TOO_MUCH)
            return
        await self.channel_layer.group_add(thread_group(thread), self.channel_name)
        head = (await heads_for(self.user_id, [thread])).get(thread)
        if head is None:
            await self.channel_layer.group_discard(thread_group(thread), self.channel_name)
            await self.send_json({"t": "gone", "thread": thread})
            return
        self.threads.add(thread)
        if not isinstance(after, int) or head > after:
            await self.send_json({"t": "head", "thread": thread, "sequence": head})
        users = await database_sync_to_async(arrived if self.is_shown else others)(thread, self.user_id)
        await self.send_json({"t": "here", "thread": thread, "users": users})
        await self.tell(thread, "thread.here")

    async def stop_following(self, thread: int) -> None:
        self.threads.discard(thread)
        await self.channel_layer.group_discard(thread_group(thread), self.channel_name)
        await self.vanish(thread)

    async def vanish(self, thread: int) -> None:
        await database_sync_to_async(departed)(thread, self.user_id)
        await self.tell(thread, "thread.left")

    async def pong(self) -> None:
        """The heartbeat brings the last numbers along: a bell that was lost is made up for here."""
        heads = await heads_for(self.user_id, list(self.threads)) if self.threads else {}
        for thread in heads if self.is_shown else ():
            await database_sync_to_async(still_here)(thread, self.user_id)
        await self.send_json({"t": "pong", "heads": {str(thread): head for thread, head in heads.items()}})

    async def tell(self, thread: int, kind: str) -> None:
        """That they are here, write or leave, to the others; nothing where they do not wish to be seen."""
        if not self.is_shown:
            return
        await self.channel_layer.group_send(
            thread_group(thread), {"type": kind, "thread": thread, "user": self.user_id}
        )

    # What the layer brings.

    async def thread_moved(self, event: dict[str, Any]) -> None:
        if event["thread"] in self.threads:
            await self.send_json({"t": "head", "thread": event["thread"], "sequence": event["sequence"]})

    async def thread_here(self, event: dict[str, Any]) -> None:
        await self.pass_on(event, {"t": "here", "thread": event["thread"], "users": [event["user"]]})

    async def thread_left(self, event: dict[str, Any]) -> None:
        await self.pass_on(event, {"t": "left", "thread": event["thread"], "user": event["user"]})

    async def thread_writing(self, event: dict[str, Any]) -> None:
        await self.pass_on(event, {"t": "writing", "thread": event["thread"], "user": event["user"]})

    async def pass_on(self, event: dict[str, Any], message: dict[str, Any]) -> None:
        if event["thread"] in self.threads and event["user"] != self.user_id:
            await self.send_json(message)

    async def session_ended(self, event: dict[str, Any]) -> None:
        await self.close(ENDED)

    async def show_or_vanish(self) -> None:
        """What the person chose meanwhile about being seen."""
        shown = await database_sync_to_async(is_shown)(self.user_id)
        if shown == self.is_shown:
            return
        if not shown:
            for thread in self.threads:
                await self.vanish(thread)
        self.is_shown = shown
        for thread in self.threads if shown else ():
            await database_sync_to_async(arrived)(thread, self.user_id)
            await self.tell(thread, "thread.here")

    async def rights_changed(self, event: dict[str, Any]) -> None:
        """Ask everything again; never trust what the socket was opened with."""
        if not await socket_allowed(self.scope):
            await self.close(ENDED)
            return
        await self.show_or_vanish()
        if not self.threads:
            return
        kept = await heads_for(self.user_id, list(self.threads))
        for thread in self.threads - set(kept):
            await self.stop_following(thread)
            await self.send_json({"t": "gone", "thread": thread})

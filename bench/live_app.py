"""The portal with one more socket: a bare Channels broadcast, the yardstick of bench/discussions.py."""

from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

from protect.asgi import application as portal
from protect.asgi import pages


class Bare(AsyncJsonWebsocketConsumer):
    """Joins a group, and passes on what anybody says to it: no rights, no database."""

    async def connect(self) -> None:
        await self.channel_layer.group_add("bare", self.channel_name)
        await self.accept()

    async def receive_json(self, content: dict, **more: object) -> None:
        await self.channel_layer.group_send("bare", {"type": "said", "n": content["n"]})

    async def said(self, event: dict) -> None:
        await self.send_json({"t": "head", "sequence": event["n"]})


bare = URLRouter([path("bare/", Bare.as_asgi())])


async def sockets(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """The yardstick at its own address, the portal's sockets at theirs."""
    chosen = bare if scope["path"] == "/bare/" else portal.application_mapping["websocket"]
    await chosen(scope, receive, send)


application = ProtocolTypeRouter({"http": pages, "websocket": sockets})

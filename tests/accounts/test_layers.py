"""One process alone serves live pages from its memory; a second one is refused; any thread may ring."""

import asyncio
import threading

import pytest
from asgiref.sync import async_to_sync
from django.core.exceptions import ImproperlyConfigured

from protect.accounts import layers
from protect.accounts.layers import OneProcessLayer, claim_the_only_process

pytestmark = pytest.mark.once


@pytest.fixture
def alone(settings, monkeypatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.REDIS_URL = ""
    settings.DATABASES = {"default": {"NAME": str(tmp_path / "x")}}
    monkeypatch.setattr(layers, "_held", [])


def test_a_second_process_without_redis_is_told_why_it_does_not_start(alone, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    claim_the_only_process()
    held = layers._held[0]
    monkeypatch.setattr(layers, "_held", [])  # what another process would see
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL"):
        claim_the_only_process()
    held.close()  # the first one dies, however
    claim_the_only_process()


def test_with_redis_there_may_be_any_number(alone, settings, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    settings.REDIS_URL = "redis://example.org"
    claim_the_only_process()
    assert layers._held == []


def test_a_ring_from_another_thread_is_heard_at_once() -> None:
    layer = OneProcessLayer()

    async def listen() -> dict:
        channel = await layer.new_channel()
        await layer.group_add("th.1", channel)
        waiting = asyncio.create_task(layer.receive(channel))
        await asyncio.sleep(0.05)
        ring = async_to_sync(layer.group_send)
        thread = threading.Thread(target=ring, args=("th.1", {"type": "thread.moved"}))
        thread.start()
        heard = await asyncio.wait_for(waiting, 2)
        await asyncio.to_thread(thread.join)
        return heard

    assert asyncio.run(listen()) == {"type": "thread.moved"}

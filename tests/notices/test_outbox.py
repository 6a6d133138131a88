"""The outbox: neutral, without figures, each mail once, none lost."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from protect.notices import outbox
from protect.notices.actions import notify
from protect.notices.models import Notice
from tests.world import World


def told(world: World) -> Notice:
    (notice,) = notify([world.reporter], "test", lambda: ("Subiect", "Text"), "/home/")
    return notice


def test_a_notice_is_mailed_once_with_one_link(world: World) -> None:
    told(world)
    assert (outbox.deliver(), outbox.deliver()) == (1, 0)
    (message,) = mail.outbox
    assert message.subject == "[ProTECT] Subiect"
    assert message.body.count("http") == 1


def test_two_workers_send_one_mail(world: World) -> None:
    told(world)
    first = outbox.claim()
    assert len(first) == 1 and outbox.claim() == []


def test_what_a_dead_worker_held_is_sent_by_the_next(world: World) -> None:
    told(world)
    outbox.claim()
    assert outbox.deliver() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11)):
        assert outbox.deliver() == 1


def test_a_refusal_of_the_mail_server_is_tried_again_and_given_up_in_the_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(world)
    monkeypatch.setattr(
        "django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(OSError("refused"))
    )
    start = timezone.now()
    for attempt in range(7):
        with time_machine.travel(start + datetime.timedelta(minutes=11 * attempt)):
            assert outbox.deliver() == 0
    assert Notice.objects.get().attempts == outbox.ATTEMPTS


def test_nobody_who_left_is_mailed(world: World) -> None:
    told(world)
    world.reporter.is_active = False
    world.reporter.save()
    assert outbox.deliver() == 0 and not mail.outbox


def test_a_subject_with_a_line_break_is_one_line_and_holds_back_nobody(world: World) -> None:
    notify([world.reporter], "test", lambda: ("Asoc\r\nBcc: rau@exemplu.ro", "Text"), "/home/")
    told(world)
    assert outbox.deliver() == 2
    assert [m.subject for m in mail.outbox] == ["[ProTECT] Asoc Bcc: rau@exemplu.ro", "[ProTECT] Subiect"]
    assert not any(message.bcc for message in mail.outbox)


def test_whatever_is_wrong_with_one_mail_the_others_leave(world: World, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    bad, good = told(world), told(world)
    ordinary = outbox.message

    def message(notice: Notice):  # type: ignore[no-untyped-def]
        if notice.pk == bad.pk:
            raise ValueError("a mail that cannot be written")
        return ordinary(notice)

    monkeypatch.setattr(outbox, "message", message)
    assert outbox.deliver() == 1
    good.refresh_from_db()
    assert good.mailed_at

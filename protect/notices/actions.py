"""Telling people: a notice is written with the act that causes it, and mailed after the commit."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import translation

from protect.accounts.models import User
from protect.notices.jobs import bell
from protect.notices.models import Notice

Compose = Callable[[], tuple[str, str]]


def notify(people: Iterable[User], kind: str, compose: Compose, path: str = "") -> list[Notice]:
    """Write a notice for each person, in their language; `compose` gives subject and body.

    `path` is where it leads on the portal (Romanian address). No figure belongs in either text.
    """
    notices = []
    for person in people:
        with translation.override(person.language):
            subject, body = compose()
        notices.append(Notice(recipient=person, kind=kind, subject=subject, body=body, path=path))
    made = Notice.objects.bulk_create(notices)
    ring()
    return made


def write_to(address: str, kind: str, compose: Compose, path: str = "", language: str = "ro") -> Notice:
    """A notice to somebody who has no account yet, such as an invited person."""
    with translation.override(language):
        subject, body = compose()
    notice = Notice.objects.create(address=address, kind=kind, subject=subject, body=body, path=path)
    ring()
    return notice


def ring() -> None:
    """Wake the outbox once the act has been committed; a bell that is missed costs a minute, no mail."""
    transaction.on_commit(bell.set)

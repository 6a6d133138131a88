"""What an app says of its kind of notice: whether it is still to be mailed, and how to stop such mails.

    register("group-news", NoticeKind(still_due=…, stop_address=…))

`still_due` is asked at the last moment before a mail leaves: what was read, removed or forbidden since it
was written is not mailed. `stop_address` is the address that a mail program calls to unsubscribe (RFC 8058).
"""

from collections.abc import Callable
from dataclasses import dataclass

from protect.notices.models import Notice


@dataclass(frozen=True)
class NoticeKind:
    """How notices of one kind behave."""

    still_due: Callable[[Notice], bool]
    stop_address: Callable[[Notice], str]


_kinds: dict[str, NoticeKind] = {}


def register(name: str, kind: NoticeKind) -> None:
    """Let notices of this kind be asked about before they leave."""
    _kinds[name] = kind


def kind_of(notice: Notice) -> NoticeKind | None:
    """The kind of `notice`; None for those that are always due, such as an invitation."""
    return _kinds.get(notice.kind)

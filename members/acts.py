"""What happened, in words: the acts of the audit log that pages of members show."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from protect.audit.models import Entry

WORDS: dict[str, str | Promise] = {
    "profile.begin": _("begun"),
    "profile.submit": _("sent to the secretariat"),
    "profile.logo": _("the logo was changed"),
    "profile.ask": _("a question was asked"),
    "profile.answer": _("a question was answered"),
    "profile.settle": _("a question was settled"),
    "profile.return": _("came back with questions"),
    "profile.approve": _("approved"),
    "profile.update_base": _("brought up to date with what is public"),
    "profile.publish_earlier": _("made public again"),
    "profile.withdraw": _("withdrawn: the organisation left"),
}


def in_words(entries: Iterable[Entry]) -> list[tuple[str | Promise, Entry]]:
    """Each act with its words; an act without words is left out."""
    return [(WORDS[entry.action], entry) for entry in entries if entry.action in WORDS]

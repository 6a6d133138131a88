"""Whom a text calls: "@" and the name of a member of the group, or of an organisation in it."""

import re
from collections.abc import Iterable

from members.models import Organisation
from protect.accounts.models import User
from protect.romanian.text import fold
from workgroups.models import Mention, Post, Workgroup
from workgroups.queries import members_of


def names_in(text: str, names: Iterable[str]) -> set[str]:
    """Those of `names` that stand in `text` after an "@", whatever their diacritics."""
    rest, found = fold(text), set()
    for name in sorted(set(names), key=len, reverse=True):
        called = re.compile(rf"(?<!\w)@{re.escape(fold(name))}(?!\w)")
        if called.search(rest):
            found.add(name)
            rest = called.sub(" ", rest)
    return found


def note_mentions(post: Post, group: Workgroup) -> set[int]:
    """Keep whom a text calls that called nobody yet; the people to be told, an organisation for its own."""
    if "@" not in post.text:
        return set()
    members = list(members_of(group))
    users: dict[str, User] = {m.user.name: m.user for m in members}
    organisations: dict[str, Organisation] = {m.organisation.name: m.organisation for m in members}
    called = names_in(post.text, [*users, *organisations])
    Mention.objects.bulk_create(
        [Mention(post=post, user=users[name]) for name in called if name in users]
        + [Mention(post=post, organisation=organisations[name]) for name in called if name in organisations]
    )
    told = {users[name].pk for name in called if name in users}
    return told | {m.user_id for m in members if m.organisation.name in called}

"""What can be found, and by whom: each app registers its own kinds.

In the app's `search.py`, imported in `AppConfig.ready`:

    from protect.search.registry import Kind, Texts, register

    register(Kind(
        name="post",                                  # a code, also the filter in an address
        label=gettext_lazy("Discussions"),            # the heading over the hits
        model=Post,                                   # with an integer primary key
        indexed=lambda: Post.objects.filter(redacted_at=None),   # what is in the index at all
        texts=lambda post: Texts(title=post.thread.title, body=post.text),
        url=lambda post: post.get_absolute_url(),
        visible_to=lambda user: Post.objects.visible_to(user),   # AnonymousUser too: .none() for it
    ))

In the app's acts, inside their transaction, wherever one of these texts or its visibility in `indexed`
changes:

    from protect.search.index import forget, index

    index(post)      # writes, rewrites, or takes out what `indexed` no longer holds
    forget(post)     # before a row is deleted

Then `protect.search.queries.search(text, user=…)` finds it, and `manage.py reindex` writes all of it anew.

`visible_to` is asked at every search, not at indexing: a right that ends, ends there too. Text that only
some of those who see the object may read does not belong in `texts`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True)
class Texts:
    """What is searched of an object. A hit in the title comes before one in the body.

    `shown` are the texts out of which an excerpt is taken, dearest first; without any it is the body.
    """

    title: str
    body: str = ""
    shown: Sequence[str] = ()


@dataclass(frozen=True)
class Kind:
    """One kind of thing that can be found."""

    name: str
    label: str | Promise
    model: type[Model]
    indexed: Callable[[], QuerySet[Any]]
    texts: Callable[[Any], Texts]
    url: Callable[[Any], str]
    visible_to: Callable[[Any], QuerySet[Any]]


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind of thing findable; registering it again replaces it."""
    KINDS[kind.name] = kind


def kind_of(obj: Model) -> Kind:
    """The kind of `obj`; KeyError where its model was never registered."""
    for kind in KINDS.values():
        if isinstance(obj, kind.model):
            return kind
    raise KeyError(f"{type(obj).__name__} is not registered with protect.search")

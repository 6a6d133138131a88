"""Drafts: kept while one writes, outside the audit log, and gone once they are sent or thrown away."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from protect.accounts.models import User
from protect.chapter.models import Contribution, Draft, Text
from protect.chapter.rules import may_answer, may_compile

Place = Contribution | Text


@dataclass(frozen=True)
class Kept:
    """A draft after saving; `theirs` is what another tab of the same person had written meanwhile."""

    draft: Draft
    theirs: str = ""


def at(place: Place) -> dict[str, Place]:
    """The place of a draft, as its row names it."""
    return {"contribution" if isinstance(place, Contribution) else "text": place}


def draft_of(user: User, place: Place) -> Draft | None:
    """What this person was writing here."""
    return Draft.objects.filter(user=user, **at(place)).first()


@transaction.atomic
def keep_draft(place: Place, words: str, known: str, began_from: int, *, by: User) -> Kept:
    """Keep what is being written: `known` is what the page knew of it, `began_from` the version before it.

    Where another tab wrote in between, its words stay and are handed back.
    """
    allowed = may_answer(by, place) if isinstance(place, Contribution) else may_compile(by)
    if not allowed:
        raise PermissionDenied
    draft = Draft.objects.select_for_update().filter(user=by, **at(place)).first()
    if draft and draft.words not in ("", words, known):
        return Kept(draft, draft.words)
    draft = draft or Draft(user=by, **at(place), began_from=began_from)
    draft.words, draft.saved_at = words, timezone.now()
    draft.clean_fields(exclude=["user", "contribution", "text"])
    draft.save()
    return Kept(draft)


def drop_draft(place: Place, *, by: User) -> None:
    """What was sent, or thrown away, is no draft any more."""
    Draft.objects.filter(user=by, **at(place)).delete()

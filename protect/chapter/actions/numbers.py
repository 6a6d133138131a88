"""Standing on a release: a newer one is taken over when every sentence that it changes was read."""

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.audit.actions import record
from protect.chapter.actions.outline import only_compilers
from protect.chapter.binding import figures_for
from protect.chapter.models import AcceptedChange, Chapter, Text
from protect.chapter.tokens import Change, changes
from services.models import Release
from services.releases.queries import latest


@dataclass(frozen=True)
class TextChange:
    """A sentence of a text that another release changes, and whether somebody accepted it."""

    text: Text
    change: Change
    accepted: bool

    @property
    def digest(self) -> str:
        return digest_of(self.change)


def digest_of(change: Change) -> str:
    """What exactly was accepted: the stored sentence, and both ways that it reads."""
    words = "\n".join((change.sentence, change.before, change.after))
    return hashlib.sha256(words.encode()).hexdigest()


def changes_of(chapter: Chapter, release: Release) -> list[TextChange]:
    """Every sentence of the chapter that `release` changes, old → new, and no other."""
    old, new = figures_for(chapter), figures_for(chapter, release)
    accepted = set(AcceptedChange.objects.filter(release=release).values_list("text_id", "digest"))
    texts = Text.objects.filter(section__chapter=chapter).select_related("section")
    return [
        TextChange(text, change, (text.pk, digest_of(change)) in accepted)
        for text in texts.order_by("section__position", "language")
        for change in changes(text.body, old, new, text.language)
    ]


@transaction.atomic
def accept_change(text: Text, digest: str, *, by: User) -> Chapter:
    """Accept one sentence; with the last of them the chapter stands on the newer release."""
    only_compilers(by)
    chapter = Chapter.objects.select_for_update().get(pk=text.section.chapter_id)
    release = newer(chapter)
    found = next((c for c in changes_of(chapter, release) if c.text == text and c.digest == digest), None)
    if found is None:
        raise ValidationError(_("This sentence has changed meanwhile. Look at the list again."))
    AcceptedChange.objects.get_or_create(text=text, release=release, digest=digest, defaults={"by": by})
    record("chapter.change_accept", text, by=by, release=release.title, digest=digest)
    if all(change.accepted for change in changes_of(chapter, release)):
        stand_on(chapter, release, by=by)
    return chapter


def newer(chapter: Chapter) -> Release:
    """The newest published release of the year, where it is not the one that the chapter stands on."""
    release = latest(chapter.year)
    if release is None or release.pk == chapter.release_id:
        raise ValidationError(_("There is no newer release."))
    return release


@transaction.atomic
def take_release(chapter: Chapter, *, by: User) -> Chapter:
    """Stand on the newest release: the first one, or one that changes no sentence any more."""
    only_compilers(by)
    chapter = Chapter.objects.select_for_update().get(pk=chapter.pk)
    release = newer(chapter)
    if chapter.release_id and not all(change.accepted for change in changes_of(chapter, release)):
        raise ValidationError(_("Read and accept every sentence that changes first."))
    stand_on(chapter, release, by=by)
    return chapter


def stand_on(chapter: Chapter, release: Release, *, by: User) -> None:
    """From now on the chapter's numbers are those of `release`."""
    chapter.release = release
    chapter.save(update_fields=["release"])
    record("chapter.release", chapter, by=by, release=release.title, digest=release.digest)

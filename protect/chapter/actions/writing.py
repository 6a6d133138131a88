"""Writing the texts: saved by version, compared, commented; what loses a race is kept beside the rest."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.audit.actions import record
from protect.chapter.actions.drafts import drop_draft
from protect.chapter.actions.outline import only_compilers
from protect.chapter.models import Contribution, PassageComment, Section, Text, TextVersion
from protect.chapter.rules import may_comment
from protect.romanian.text import clean_text


@dataclass(frozen=True)
class Saved:
    """What became of a text: `mine` is a version kept aside because `theirs` was saved first."""

    text: Text
    mine: TextVersion | None = None
    theirs: TextVersion | None = None

    @property
    def is_conflict(self) -> bool:
        return self.mine is not None


@transaction.atomic
def open_text(text: Text, *, by: User) -> Text:
    """Say that one is writing here: whoever comes after is told, nobody is kept out."""
    only_compilers(by)
    text = Text.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if not text.held_by_another(by):
        text.held_by, text.held_at = by, timezone.now()
        text.save(update_fields=["held_by", "held_at"])
    return text


@transaction.atomic
def save_text(text: Text, body: str, version: int, *, by: User, why: str = "") -> Saved:
    """Save what was typed. If another version was saved since `version`, both are kept and shown."""
    only_compilers(by)
    text = Text.objects.select_for_update(of=("self",)).select_related("section__chapter").get(pk=text.pk)
    drop_draft(text, by=by)
    body = clean_text(body).strip()
    if body == text.body:
        return Saved(text)
    following = (text.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    kept = TextVersion(text=text, number=following, body=body, why=why.strip(), by=by)
    kept.taken = version == text.version
    kept.full_clean(exclude=["text", "by"])
    kept.save()
    if not kept.taken:
        record("chapter.text_aside", text, by=by, number=following)
        return Saved(text, kept, text.versions.filter(number=text.version).first())
    text.body, text.version = body, following
    text.held_by, text.held_at = by, timezone.now()
    text.save(update_fields=["body", "version", "held_by", "held_at"])
    record("chapter.text_save", text, by=by, number=following)
    return Saved(text)


@transaction.atomic
def take_in(section: Section, language: str, *, by: User, as_list: bool = False) -> Saved:
    """Put the accepted contributions that the text does not hold yet at its end.

    Each under its author, or `as_list` without names, where all say one thing together.
    """
    only_compilers(by)
    text = section.texts.get(language=language)
    states = [Contribution.State.ACCEPTED, Contribution.State.SHORTENED]
    accepted = section.contributions.filter(state__in=states).select_related("organisation", "workgroup")
    missing = [
        (contribution.author, words)
        for contribution in accepted
        if (words := contribution.accepted_in(language)) and as_item(words) not in as_item(text.body)
    ]
    if not missing:
        raise ValidationError(_("Every accepted contribution in this language is in the text already."))
    parts = [f"- {as_item(words)}" if as_list else f"## {author}\n\n{words}" for author, words in missing]
    added = ("\n" if as_list else "\n\n").join(parts)
    body = f"{text.body}\n\n{added}".strip()
    return save_text(text, body, text.version, by=by, why=_("Contributions taken in"))


def as_item(words: str) -> str:
    """A text on one line, as an item of a list has it."""
    return " ".join(words.split())


@transaction.atomic
def comment(text: Text, passage: str, remark: str, *, by: User) -> PassageComment:
    """Say something about a passage of the text."""
    if not may_comment(by, text.section.chapter):
        only_compilers(by)
    passage = " ".join(passage.split())
    if passage not in " ".join(text.body.split()):
        raise ValidationError(_("These words are not in the text. Copy the passage as it stands."))
    made = PassageComment(text=text, passage=passage[:300], remark=remark.strip(), by=by)
    made.full_clean(exclude=["text", "by", "answered_by"])
    made.save()
    record("chapter.comment", made, by=by)
    return made


@transaction.atomic
def answer_comment(made: PassageComment, answer: str, *, by: User) -> PassageComment:
    """Answer a comment, which closes it."""
    only_compilers(by)
    if not answer.strip():
        raise ValidationError(_("Write your answer."))
    made.answer, made.answered_by, made.answered_at = answer.strip(), by, timezone.now()
    made.full_clean(exclude=["text", "by", "answered_by"])
    made.save()
    record("chapter.comment_answer", made, by=by)
    return made

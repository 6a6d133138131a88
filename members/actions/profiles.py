"""The way of a profile: begun, saved field by field, sent, returned or approved; published by a pointer."""

import datetime
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Organisation, ProfileQuestion, ProfileRevision, Role
from members.profile_fields import Value, Values, digest, values_of, write_values
from members.queries import secretariat, staff_with
from members.rules import (
    may_approve_profile,
    may_change_revision,
    may_edit_profile,
    may_publish_earlier,
    may_review_profile,
)
from members.search import follow
from members.wholeness import missing
from protect.accounts.models import User
from protect.audit.actions import record
from protect.files.actions import keep
from protect.files.kinds import IMAGES
from protect.notices.actions import Compose, notify

Status = ProfileRevision.Status
LOGO_MOST = 5 << 20  # of what is sent; what is kept is made small, so that a public page stays light


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed since the page was made: both texts are kept before one's eyes."""

    theirs: Value
    who: str
    when: datetime.datetime


@dataclass
class Saved:
    """What became of a request to save."""

    version: int
    at: datetime.datetime = field(default_factory=timezone.now)
    changed: list[str] = field(default_factory=list)
    conflicts: dict[str, Conflict] = field(default_factory=dict)


def locked(revision: ProfileRevision) -> ProfileRevision:
    """The revision as it is now, locked until the transaction ends."""
    rows = ProfileRevision.objects.select_for_update(of=("self",)).select_related("organisation", "saved_by")
    return rows.get(pk=revision.pk)


def note(act: str, revision: ProfileRevision, by: User, reason: str = "", **details: object) -> None:
    """Write the act into the audit log, under its organisation."""
    record(act, revision, by=by, organisation_id=revision.organisation_id, reason=reason, **details)


def refuse(answer: object) -> None:
    """Raise where a rule said no, with its words."""
    if not answer:
        raise PermissionDenied(getattr(answer, "why_not", ""))


@transaction.atomic
def begin_profile(organisation: Organisation, *, by: User) -> ProfileRevision:
    """The revision to write in: the open one, or the next, which starts as a copy of what is public."""
    refuse(may_edit_profile(by, organisation))
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    found = organisation.profile_revisions.open().first()
    if found:
        return found
    last = organisation.profile_revisions.aggregate(last=Max("number"))["last"] or 0
    published = organisation.published_revision
    revision = ProfileRevision.objects.create(organisation=organisation, number=last + 1, based_on=published)
    if published:
        copy_content(published, revision)
    note("profile.begin", revision, by, number=revision.number)
    return revision


def copy_content(source: ProfileRevision, target: ProfileRevision) -> None:
    """Everything that `source` says, into `target`."""
    write_values(target, values_of(source))
    target.logo = source.logo
    target.save()


@transaction.atomic
def save_profile(revision: ProfileRevision, values: Values, bases: dict[str, str], *, by: User) -> Saved:
    """Save checked `values`; `bases` are the digests of what the page showed of each field.

    A field that was changed by somebody else meanwhile is a conflict: the stored text stays. A field
    that the person left as the page showed it changes nothing, whatever it holds now.
    """
    revision = locked(revision)
    refuse(may_change_revision(by, revision))
    stored, saved, wanted = values_of(revision), Saved(revision.version), {}
    for name, value in values.items():
        base = bases.get(name, digest(stored[name]))
        if digest(value) in (digest(stored[name]), base):
            continue
        if base != digest(stored[name]):
            who, when = str(revision.saved_by or ""), revision.saved_at or revision.created_at
            saved.conflicts[name] = Conflict(stored[name], who, when)
        else:
            wanted[name] = value
    if wanted:
        write_values(revision, wanted)
        revision.version += 1
        revision.saved_by, revision.saved_at = by, saved.at
        revision.save()
        revision.authors.add(by)
        note("profile.save", revision, by, fields=sorted(wanted))
    saved.version, saved.changed = revision.version, sorted(wanted)
    return saved


@transaction.atomic
def set_logo(revision: ProfileRevision, upload: UploadedFile | None, *, by: User) -> ProfileRevision:
    """A new logo, painted anew and small, so that nothing hides in it; or none."""
    revision = locked(revision)
    refuse(may_change_revision(by, revision))
    organisation = revision.organisation_id
    revision.logo = None
    if upload:
        revision.logo = keep(
            upload, by=by, kinds=IMAGES, most=LOGO_MOST, organisation_id=organisation, as_logo=True
        )
    revision.version += 1
    revision.save(update_fields=["logo", "version"])
    revision.authors.add(by)
    note("profile.logo", revision, by, sha256=revision.logo.sha256 if revision.logo else "")
    return revision


@transaction.atomic
def submit_profile(revision: ProfileRevision, *, by: User) -> ProfileRevision:
    """Send it to the secretariat. Sending twice is sending once."""
    revision = locked(revision)
    if revision.status == Status.SUBMITTED and revision.submitted_by_id == by.pk:
        return revision
    refuse(may_change_revision(by, revision))
    lacking = missing(revision)
    if lacking:
        raise ValidationError([fault.text for fault in lacking])
    if is_stale(revision):
        raise ValidationError(_("Another profile became public meanwhile. Bring this one up to date first."))
    revision.status, revision.submitted_by, revision.submitted_at = Status.SUBMITTED, by, timezone.now()
    revision.save(update_fields=["status", "submitted_by", "submitted_at"])
    note("profile.submit", revision, by, number=revision.number)
    tell_secretariat(revision)
    return revision


def is_stale(revision: ProfileRevision) -> bool:
    """Whether something else became public after this revision was begun."""
    return revision.based_on_id != revision.organisation.published_revision_id


@transaction.atomic
def bring_up_to_date(revision: ProfileRevision, *, by: User) -> list[str]:
    """Take over what is public now; what this revision changed itself stays. Returns the fields taken."""
    revision = locked(revision)
    refuse(may_change_revision(by, revision))
    published = revision.organisation.published_revision
    before, mine, now = values_of(revision.based_on), values_of(revision), values_of(published)
    taken = {name: now[name] for name in now if mine[name] == before[name] != now[name]}
    write_values(revision, taken)
    if revision.logo_id == (revision.based_on.logo_id if revision.based_on else None):
        revision.logo = published.logo if published else None
    revision.based_on = published
    revision.version += 1
    revision.save()
    note("profile.update_base", revision, by, fields=sorted(taken))
    return sorted(taken)


@transaction.atomic
def ask_about_profile(revision: ProfileRevision, name: str, text: str, *, by: User) -> ProfileQuestion:
    """Pin a question to a field of a profile that was sent."""
    revision = locked(revision)
    refuse(may_review_profile(by, revision))
    if name not in values_of(None) and name != "logo":
        raise ValidationError(_("There is no such field."))
    if not text.strip():
        raise ValidationError(_("Write your question."))
    question = ProfileQuestion(revision=revision, field=name, text=text, asked_by=by)
    question.full_clean()
    question.save()
    note("profile.ask", revision, by, field=name)
    return question


@transaction.atomic
def answer_question(question: ProfileQuestion, text: str, *, by: User) -> None:
    """The organisation's word on a question; the field itself is mended in the form."""
    refuse(may_change_revision(by, locked(question.revision)))
    question.answer = text
    question.full_clean()
    question.save(update_fields=["answer"])
    note("profile.answer", question.revision, by)


@transaction.atomic
def settle_question(question: ProfileQuestion, *, by: User) -> None:
    """The secretariat is content."""
    refuse(may_review_profile(by, locked(question.revision)))
    if question.settled_at is None:
        question.settled_at = timezone.now()
        question.save(update_fields=["settled_at"])
        note("profile.settle", question.revision, by)


@transaction.atomic
def return_profile(revision: ProfileRevision, *, by: User) -> ProfileRevision:
    """Send it back with at least one open question."""
    revision = locked(revision)
    refuse(may_review_profile(by, revision))
    if not revision.new_questions.exists() and not is_stale(revision):
        raise ValidationError(_("Ask at least one question before you return the profile."))
    revision.status = Status.RETURNED
    revision.save(update_fields=["status"])
    note("profile.return", revision, by)
    tell_editors(revision, "profile.returned", _returned)
    return revision


@transaction.atomic
def approve_profile(revision: ProfileRevision, *, by: User) -> ProfileRevision:
    """From now on this is what everybody reads. The revision itself never changes again."""
    revision = locked(revision)
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=revision.organisation_id)
    revision.organisation = organisation
    refuse(may_approve_profile(by, revision))
    revision.status, revision.approved_by, revision.approved_at = Status.APPROVED, by, timezone.now()
    revision.save(update_fields=["status", "approved_by", "approved_at"])
    organisation.published_revision = revision
    organisation.save(update_fields=["published_revision"])
    revision.questions.filter(settled_at=None).update(settled_at=revision.approved_at)
    follow(organisation)
    note("profile.approve", revision, by, number=revision.number)
    tell_editors(revision, "profile.approved", _approved)
    return revision


@transaction.atomic
def publish_earlier(revision: ProfileRevision, reason: str, *, by: User) -> Organisation:
    """Let an earlier approved revision be the public one again, as when a mistake was approved."""
    revision = locked(revision)
    if not may_publish_earlier(by, revision):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("Write down why."))
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=revision.organisation_id)
    organisation.published_revision = revision
    organisation.save(update_fields=["published_revision"])
    follow(organisation)
    note(
        "profile.publish_earlier", revision, by, reason=reason,
        number=revision.number,
    )  # fmt: skip
    return organisation


def tell_editors(revision: ProfileRevision, kind: str, compose: Compose) -> None:
    """Notify those who edit the profile."""
    people = staff_with(revision.organisation, [Role.REPORTER, Role.COORDINATOR])
    notify(people, kind, compose, reverse("members:profile", args=[revision.organisation.slug]))


def tell_secretariat(revision: ProfileRevision) -> None:
    """A profile waits."""
    organisation = revision.organisation

    def compose() -> tuple[str, str]:
        subject = _("The profile of %(organisation)s waits to be read") % {"organisation": organisation}
        return subject, _("Approve it, or return it with questions.")

    path = reverse("members:review", args=[organisation.slug, revision.number])
    notify(secretariat(), "profile.waits", compose, path)


def _returned() -> tuple[str, str]:
    return _("Your profile came back with questions"), _("Each question stands above its field.")


def _approved() -> tuple[str, str]:
    return _("Your profile is public"), _("The secretariat approved it. Everybody can read it now.")

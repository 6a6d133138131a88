"""Asking for approval, and the coordinators' word on the words as they stand."""

import hashlib
import json
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.audit.actions import record
from protect.chapter.actions.outline import only_compilers
from protect.chapter.checking import check_chapter
from protect.chapter.models import Approval, Chapter, SectionPicture
from protect.chapter.models.outside import CONTENT
from protect.chapter.models.pictures import WORDS
from protect.chapter.rules import may_approve
from protect.notices.actions import notify
from workgroups.models import Workgroup, WorkgroupMembership


def words_digest(chapter: Chapter) -> str:
    """SHA-256 of everything that an approval is about: titles, texts, the release, figures from elsewhere."""
    content = {
        "year": chapter.year,
        "release": chapter.release.digest if chapter.release else "",
        "sections": [
            [s.code, s.kind, s.title_ro, s.title_en, *(t.body for t in s.texts.all())]
            for s in chapter.sections.prefetch_related("texts")
        ],
        "pictures": list(
            SectionPicture.objects.filter(section__chapter=chapter)
            .order_by("section__position", "code")
            .values("section__code", "code", "file__sha256", *WORDS)
        ),
        "outside": list(chapter.outside_figures.standing().values("code", *CONTENT)),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()


@dataclass(frozen=True)
class Word:
    """A group, and what its coordinator said of the words as they stand."""

    group: Workgroup
    approval: Approval | None


def words_of_groups(chapter: Chapter) -> list[Word]:
    """Every group with its coordinator's word; an approval of other words does not count."""
    said = {
        a.workgroup_id: a for a in chapter.approvals.filter(digest=words_digest(chapter)).select_related("by")
    }
    return [Word(group, said.get(group.pk)) for group in Workgroup.objects.all()]


@transaction.atomic
def ask_for_approval(chapter: Chapter, *, by: User) -> Chapter:
    """Put the chapter before the coordinators; hard findings stand in the way."""
    only_compilers(by)
    hard = check_chapter(chapter).hard
    if hard:
        raise ValidationError(_("The checks still find what cannot be published: %(n)d.") % {"n": len(hard)})
    chapter.approval_asked_at = timezone.now()
    chapter.save(update_fields=["approval_asked_at"])
    record("chapter.approval_ask", chapter, by=by, digest=words_digest(chapter))

    def compose() -> tuple[str, str]:
        return (
            _("The report of %(year)d waits for your word") % {"year": chapter.year},
            _("Read it, and agree or say what you do not agree with."),
        )

    coordinators = User.objects.filter(
        workgroup_memberships__role=WorkgroupMembership.Role.COORDINATOR, workgroup_memberships__until=None
    ).distinct()
    notify(coordinators, "chapter.approval", compose, reverse("chapter:outline", args=[chapter.year]))
    return chapter


@transaction.atomic
def approve(chapter: Chapter, group: Workgroup, agrees: bool, dissent: str = "", *, by: User) -> Approval:
    """Agree for one's group, or dissent in words; said again, the last word holds."""
    allowed = may_approve(by, chapter, group)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    if not agrees and not dissent.strip():
        raise ValidationError(_("Write what you do not agree with."))
    digest = words_digest(chapter)
    approval = Approval.objects.filter(chapter=chapter, workgroup=group, digest=digest).first()
    approval = approval or Approval(chapter=chapter, workgroup=group, digest=digest)
    approval.agrees, approval.dissent = agrees, "" if agrees else dissent.strip()
    approval.by, approval.at = by, timezone.now()
    approval.full_clean(exclude=["chapter", "workgroup", "by"])
    approval.save()
    record("chapter.approve", approval, by=by, group=group.slug, agrees=agrees, digest=digest)
    return approval

"""The way of a contribution: asked for, written, sent, and accepted, shortened or asked back."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Organisation, Role
from members.queries import staff_with
from protect.accounts.models import User
from protect.audit.actions import record
from protect.chapter.actions.drafts import drop_draft
from protect.chapter.actions.outline import only_compilers
from protect.chapter.models import Contribution, Section
from protect.chapter.rules import may_answer, may_decide
from protect.chapter.words import count_words
from protect.notices.actions import Compose, notify
from protect.romanian.dates import long_date
from workgroups.models import Workgroup, WorkgroupMembership

REMIND_AGAIN_AFTER = datetime.timedelta(hours=48)
State = Contribution.State


@transaction.atomic
def ask_for_contributions(section: Section, *, by: User) -> list[Contribution]:
    """Put the section's question to everybody whom it asks; who was asked already is left alone."""
    only_compilers(by)
    year = section.chapter.year
    if section.asks == Section.Asks.ORGANISATIONS:
        asked = set(section.contributions.values_list("organisation_id", flat=True))
        organisations = Organisation.objects.members_on(datetime.date(year, 12, 31)).exclude(pk__in=asked)
        made = [Contribution(section=section, organisation=found) for found in organisations]
    elif section.asks == Section.Asks.GROUPS:
        asked = set(section.contributions.values_list("workgroup_id", flat=True))
        groups = Workgroup.objects.exclude(pk__in=asked)
        made = [Contribution(section=section, workgroup=found) for found in groups]
    else:
        raise ValidationError(_("This section asks nobody."))
    Contribution.objects.bulk_create(made)
    record("chapter.ask", section, by=by, code=section.code, asked=len(made))
    for contribution in made:
        tell_author(contribution, "chapter.ask", question(contribution))
    return made


def authors_of(contribution: Contribution) -> Iterable[User]:
    """The people who may answer."""
    if contribution.organisation is not None:
        return staff_with(contribution.organisation, [Role.REPORTER, Role.COORDINATOR])
    return User.objects.filter(
        workgroup_memberships__workgroup=contribution.workgroup,
        workgroup_memberships__role=WorkgroupMembership.Role.COORDINATOR,
        workgroup_memberships__until=None,
    ).distinct()


def tell_author(contribution: Contribution, kind: str, compose: Compose) -> None:
    """Notify those who may answer."""
    notify(authors_of(contribution), kind, compose, reverse("chapter:contribution", args=[contribution.pk]))


def question(contribution: Contribution) -> Compose:
    """The question, its limit and its deadline."""

    def compose() -> tuple[str, str]:
        section = contribution.section
        body = section.prompt + "\n\n" + _("At most %(words)d words.") % {"words": section.answer_words}
        if section.due_on:
            body += " " + _("Answer until %(day)s.") % {"day": long_date(section.due_on)}
        return _("A question for the report of %(year)d") % {"year": section.chapter.year}, body

    return compose


def locked(contribution: Contribution) -> Contribution:
    """The contribution as it is now, locked until the transaction ends."""
    return (
        Contribution.objects.select_for_update(of=("self",))
        .select_related("section__chapter", "organisation", "workgroup")
        .get(pk=contribution.pk)
    )


@transaction.atomic
def send_contribution(contribution: Contribution, text: str, version: int, *, by: User) -> Contribution:
    """Send the answer. Who began from an older text is told so, and keeps what was typed."""
    contribution = locked(contribution)
    allowed = may_answer(by, contribution)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    if contribution.version != version and contribution.text.strip() != text.strip():
        raise ValidationError(
            _("%(who)s sent another text meanwhile. Both are below: choose, then send again.")
            % {"who": contribution.written_by},
            code="conflict",
        )
    if not text.strip():
        raise ValidationError(_("Write your answer."))
    words, most = count_words(text), contribution.section.answer_words
    if words > most:
        raise ValidationError(
            _("The answer has %(words)d words. At most %(most)d fit in.") % {"words": words, "most": most}
        )
    contribution.text, contribution.state = text.strip(), State.SENT
    contribution.written_by, contribution.written_at = by, timezone.now()
    contribution.version += 1
    keep(contribution)
    drop_draft(contribution, by=by)
    record("chapter.contribute", contribution, by=by, organisation_id=contribution.organisation_id)
    return contribution


def keep(contribution: Contribution) -> None:
    """Validate the texts, identifiers of people included, and save."""
    contribution.full_clean(exclude=["section", "organisation", "workgroup", "written_by", "decided_by"])
    contribution.save()


@transaction.atomic
def accept_contribution(
    contribution: Contribution, shortened: str = "", english: str = "", *, by: User
) -> Contribution:
    """Take the answer as it is, or shortened: both texts are kept, and the author is told.

    `english` is its translation for the English chapter; it can be added later.
    """
    contribution = locked(contribution)
    allowed = may_decide(by, contribution)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    short, before = shortened.strip(), contribution.accepted_text
    contribution.accepted_text = short or contribution.text
    contribution.accepted_text_en = english.strip()
    contribution.state = State.SHORTENED if short and short != contribution.text else State.ACCEPTED
    contribution.question_back = ""
    contribution.decided_by, contribution.decided_at = by, timezone.now()
    keep(contribution)
    record(
        "chapter.accept", contribution, by=by, organisation_id=contribution.organisation_id,
        state=contribution.state,
    )  # fmt: skip

    def compose() -> tuple[str, str]:
        if contribution.state == State.SHORTENED:
            return (
                _("Your text for the report was accepted, shortened"),
                _("Your own text is kept. Open it to see both."),
            )
        return _("Your text for the report was accepted"), _("Thank you. It goes into the report as it is.")

    if contribution.accepted_text != before:
        tell_author(contribution, "chapter.accept", compose)
    return contribution


@transaction.atomic
def ask_back(contribution: Contribution, question_back: str, *, by: User) -> Contribution:
    """Send the answer back with a question."""
    contribution = locked(contribution)
    allowed = may_decide(by, contribution)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    if not question_back.strip():
        raise ValidationError(_("Write what you ask."))
    contribution.question_back, contribution.state = question_back.strip(), State.ASKED_BACK
    contribution.accepted_text = contribution.accepted_text_en = ""
    contribution.decided_by, contribution.decided_at = by, timezone.now()
    keep(contribution)
    record("chapter.ask_back", contribution, by=by, organisation_id=contribution.organisation_id)

    def compose() -> tuple[str, str]:
        return (
            _("A question about your text for the report"),
            _("The secretariat asks something about it. Open it to answer."),
        )

    tell_author(contribution, "chapter.ask_back", compose)
    return contribution


@transaction.atomic
def remind_authors(section: Section, *, by: User | None) -> list[Contribution]:
    """Remind everybody who has not answered; nobody twice within 48 hours. `by` None: the clock."""
    if by is not None:
        only_compilers(by)
    recent = timezone.now() - REMIND_AGAIN_AFTER
    waiting = section.contributions.select_for_update(of=("self",)).unanswered()
    due = [
        found
        for found in waiting.select_related("section__chapter", "organisation", "workgroup")
        if found.reminded_at is None or found.reminded_at < recent
    ]
    for contribution in due:
        contribution.reminded_at = timezone.now()
        contribution.save(update_fields=["reminded_at"])
        tell_author(contribution, "chapter.remind", question(contribution))
    if due:
        record("chapter.remind", section, by=by, code=section.code, reminded=len(due))
    return due

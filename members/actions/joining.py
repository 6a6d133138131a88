"""How an organisation joins: it applies, is asked, is vouched for by two members, and is decided upon.

The applicant has no account: a link is their door. Only the newest works, and of its secret only the
digest is kept.
"""

import datetime
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from members.actions.staff import digest_of, send_invitation
from members.models import (
    UNCONFIRMED_DAYS,
    Application,
    ApplicationCounty,
    ApplicationMessage,
    ApplicationReference,
    Organisation,
    Role,
)
from members.queries import secretariat, staff_with
from members.rules import may_decide, may_give_reference, may_handle_application
from protect.accounts.models import User
from protect.audit.actions import record
from protect.files.actions import discard, keep
from protect.notices.actions import Compose, notify, write_to
from protect.romanian.text import fold

Status = Application.Status
STATUTES_MOST = 10 * 1024 * 1024


@transaction.atomic
def apply_to_join(
    fields: Mapping[str, Any],
    counties: Sequence[str],
    references: Sequence[Organisation],
    statutes: UploadedFile,
) -> Application:
    """Keep an application that nobody reads yet: first its e-mail address is confirmed."""
    application = Application(**fields, token_digest=secrets.token_hex(32))
    application.statutes = keep(statutes, by=None, kinds={"pdf"}, most=STATUTES_MOST)
    application.full_clean()
    application.save()
    ApplicationCounty.objects.bulk_create(
        ApplicationCounty(application=application, county=code) for code in counties
    )
    ApplicationReference.objects.bulk_create(
        ApplicationReference(application=application, organisation=member) for member in references
    )
    record("application.write", application, by=None)

    def compose() -> tuple[str, str]:
        return (
            _("Confirm that you apply to join ProTECT"),
            _("Open the link and press the button. If you wrote nothing to us, do nothing.")
            + "\n" + _("The link works for seven days."),
        )  # fmt: skip

    write_to_applicant(application, "application.confirm", compose)
    return application


def write_to_applicant(application: Application, kind: str, compose: Compose) -> None:
    """A letter with a new link: the links of earlier letters stop working."""
    token = secrets.token_urlsafe(32)
    application.token_digest = digest_of(token)
    application.save(update_fields=["token_digest"])
    path = reverse("members:application_door", args=[token])
    write_to(application.email, kind, compose, path, language=application.language)


def step(application: Application, status: str) -> Application:
    """The application, locked, if it may become `status`; otherwise PermissionDenied."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if not application.may_become(status):
        raise PermissionDenied(_("The application is at another step: look at it again."))
    application.status = status
    return application


@transaction.atomic
def confirm_application(application: Application) -> Application:
    """The applicant pressed the button of the first letter: now people read it."""
    application = step(application, Status.SUBMITTED)
    if application.made_at < timezone.now() - datetime.timedelta(days=UNCONFIRMED_DAYS):
        raise PermissionDenied
    application.confirmed_at = timezone.now()
    application.save()
    record("application.confirm", application, by=None)
    tell_secretariat(application)
    for reference in application.references.select_related("organisation"):
        ask_for_reference(reference)
    return application


def tell_secretariat(application: Application) -> None:
    """Something came from the applicant."""

    def compose() -> tuple[str, str]:
        subject = _("%(name)s applies to join") % {"name": application.name}
        return subject, _("Read the application, then ask or evaluate.")

    path = reverse("members:application", args=[application.pk])
    notify(secretariat(), "application.sent", compose, path)


def ask_for_reference(reference: ApplicationReference) -> None:
    """The coordinators of a member are asked whether they vouch."""

    def compose() -> tuple[str, str]:
        return (
            _("%(name)s names you as a reference") % {"name": reference.application.name},
            _("Say whether you recommend this organisation, and how you know it."),
        )

    path = reverse("members:reference", args=[reference.pk])
    notify(staff_with(reference.organisation, [Role.COORDINATOR]), "application.reference", compose, path)


@transaction.atomic
def ask_more(application: Application, text: str, *, by: User) -> Application:
    """The secretariat asks; the application waits for the applicant."""
    refuse(may_handle_application(by, application))
    application = step(application, Status.MORE_ASKED)
    add_message(application, text, by)
    application.save()
    record("application.ask", application, by=by)

    def compose() -> tuple[str, str]:
        return _("A question about your application"), _("Open the link to read it and to answer.")

    write_to_applicant(application, "application.asked", compose)
    return application


@transaction.atomic
def answer_more(application: Application, text: str) -> Application:
    """The applicant's answer; the application is again with the secretariat."""
    application = step(application, Status.SUBMITTED)
    add_message(application, text, None)
    application.save()
    record("application.answer", application, by=None)
    tell_secretariat(application)
    return application


def add_message(application: Application, text: str, by: User | None) -> None:
    """A message of the conversation, checked like every text."""
    message = ApplicationMessage(application=application, text=text.strip(), by=by)
    message.full_clean()
    message.save()


@transaction.atomic
def withdraw_application(application: Application) -> Application:
    """The applicant changes their mind."""
    application = step(application, Status.WITHDRAWN)
    application.save()
    record("application.withdraw", application, by=None)
    return application


@transaction.atomic
def begin_evaluation(application: Application, *, by: User) -> Application:
    """The secretariat has what it needs and evaluates."""
    refuse(may_handle_application(by, application))
    application = step(application, Status.IN_EVALUATION)
    application.save()
    record("application.evaluate", application, by=by)
    return application


@transaction.atomic
def give_reference(
    reference: ApplicationReference, answer: str, note: str, has_interest: bool, *, by: User
) -> ApplicationReference:
    """A member vouches for the applicant, or does not; until the decision the answer can be changed."""
    refuse(may_give_reference(by, reference))
    reference.answer, reference.note, reference.has_interest = answer, note, has_interest
    reference.answered_by, reference.answered_at = by, timezone.now()
    reference.full_clean()
    reference.save()
    record(
        "application.reference", reference, by=by, organisation_id=reference.organisation_id, answer=answer
    )
    return reference


@transaction.atomic
def accept_application(application: Application, reason: str, *, by: User) -> Organisation:
    """A new member: the organisation is made, and the person who applied is invited as its coordinator."""
    refuse(may_decide(by, application, accept=True))
    application = step(application, Status.ACCEPTED)
    organisation = Organisation(
        slug=free_slug(application.name),
        name=application.name,
        fiscal_code=application.fiscal_code,
        joined_on=timezone.localdate(),
    )
    organisation.full_clean()
    organisation.save()
    application.organisation = organisation
    write_decision(application, reason, by)
    record("application.accept", application, by=by, organisation_id=organisation.pk, reason=reason)
    send_invitation(organisation, application.email, Role.COORDINATOR, by=by, language=application.language)
    return organisation


@transaction.atomic
def decline_application(application: Application, reason: str, *, by: User) -> Application:
    """Not now, and why; the applicant reads the reason."""
    refuse(may_decide(by, application, accept=False))
    application = step(application, Status.DECLINED)
    write_decision(application, reason, by)
    record("application.decline", application, by=by, reason=reason)

    def compose() -> tuple[str, str]:
        return _("Your application was declined"), _("Open the link to read why.")

    write_to_applicant(application, "application.declined", compose)
    return application


def write_decision(application: Application, reason: str, by: User) -> None:
    """Who decided, when and why."""
    if not reason.strip():
        raise ValidationError(_("Write the reason of the decision."))
    application.reason, application.decided_by, application.decided_at = reason, by, timezone.now()
    application.full_clean()
    application.save()


def refuse(answer: object) -> None:
    """Raise where a rule said no, with its words."""
    if not answer:
        raise PermissionDenied(getattr(answer, "why_not", ""))


def free_slug(name: str) -> str:
    """An address for a new organisation that no other has and no page of ours."""
    from members.urls import TAKEN

    base = slugify(fold(name))[:50] or "organizatie"
    number, slug = 1, base
    while slug in TAKEN or Organisation.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def forget_unconfirmed() -> int:
    """Delete applications whose e-mail nobody confirmed in time, with their files."""
    old = timezone.now() - datetime.timedelta(days=UNCONFIRMED_DAYS)
    gone = 0
    for application in Application.objects.filter(status=Status.UNCONFIRMED, made_at__lt=old):
        with transaction.atomic():
            statutes = application.statutes
            record("application.forget", application, by=None)
            application.delete()
            if statutes:
                discard(statutes, by=None)
            gone += 1
    return gone

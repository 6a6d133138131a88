"""The way of a report: started, submitted, returned or verified, and corrected by its next revision."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries import verification
from beneficiaries.checks import findings
from beneficiaries.digests import digest_of
from beneficiaries.models import Count, Period, Query, Report
from beneficiaries.queries import sheet_of
from beneficiaries.rules import may_correct, may_fill, may_review, may_start, may_submit, may_verify
from members.models import Organisation, Role
from members.queries import staff_with
from members.rules import holds
from protect.accounts.models import User
from protect.audit.actions import record
from protect.notices.actions import Compose, notify


def locked(report: Report) -> Report:
    """The report as it is now, locked until the transaction ends."""
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("period", "organisation", "submitted_by")
        .get(pk=report.pk)
    )


@transaction.atomic
def start_report(organisation: Organisation, period: Period, *, by: User) -> Report:
    """The working report of an organisation for a period; made once, however often it is asked for."""
    found = Report.objects.filter(organisation=organisation, period=period).order_by("-revision").first()
    if found:
        return found
    allowed = may_start(by, organisation, period)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    report, made = Report.objects.get_or_create(
        organisation=organisation, period=period, revision=1, defaults={"form": period.form}
    )
    if made:
        record("report.start", report, by=by, organisation_id=organisation.pk, period=period.code)
    return report


@transaction.atomic
def submit_report(report: Report, *, by: User) -> Report:
    """Sign and send. Sending twice is sending once: the second call returns the report as it is."""
    report = locked(report)
    if report.status == Report.Status.SUBMITTED and report.submitted_by_id == by.pk:
        return report
    # Held until the end, so that nobody closes the period while the return is on its way.
    report.period = Period.objects.select_for_update().get(pk=report.period_id)
    allowed = may_submit(by, report)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    seen = findings(sheet_of(report))
    blocking = [finding for finding in seen if finding.is_hard]
    if blocking:
        raise ValidationError([finding.message for finding in blocking])
    if report.queries.filter(state=Query.State.OPEN).exists():
        raise ValidationError(_("Answer every question of the secretariat first."))
    report.reference = report.reference or next_reference(report.period)
    report.status, report.submitted_at, report.submitted_by = Report.Status.SUBMITTED, timezone.now(), by
    report.signals, report.signature_asked_at = len(seen), None
    report.save(
        update_fields=[
            "reference", "status", "submitted_at", "submitted_by", "signals", "signature_asked_at",
        ]
    )  # fmt: skip
    record(
        "report.submit", report, by=by, organisation_id=report.organisation_id,
        revision=report.revision, digest=digest_of(report),
    )  # fmt: skip
    tell_staff(report, "report.receipt", receipt(report))
    return report


def next_reference(period: Period) -> str:
    """The next free reference of a period, whose row is locked, so that two never share one."""
    last = Report.objects.filter(period=period).exclude(reference="").aggregate(last=Max("reference"))["last"]
    return period.reference(int(last.rsplit("-", 1)[1]) + 1 if last else 1)


def receipt(report: Report) -> Compose:
    """The receipt: reference and link, never a figure."""

    def compose() -> tuple[str, str]:
        subject = _("Return %(reference)s was sent") % {"reference": report.reference}
        body = _("%(organisation)s, period %(period)s. The secretariat checks it and answers here.") % {
            "organisation": report.organisation,
            "period": report.period.code,
        }
        return subject, body

    return compose


def tell_staff(report: Report, kind: str, compose: Compose) -> None:
    """Notify those who fill and sign the returns of the organisation."""
    people = staff_with(report.organisation, [Role.REPORTER, Role.COORDINATOR])
    notify(people, kind, compose, reverse("beneficiaries:report", args=[report.pk]))


@transaction.atomic
def ask_for_signature(report: Report, *, by: User) -> None:
    """The reporter has done: the coordinators are told that the return waits for them."""
    allowed = may_fill(by, report)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    Report.objects.filter(pk=report.pk).update(signature_asked_at=timezone.now())
    record("report.ask_signature", report, by=by, organisation_id=report.organisation_id)

    def compose() -> tuple[str, str]:
        return (
            _("A return waits for your signature"),
            _("%(who)s filled the return of %(period)s. Check it and send it.")
            % {"who": by, "period": report.period.code},
        )

    notify(
        staff_with(report.organisation, [Role.COORDINATOR]),
        "report.sign",
        compose,
        reverse("beneficiaries:check", args=[report.pk]),
    )


@transaction.atomic
def return_report(report: Report, *, by: User) -> Report:
    """Send it back with at least one open question; only these need an answer."""
    report = locked(report)
    allowed = may_review(by, report)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    if not report.queries.filter(state=Query.State.OPEN).exists():
        raise ValidationError(_("Ask at least one question before you return the report."))
    report.status = Report.Status.RETURNED
    report.save(update_fields=["status"])
    record("report.return", report, by=by, organisation_id=report.organisation_id)

    def compose() -> tuple[str, str]:
        return (
            _("Return %(reference)s came back with questions") % {"reference": report.reference},
            _("Open it: each question stands above the line that it is about."),
        )

    tell_staff(report, "report.returned", compose)
    return report


@transaction.atomic
def verify_report(report: Report, *, by: User, reason: str = "") -> Report:
    """From now on the report counts: the totals move in the same transaction, the figures never change."""
    report = locked(report)
    allowed = may_verify(by, report, reason)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    report.queries.filter(state=Query.State.ANSWERED).update(state=Query.State.SETTLED)
    Report.objects.filter(
        organisation_id=report.organisation_id, period_id=report.period_id, status=Report.Status.VERIFIED
    ).update(status=Report.Status.SUPERSEDED)
    report.status, report.verified_at, report.verified_by = Report.Status.VERIFIED, timezone.now(), by
    report.self_verification_reason = reason.strip() if report.submitted_by_id == by.pk else ""
    report.digest = digest_of(report)
    report.full_clean(exclude=["organisation", "period", "form"], validate_constraints=False)
    report.save()
    verification.announce(report)
    record(
        "report.verify", report, by=by, organisation_id=report.organisation_id,
        revision=report.revision, digest=report.digest, reason=report.self_verification_reason,
    )  # fmt: skip

    def compose() -> tuple[str, str]:
        return (
            _("Return %(reference)s was verified") % {"reference": report.reference},
            _("Thank you. Its numbers no longer change; a correction opens a new revision."),
        )

    tell_staff(report, "report.verified", compose)
    return report


@transaction.atomic
def correct_report(report: Report, reason: str, *, by: User) -> Report:
    """Open the next revision of a verified report, with its reason; the one before stays as it was.

    Where a correction is open already, that is the one: two who ask at once get the same.
    """
    report = locked(report)
    working = Report.objects.working().filter(organisation=report.organisation, period=report.period)
    already = working.exclude(pk=report.pk).first()
    if already and holds(by, "fill_reports", report.organisation):
        return already
    if not may_correct(by, report):
        raise PermissionDenied(may_correct(by, report).why_not)
    if not reason.strip():
        raise ValidationError(_("Write why the return has to be corrected."))
    correction = Report(
        organisation=report.organisation,
        period=report.period,
        form=report.form,
        revision=report.revision + 1,
        reference=report.reference,
        correction_reason=reason.strip(),
    )
    correction.full_clean(exclude=["organisation", "period", "form", "submitted_by", "verified_by"])
    correction.save()
    copy_figures(report, correction)
    record(
        "report.correct", correction, by=by, organisation_id=report.organisation_id,
        reason=correction.correction_reason, revision=correction.revision,
    )  # fmt: skip
    return correction


def copy_figures(source: Report, target: Report) -> None:
    """The lines and counts of one revision, as the start of the next."""
    for line in source.lines.prefetch_related("counts"):
        counts = list(line.counts.all())
        line.pk, line.report = None, target
        line.save(force_insert=True)
        for count in counts:
            count.pk, count.line = None, line
        Count.objects.bulk_create(counts)

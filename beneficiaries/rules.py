"""Who may do what with a return: one function a question; each can say why not."""

from django.utils.translation import gettext as _

from beneficiaries.models import Period, Report
from members.models import Organisation
from members.rules import holds
from protect.accounts.models import User
from protect.accounts.rules import YES, Answer, is_secretariat, no


def may_start(user: User, organisation: Organisation, period: Period) -> Answer:
    """Whoever fills returns of the organisation, in an open period for which it owes one."""
    if not holds(user, "fill_reports", organisation):
        return no(_("You do not fill the returns of this organisation."))
    if not period.is_open:
        return no(_("This period is not open."))
    return YES


def may_fill(user: User, report: Report) -> Answer:
    """Whoever fills returns of the organisation, while the report is open for changes."""
    if not holds(user, "fill_reports", report.organisation):
        return no(_("You do not fill the returns of this organisation."))
    if report.status not in Report.EDITABLE:
        return no(_("This return was sent. Its numbers no longer change."))
    if not report.period.is_open and report.revision == 1:
        return no(_("The period was closed. What you wrote is kept. Write to the secretariat."))
    return YES


def may_submit(user: User, report: Report) -> Answer:
    """The coordinator signs; the report must be open for changes."""
    fill = may_fill(user, report)
    if not fill:
        return fill
    if not holds(user, "sign_reports", report.organisation):
        return no(_("A coordinator of your organisation signs the return."))
    return YES


def may_correct(user: User, report: Report) -> Answer:
    """Whoever fills the returns opens the next revision of a verified one."""
    if not holds(user, "fill_reports", report.organisation):
        return no(_("You do not fill the returns of this organisation."))
    if report.status != Report.Status.VERIFIED:
        return no(_("Only a verified return is corrected. This one can still be changed or returned."))
    return YES


def may_review(user: User, report: Report) -> Answer:
    """The secretariat, on a return that was sent."""
    if not is_secretariat(user):
        return no(_("Only the secretariat checks returns."))
    if report.status != Report.Status.SUBMITTED:
        return no(_("This return does not wait for a check."))
    return YES


def may_verify(user: User, report: Report, reason: str = "") -> Answer:
    """The secretariat, but not the person who submitted; alone only with a recorded reason."""
    review = may_review(user, report)
    if not review:
        return review
    if report.submitted_by_id == user.pk and not reason.strip():
        return no(
            _("You sent this return yourself. Somebody else verifies it, or you write down why you do.")
        )
    if report.queries.filter(state="open").exists():
        return no(_("There are questions without an answer. Return the report, or settle them."))
    return YES


def may_run_periods(user: User) -> bool:
    """Periods, forms, deadlines, reminders: the secretariat."""
    return is_secretariat(user)

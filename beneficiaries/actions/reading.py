"""Reading another's figures leaves a trace."""

from beneficiaries.models import Report
from members.rules import holds
from protect.accounts.models import User
from protect.accounts.rules import may_see_all
from protect.audit.actions import record


def note_reading(report: Report, *, by: User) -> None:
    """The secretariat and auditors see every return; the log says which they looked at."""
    if may_see_all(by) and not holds(by, "view_internal", report.organisation):
        record("report.read", report, by=by, organisation_id=report.organisation_id)

"""Who sees which totals, before the first release exists."""

from beneficiaries.models import Period
from protect.accounts.models import User
from protect.accounts.rules import may_see_all


def may_see_totals(user: User, period: Period) -> bool:
    """The secretariat and auditors see all; members see a period's numbers once it is closed."""
    return may_see_all(user) or (user.is_authenticated and period.state == Period.State.CLOSED)

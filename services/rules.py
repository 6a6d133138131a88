"""Who sees which totals, who releases, who answers for an organisation."""

from members.rules import holds
from protect.accounts.models import User
from protect.accounts.rules import Person, is_secretariat, may_see_all
from services.models import Waiver


def may_see_live_totals(user: Person) -> bool:
    """The secretariat and auditors; members read releases, like everybody."""
    return may_see_all(user)


def may_release(user: User | None) -> bool:
    """The secretariat, or the command line (None)."""
    return user is None or is_secretariat(user)


def may_answer_waiver(user: User, waiver: Waiver) -> bool:
    """Whoever signs the returns of the organisation."""
    return holds(user, "sign_reports", waiver.organisation)

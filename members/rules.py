"""Who may do what in an organisation: one function a question, the same for view, page and test."""

from members.models import Membership, Organisation
from members.queries import organisations_with
from protect.accounts.models import User
from protect.accounts.rules import is_secretariat


def holds(user: User, permission: str, organisation: Organisation) -> bool:
    """Whether `user` holds `permission` on `organisation` now."""
    return organisations_with(user, permission).filter(pk=organisation.pk).exists()


def may_manage_staff(user: User, organisation: Organisation) -> bool:
    """The organisation's coordinators and the secretariat."""
    return is_secretariat(user) or holds(user, "manage_staff", organisation)


def may_end(user: User, membership: Membership) -> bool:
    """Whoever manages the staff; and everybody may leave by themselves."""
    return membership.user_id == user.pk or may_manage_staff(user, membership.organisation)

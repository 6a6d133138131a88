"""What members adds to the house's doors: who needs a second factor, which invitations open sign-up."""

import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from members.actions import accept_invitation
from members.models import Invitation, Membership, Role
from protect.accounts.invitations import PendingInvitation, register_gate
from protect.accounts.models import User
from protect.accounts.second_factor import Requirement, register_requirement

INVITATION_SESSION_KEY = "invitation"


def staff_must(user: User) -> Requirement | None:
    """Coordinators at once; reporters some days after they began."""
    live = Membership.objects.live().filter(user=user)
    if live.filter(role=Role.COORDINATOR).exists():
        return Requirement(must_now=True)
    first = live.filter(role=Role.REPORTER).order_by("since").first()
    if first is None:
        return None
    grace = datetime.timedelta(days=settings.REPORTER_SECOND_FACTOR_DAYS)
    return Requirement(must_now=False, grace_until=first.since + grace)


def followed_invitation(request: HttpRequest) -> PendingInvitation | None:
    """The open invitation whose link this session has followed by its button."""
    key = request.session.get(INVITATION_SESSION_KEY)
    found = Invitation.objects.filter(pk=key).first() if key else None
    if found is None or not found.is_open:
        return None
    invitation = found

    def accept(user: User, request: HttpRequest) -> None:
        accept_invitation(invitation, by=user)
        request.session.pop(INVITATION_SESSION_KEY, None)

    introduction = _("%(who)s invites you to join %(organisation)s as %(role)s.") % {
        "who": invitation.invited_by,
        "organisation": invitation.organisation,
        "role": Role(invitation.role).label,
    }
    return PendingInvitation(email=invitation.email, accept=accept, introduction=introduction)


def register() -> None:
    """Called once, when the app is ready."""
    register_requirement(staff_must)
    register_gate(followed_invitation)

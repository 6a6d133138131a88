"""What waits for a coordinator: where nobody else can sign the returns, a second coordinator."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import INVITATION_DAYS, Invitation, Membership, Organisation, Role
from members.queries import organisations_with
from protect.accounts.models import User
from protect.notices.waiting import Waiting, waits


def lacks_second_coordinator(organisation: Organisation) -> bool:
    """Whether only one person signs there and nobody is on the way."""
    coordinators = Membership.objects.live().filter(organisation=organisation, role=Role.COORDINATOR)
    since = timezone.now() - datetime.timedelta(days=INVITATION_DAYS)
    invited = Invitation.objects.filter(
        organisation=organisation, role=Role.COORDINATOR,
        accepted_at=None, revoked_at=None, invited_at__gt=since,
    )  # fmt: skip
    return coordinators.count() < 2 and not invited.exists()


@waits
def second_coordinators(user: User) -> list[Waiting]:
    """For the home page: one link to the form with everything but the e-mail filled in."""
    return [
        Waiting(
            text=_("Invite a second coordinator: only you can sign the returns"),
            kind=_("Staff"),
            url=reverse("members:organisation", args=[organisation.slug]) + "?role=coordinator#invite",
            where=str(organisation),
            organisation=organisation.pk,
        )
        for organisation in organisations_with(user, "sign_reports")
        if lacks_second_coordinator(organisation)
    ]

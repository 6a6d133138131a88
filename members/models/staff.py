"""Staff: the dated memberships of people in organisations, and invitations."""

import datetime
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.organisations import Organisation
from protect.accounts.models import User
from protect.privacy.fields import GuardedEmailField

INVITATION_DAYS = 7


class Role(models.TextChoices):
    """What a person does in an organisation."""

    READER = "reader", _("reader")
    REPORTER = "reporter", _("reporter")
    COORDINATOR = "coordinator", _("coordinator")


PERMISSIONS: dict[str, frozenset[str]] = {
    Role.READER: frozenset({"view_internal"}),
    Role.REPORTER: frozenset({"view_internal", "fill_reports", "edit_profile"}),
    Role.COORDINATOR: frozenset(
        {"view_internal", "fill_reports", "sign_reports", "edit_profile", "manage_staff"}
    ),
}


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by the dates that say whether they hold."""

    def live(self) -> "MembershipQuerySet":
        """Those that hold now, in organisations that still belong."""
        now = timezone.now()
        return self.filter(
            Q(since__lte=now),
            Q(until=None) | Q(until__gt=now),
            Q(organisation__left_on=None) | Q(organisation__left_on__gt=timezone.localdate()),
            user__is_active=True,
        )


class Membership(models.Model):
    """A dated role of a person in an organisation: the truth from which permissions are made."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(until=None),
                name="one_live_membership_a_person_and_organisation",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="a_membership_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.role}, {self.organisation}"


class Invitation(models.Model):
    """An invitation to the staff of an organisation: single use, seven days, bound to an e-mail.

    Only the digest of its secret is kept; the secret itself is in the mail and nowhere else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    email = GuardedEmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=12, choices=Role)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_an_email_and_organisation",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None),
                name="an_accepted_invitation_is_not_revoked",
            ),
        ]

    @property
    def expires_at(self) -> datetime.datetime:
        """Seven days after it was sent."""
        return self.invited_at + datetime.timedelta(days=INVITATION_DAYS)

    @property
    def is_open(self) -> bool:
        """May still be accepted."""
        return not self.accepted_at and not self.revoked_at and timezone.now() < self.expires_at

    def __str__(self) -> str:
        return f"{self.organisation}, {self.role}"

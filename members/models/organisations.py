"""Organisations: the members of the platform."""

import datetime
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from protect.privacy.fields import GuardedCharField
from protect.romanian.sorting import RomanianOrder


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations by the dates that say whether they belong."""

    def members_on(self, day: datetime.date) -> "OrganisationQuerySet":
        """Those that had joined and not left on `day`."""
        return self.filter(Q(joined_on__lte=day), Q(left_on=None) | Q(left_on__gt=day))

    def public(self) -> "OrganisationQuerySet":
        """Those whose profile everybody may read: members today, with a published revision."""
        return self.members_on(timezone.localdate()).filter(published_revision__isnull=False)


class Organisation(models.Model):
    """A member of the platform. Whether it still belongs is said by dates; `public_id` names it outside."""

    slug = models.SlugField(max_length=60, unique=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = GuardedCharField(_("name"), max_length=160, unique=True)
    fiscal_code = GuardedCharField(_("fiscal code"), max_length=12, blank=True)
    capacity = models.PositiveIntegerField(
        _("people that can be accommodated in a year"), null=True, blank=True
    )
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    published_revision = models.OneToOneField(
        "ProfileRevision", null=True, blank=True, on_delete=models.PROTECT, related_name="published_for"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = [RomanianOrder("name")]
        indexes = [models.Index(RomanianOrder("name"), "id", name="organisations_by_alphabet")]
        permissions = [
            ("view_internal", "sees the organisation's own pages and returns"),
            ("fill_reports", "fills returns"),
            ("sign_reports", "signs and submits returns"),
            ("edit_profile", "edits the profile"),
            ("manage_staff", "invites and ends staff"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="an_organisation_leaves_after_it_joined",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_left(self) -> bool:
        """Whether it belongs no more."""
        return self.left_on is not None and self.left_on <= timezone.localdate()


class OrganisationUserPermission(UserObjectPermissionBase):
    """guardian's rows for people, with a real foreign key: no orphan can revive a right.

    guardian finds this model by its visible `related_name`; hidden by "+", it falls back to generic rows.
    """

    content_object = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="user_grants")

    def __str__(self) -> str:
        return f"{self.user}: {self.permission.codename}"


class OrganisationGroupPermission(GroupObjectPermissionBase):
    """guardian wants both kinds; groups are not used on organisations."""

    content_object = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="group_grants")

    def __str__(self) -> str:
        return f"{self.group}: {self.permission.codename}"

"""Trainings, campaigns and advocacy: what the lines "trained" and "informed" can be filled from."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.catalogue import Category
from members.models import Organisation
from protect.accounts.models import User
from protect.privacy.fields import GuardedCharField


class Activity(models.Model):
    """One activity of an organisation, with how many took part."""

    class Kind(models.TextChoices):
        TRAINING = "training", _("training")
        CAMPAIGN = "campaign", _("campaign")
        ADVOCACY = "advocacy", _("advocacy")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    title = GuardedCharField(_("title"), max_length=160, strict=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    place = GuardedCharField(_("place"), max_length=120, blank=True, strict=True)
    audience = models.ForeignKey(
        Category,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("audience"),
    )
    participants = models.PositiveIntegerField(_("participants"))
    noted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-starts_on"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="an_activity_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(participants__lte=9_999_999), name="participants_stay_below_ten_million"
            ),
        ]

    def __str__(self) -> str:
        return self.title

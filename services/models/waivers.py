"""An organisation's word that figures may be published although few stand behind them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from beneficiaries.models import Indicator
from members.models import Organisation
from members.queries import organisations_with
from protect.accounts.models import User
from protect.accounts.rules import may_see_all
from protect.privacy.fields import GuardedTextField


class WaiverQuerySet(models.QuerySet["Waiver"]):
    """Waivers by who may see them and what became of them."""

    def visible_to(self, user: User) -> "WaiverQuerySet":
        """One's own organisations'; the secretariat and auditors see all."""
        if may_see_all(user):
            return self.all()
        return self.filter(organisation__in=organisations_with(user, "view_internal"))

    def given(self) -> "WaiverQuerySet":
        """Those that a coordinator gave and nobody withdrew."""
        return self.filter(agreed=True, withdrawal=None)


class Waiver(models.Model):
    """Organisation × indicator × year: asked for by the secretariat, answered by a coordinator, kept.

    It lifts the rules about few contributors and dominance, never the threshold for small numbers.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="waivers")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="waivers")
    year = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    agreed = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = GuardedTextField(blank=True, strict=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "indicator__position", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "indicator", "year"],
                name="one_waiver_an_organisation_indicator_and_year",
            ),
            models.CheckConstraint(
                condition=Q(agreed=None, answered_at=None, answered_by=None)
                | Q(agreed__isnull=False, answered_at__isnull=False, answered_by__isnull=False),
                name="an_answered_waiver_says_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.indicator}, {self.year}"


class WaiverWithdrawal(models.Model):
    """An organisation takes its word back: for the releases cut from then on. The waiver stays as it was."""

    waiver = models.OneToOneField(Waiver, on_delete=models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = GuardedTextField(blank=True, strict=True)

    def __str__(self) -> str:
        return str(self.waiver)

"""What was published of a year or a period: frozen when it is cut, never changed afterwards.

Triggers on both engines keep it so: rows are inserted, and only the two dates of publication are set,
once each. A later revision is the next release; what it changes is marked in it.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Block, Cell, IndicatorVersion, Period, Report
from protect.accounts.models import User
from protect.privacy.fields import GuardedTextField


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases by where they stand."""

    def published(self) -> "ReleaseQuerySet":
        """Those that everybody may read."""
        return self.filter(published_at__isnull=False)

    def waiting(self) -> "ReleaseQuerySet":
        """Cut, and not published yet."""
        return self.filter(published_at=None)


class Release(models.Model):
    """The n-th release of a scope: a year, or one quarter of it.

    `digest` covers every figure with its status, the policy, and the digests of the verified reports
    behind it; `content_digest` covers what the public sees, so that the public can check it.
    `audit` is the proof: for each indicator the method, its cost, and the intervals' verdict.
    """

    class State(models.TextChoices):
        CUT = "cut", _("cut")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")

    scope = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    period = models.ForeignKey(
        Period, null=True, blank=True, on_delete=models.PROTECT, related_name="releases"
    )
    number = models.PositiveSmallIntegerField()
    policy = models.JSONField()
    policy_reason = GuardedTextField(blank=True)
    differences = models.JSONField(default=list, blank=True)
    waivers = models.JSONField(default=list, blank=True)
    audit = models.JSONField()
    owed = models.PositiveIntegerField()
    verified = models.PositiveIntegerField()
    provisional = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)
    content_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    cut_at = models.DateTimeField(default=timezone.now)
    cut_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    scheduled_for = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "scope", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["scope", "number"], name="one_release_a_scope_and_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="releases_are_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(published_at__gte=F("cut_at")),
                name="a_release_is_published_after_it_was_cut",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} r{self.number}"

    @property
    def title(self) -> str:
        """`2026 r1`, `trimestrul I 2026 r2`."""
        return f"{self.period.title if self.period else self.year} r{self.number}"

    @property
    def slug(self) -> str:
        """`2026-r1`: in the names of files."""
        return f"{self.scope.lower()}-r{self.number}"

    @property
    def state(self) -> "Release.State":
        if self.published_at:
            return self.State.PUBLISHED
        return self.State.SCHEDULED if self.scheduled_for else self.State.CUT


class ReleasedFigure(models.Model):
    """A number of a release, or why there is none.

    A withheld figure stores no number. `primary` and `secondary` are kept apart for the secretariat;
    to the public both are [c]. A margin of a block (all women, a region) has a key and no cell;
    `period` is set for a quarter's figure within a year's release.
    """

    class Status(models.TextChoices):
        PUBLISHED = "published", _("published")
        PRIMARY = "primary", _("withheld for what it is")
        SECONDARY = "secondary", _("withheld to protect another")
        NOT_APPLICABLE = "not_applicable", _("not applicable")
        UNAVAILABLE = "unavailable", _("not available")

    WITHHELD = (Status.PRIMARY, Status.SECONDARY)
    REST = "rest"  # the key of what a block leaves unexplained of its total

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="figures")
    period = models.ForeignKey(Period, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="+")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120, blank=True)
    position = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=14, choices=Status)
    value = models.PositiveBigIntegerField(null=True, blank=True)
    qualifier = models.CharField(max_length=9, default="exact")
    revised = models.BooleanField(default=False)
    provisional = models.BooleanField(default=False)
    organisations = models.PositiveIntegerField(null=True, blank=True)
    overlap = models.PositiveIntegerField(null=True, blank=True)
    why = models.CharField(max_length=60, blank=True)
    low = models.PositiveBigIntegerField(null=True, blank=True)
    high = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "block", "key"],
                condition=Q(period=None),
                name="one_figure_a_release_block_and_key",
            ),
            models.UniqueConstraint(
                fields=["release", "block", "key", "period"],
                condition=Q(period__isnull=False),
                name="one_figure_a_release_block_key_and_period",
            ),
            models.CheckConstraint(
                condition=Q(status="published", value__isnull=False)
                | (~Q(status="published") & Q(value=None, overlap=None)),
                name="a_published_figure_has_a_number_and_no_other_has",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.block}[{self.key}]"


class ReleaseReport(models.Model):
    """A verified report that a release was made of: its lineage."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="reports")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="releases")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "report"], name="a_report_once_a_release")]

    def __str__(self) -> str:
        return f"{self.release}: {self.report_id}"

"""The returns: a report for an organisation and period, its lines, and the counts in the cells.

A verified revision never changes (triggers on both engines); a correction is the next
revision, with its reason. `CountChange` keeps every value that was ever saved.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.catalogue import Cell, Indicator
from beneficiaries.models.periods import Form, Period
from members.models import Organisation
from members.queries import organisations_with
from protect.accounts.models import User
from protect.accounts.rules import may_see_all
from protect.privacy.fields import GuardedCharField, GuardedTextField
from protect.romanian.numbers import format_number


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports by who may see them and where they stand."""

    def visible_to(self, user: User) -> "ReportQuerySet":
        """One's own organisations' reports; the secretariat and auditors see all."""
        if may_see_all(user):
            return self.all()
        return self.filter(organisation__in=organisations_with(user, "view_internal"))

    def working(self) -> "ReportQuerySet":
        """Not yet verified: drafts, submitted, returned."""
        return self.filter(status__in=Report.WORKING)

    def verified(self) -> "ReportQuerySet":
        """Those that count."""
        return self.filter(status=Report.Status.VERIFIED)


class Report(models.Model):
    """A return: an organisation's counts of a period, in its n-th revision."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("in progress")
        SUBMITTED = "submitted", _("sent")
        RETURNED = "returned", _("returned")
        VERIFIED = "verified", _("verified")
        SUPERSEDED = "superseded", _("superseded")

    WORKING = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED)
    EDITABLE = (Status.DRAFT, Status.RETURNED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reports")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="reports")
    revision = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    reference = models.CharField(max_length=20, blank=True)
    correction_reason = GuardedTextField(blank=True, strict=True)
    comment = GuardedTextField(blank=True, strict=True)
    started_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    signals = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many soft findings it was sent with."
    )
    signature_asked_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When the reporter said that it is ready to be signed; until it is sent.",
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    self_verification_reason = GuardedTextField(blank=True, strict=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = ReportQuerySet.as_manager()

    @property
    def waits_for_signature(self) -> bool:
        """Filled; a coordinator of the organisation signs and sends it."""
        return self.signature_asked_at is not None and self.status in self.EDITABLE

    class Meta:
        ordering = ["period", "organisation", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "period", "revision"],
                name="one_revision_an_organisation_period_and_number",
            ),
            models.UniqueConstraint(
                fields=["organisation", "period"],
                condition=Q(status__in=["draft", "submitted", "returned"]),
                name="one_working_revision_an_organisation_and_period",
            ),
            models.UniqueConstraint(
                fields=["organisation", "period"],
                condition=Q(status="verified"),
                name="one_verified_revision_an_organisation_and_period",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(correction_reason=""), name="a_correction_has_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None)
                | ~Q(verified_by=F("submitted_by"))
                | ~Q(self_verification_reason=""),
                name="the_verifier_is_not_the_submitter_or_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["verified", "superseded"])
                | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="a_verified_report_says_by_whom_and_when",
            ),
        ]
        indexes = [models.Index(fields=["period", "status"], name="reports_of_a_period")]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.period}, {self.revision}"

    @property
    def is_editable(self) -> bool:
        """May still be filled: a draft or a returned one, in an open period."""
        return self.status in self.EDITABLE and self.period.is_open


class ReportLine(models.Model):
    """An indicator in a report, and which of the four meanings its figures have.

    Zero is `counted` with the number 0: somebody said so. `block_unavailable` says that the
    organisation knows only the total; otherwise the total is computed from the crossed block.
    """

    class State(models.TextChoices):
        UNANSWERED = "", _("not answered")
        COUNTED = "counted", _("counted")
        NOT_OFFERED = "not_offered", _("not offered")
        NOT_KNOWN = "not_known", _("not known yet")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="lines")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="report_lines")
    state = models.CharField(max_length=12, choices=State, blank=True, default=State.UNANSWERED)
    block_unavailable = models.BooleanField(default=False)
    overlap = models.PositiveIntegerField(null=True, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    note = GuardedTextField(blank=True, strict=True)

    class Meta:
        ordering = ["indicator__position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="one_line_a_report_and_indicator")
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.indicator}"


class Count(models.Model):
    """The number in a cell. `repeat` are those already counted earlier in the same year."""

    class State(models.TextChoices):
        REPORTED = "reported", _("reported")
        UNAVAILABLE = "unavailable", _("not available")
        NOT_APPLICABLE = "not_applicable", _("not applicable")

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("exactly")
        ABOUT = "about", _("about")
        MORE_THAN = "more_than", _("more than")

    line = models.ForeignKey(ReportLine, on_delete=models.CASCADE, related_name="counts")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="counts")
    state = models.CharField(max_length=14, choices=State, default=State.REPORTED)
    served = models.PositiveIntegerField(null=True, blank=True)
    repeat = models.PositiveIntegerField(default=0)
    qualifier = models.CharField(max_length=9, choices=Qualifier, default=Qualifier.EXACT)
    reason = GuardedCharField(max_length=200, blank=True, strict=True)
    computed = models.BooleanField(default=False)
    entered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "cell"], name="one_count_a_line_and_cell"),
            models.CheckConstraint(
                condition=Q(state="reported", served__isnull=False)
                | (~Q(state="reported") & Q(served=None, repeat=0)),
                name="a_reported_count_has_a_number_and_no_other_has",
            ),
            models.CheckConstraint(
                condition=Q(served=None) | Q(repeat__lte=F("served")), name="repeat_is_not_above_served"
            ),
            models.CheckConstraint(
                condition=~Q(state="unavailable") | ~Q(reason=""), name="what_is_not_available_has_its_reason"
            ),
        ]
        indexes = [models.Index(fields=["cell"], name="counts_of_a_cell")]

    def __str__(self) -> str:
        return f"{self.cell}: {self.served}"

    @property
    def said(self) -> str:
        """The number as it was given: `206`, `about 1,250`; nothing where there is none."""
        if self.served is None:
            return ""
        number = format_number(self.served)
        exact = self.qualifier == self.Qualifier.EXACT
        return number if exact else f"{self.get_qualifier_display()} {number}"


class CountChange(models.Model):
    """Every value that was saved in a cell, by whom and when; kept when two people meet in one."""

    line = models.ForeignKey(ReportLine, on_delete=models.CASCADE, related_name="changes")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    old = models.CharField(max_length=40, blank=True)
    new = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    kept = models.BooleanField(default=True, help_text="False: it met another value and waits for a choice.")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.cell}: {self.old} → {self.new}"


class Explanation(models.Model):
    """The sentence that answers a soft check; a changed number asks again."""

    line = models.ForeignKey(ReportLine, on_delete=models.CASCADE, related_name="explanations")
    check_name = models.SlugField(max_length=40)
    inputs = models.CharField(max_length=120)
    text = GuardedTextField(strict=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "check_name", "inputs"], name="one_explanation_a_check_and_its_inputs"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.check_name}"

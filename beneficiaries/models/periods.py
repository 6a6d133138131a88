"""When it is counted and by which form: periods, versions of the form, who owes a return."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.catalogue import Block, IndicatorVersion
from members.models import Organisation
from protect.accounts.models import User
from protect.privacy.fields import GuardedCharField, GuardedTextField
from protect.romanian.dates import quarter


class Form(models.Model):
    """A version of what is asked. A change is a new version; it deletes nothing."""

    number = models.PositiveIntegerField(unique=True)
    note = GuardedCharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.number)


class FormLine(models.Model):
    """A line of a form: one version of an indicator, with the blocks that are switched on."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="lines")
    version = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="form_lines")
    position = models.PositiveSmallIntegerField(default=0)
    blocks = models.ManyToManyField(Block, related_name="form_lines")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["form", "version"], name="an_indicator_version_once_a_form")
        ]

    def __str__(self) -> str:
        return f"{self.form}: {self.version}"


class Period(models.Model):
    """A year or a quarter. Whether it is planned, open or closed is said by dates."""

    class Kind(models.TextChoices):
        YEAR = "year", _("year")
        QUARTER = "quarter", _("quarter")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    code = models.SlugField(max_length=10, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="periods")
    synthetic = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="a_period_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("starts_on")), name="a_return_is_due_after_the_start"
            ),
            models.CheckConstraint(
                condition=Q(kind="year", quarter=None) | Q(kind="quarter", quarter__range=(1, 4)),
                name="a_quarter_has_its_number_and_a_year_none",
            ),
            models.UniqueConstraint(
                fields=["year", "quarter"], nulls_distinct=None, name="one_period_a_year_and_quarter"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def state(self) -> "Period.State":
        if self.closed_at:
            return self.State.CLOSED
        return self.State.OPEN if self.opens_on <= timezone.localdate() else self.State.PLANNED

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def asks_repeat(self) -> bool:
        """Only a later quarter can hold people who were counted earlier in the year."""
        return self.quarter is not None and self.quarter > 1

    @property
    def title(self) -> str:
        """`trimestrul III 2026`, or `2026`."""
        return quarter(self.year, self.quarter) if self.quarter else str(self.year)

    @property
    def short_title(self) -> str:
        """`T3 2026`, or `2026`: for the headings of tables."""
        return quarter(self.year, self.quarter, short=True) if self.quarter else str(self.year)

    def reference(self, number: int) -> str:
        """`PT-2026T3-014`: what a person reads out on the telephone."""
        part = f"T{self.quarter}" if self.quarter else ""
        return f"PT-{self.year}{part}-{number:03d}"


class Obligation(models.Model):
    """Which organisation owes a return of which period, until when; or is exempt, and why."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="obligations")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="obligations")
    due_on = models.DateField()
    exempt = models.BooleanField(default=False)
    reason = GuardedTextField(blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "period"], name="one_obligation_an_organisation_and_period"
            ),
            models.CheckConstraint(
                condition=Q(exempt=False) | ~Q(reason=""), name="an_exemption_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.period}"

    def is_late(self, today: datetime.date | None = None) -> bool:
        """The day of the deadline itself is not late."""
        return (today or timezone.localdate()) > self.due_on

"""The platform's totals, kept in step with verified reports in the same transaction."""

from django.db import models
from django.db.models import F, Q

from beneficiaries.models import Cell, Period, Report
from members.models import Organisation


class Contribution(models.Model):
    """What one organisation's verified report adds to a cell: the lineage of a total.

    Derived from the verified counts; its index finds the two largest of 20,000 at once.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="contributions")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="contributions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contributions")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="contributions")
    served = models.PositiveIntegerField()
    repeat = models.PositiveIntegerField(default=0)
    overlap = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["period", "cell", "organisation"], name="one_contribution_a_cell_and_organisation"
            ),
            models.CheckConstraint(
                condition=Q(repeat__lte=F("served")), name="a_contribution_repeats_no_more_than_it_served"
            ),
        ]
        indexes = [
            models.Index("period", "cell", F("served").desc(), name="largest_contributions"),
            models.Index("organisation", "period", name="contributions_of_a_member"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.cell}: {self.served}"


class Total(models.Model):
    """The sum over organisations of a cell in a period.

    `organisations` counts those that contribute more than zero; `zeros` those that signed a zero.
    `overlap` are people whom their organisations know to be counted by another member as well.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="totals")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="totals")
    served = models.PositiveBigIntegerField(default=0)
    repeat = models.PositiveBigIntegerField(default=0)
    overlap = models.PositiveBigIntegerField(default=0)
    organisations = models.PositiveIntegerField(default=0)
    zeros = models.PositiveIntegerField(default=0)
    largest = models.PositiveIntegerField(default=0)
    second = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "cell"], name="one_total_a_period_and_cell"),
            models.CheckConstraint(condition=Q(repeat__lte=F("served")), name="a_total_repeats_no_more"),
            models.CheckConstraint(condition=Q(second__lte=F("largest")), name="second_is_not_above_largest"),
        ]

    def __str__(self) -> str:
        return f"{self.period}, {self.cell}: {self.served}"

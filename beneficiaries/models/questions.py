"""Questions of the secretariat, pinned to cells, answered as a conversation."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.catalogue import Cell, Indicator
from beneficiaries.models.reports import Report
from protect.accounts.models import User
from protect.privacy.fields import GuardedTextField


class Query(models.Model):
    """A question on a line of a report. A return needs an open one, a resubmission answers all."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        SETTLED = "settled", _("settled")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="queries")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    cells = models.ManyToManyField(Cell, blank=True, related_name="+")
    check_name = models.SlugField(max_length=40, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["asked_at"]
        verbose_name_plural = "queries"

    def __str__(self) -> str:
        return f"{self.report}: {self.indicator}"

    @property
    def unsent_answer(self) -> "QueryMessage | None":
        """The answer that its writer can still change: it goes with the return when that is sent again."""
        last = [*self.messages.all()][-1:]
        sent_at = self.report.submitted_at
        if self.state != self.State.ANSWERED or not last or not sent_at or last[0].at < sent_at:
            return None
        return last[0]


class QueryMessage(models.Model):
    """A question or an answer, in order."""

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="messages")
    text = GuardedTextField(strict=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.query}: {self.by}"

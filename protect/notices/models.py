"""The outbox: what people are told. Written in the transaction of the act, mailed afterwards.

A mail holds a reference and a link, never a figure.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from protect.accounts.models import User
from protect.privacy.fields import GuardedCharField, GuardedEmailField, GuardedTextField


class Notice(models.Model):
    """A message to one person; `mailed_at` is empty until the mail has left."""

    recipient = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="notices")
    address = GuardedEmailField(blank=True)
    kind = models.SlugField(max_length=40)
    subject = GuardedCharField(max_length=200)
    body = GuardedTextField()
    path = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | ~Q(address=""), name="a_notice_has_somebody_to_reach"
            )
        ]
        indexes = [
            models.Index(fields=["made_at"], condition=Q(mailed_at=None), name="notices_not_yet_mailed")
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.recipient_id or self.address}"


class Round(models.Model):
    """When a job that comes round was last begun."""

    name = models.SlugField(max_length=60, unique=True)
    begun_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

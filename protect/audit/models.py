"""The audit log: one row an act, each sealed with the seal of the row before it.

The database refuses to change or delete a row (triggers on both engines, migration 0002).
Whoever goes around the triggers breaks the chain of seals, and `verify_audit` says where.
"""

from django.conf import settings
from django.db import models

from protect.privacy.fields import GuardedTextField


class Entry(models.Model):
    """One act that changed state, or one sensitive read."""

    sequence = models.PositiveBigIntegerField(unique=True, editable=False)
    at = models.DateTimeField(editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    organisation_id = models.BigIntegerField(null=True, editable=False)
    action = models.CharField(max_length=64, editable=False)
    object_type = models.CharField(max_length=64, blank=True, editable=False)
    object_id = models.CharField(max_length=64, blank=True, editable=False)
    reason = GuardedTextField(blank=True, editable=False)
    details = models.JSONField(default=dict, editable=False)
    previous_seal = models.CharField(max_length=64, editable=False)
    seal = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="entries_of_an_object")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.object_type} {self.object_id}".strip()


class Head(models.Model):
    """The last sequence number and seal: one row, locked by whoever appends.

    `own_seal` seals the two with AUDIT_KEY: whoever lacks the key can't make a head for a log that they cut.
    """

    sequence = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)
    own_seal = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.sequence} {self.seal[:12]}"

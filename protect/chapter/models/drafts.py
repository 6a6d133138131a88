"""What somebody is writing and has not sent: kept for that person alone."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from protect.accounts.models import User
from protect.chapter.models.contributions import Contribution
from protect.chapter.models.texts import Text
from protect.privacy.fields import GuardedTextField


class Draft(models.Model):
    """The words of one person for a contribution or a section's text; `began_from` is its version then."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    contribution = models.ForeignKey(Contribution, null=True, on_delete=models.CASCADE, related_name="drafts")
    text = models.ForeignKey(Text, null=True, on_delete=models.CASCADE, related_name="drafts")
    words = GuardedTextField(blank=True)
    began_from = models.PositiveIntegerField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution=None, text__isnull=False) | Q(contribution__isnull=False, text=None),
                name="a_draft_is_for_one_place",
            ),
            models.UniqueConstraint(fields=["user", "contribution"], name="one_draft_a_contribution"),
            models.UniqueConstraint(fields=["user", "text"], name="one_draft_a_text"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.contribution or self.text}"

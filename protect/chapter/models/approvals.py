"""The coordinators' word on the chapter: agreed, or dissent with its words, on a text of one digest."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from protect.accounts.models import User
from protect.chapter.models.chapters import Chapter
from protect.privacy.fields import GuardedTextField
from workgroups.models import Workgroup


class Approval(models.Model):
    """What a group's coordinator said. It holds for the words of this digest, and for no later ones."""

    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="approvals")
    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    agrees = models.BooleanField()
    dissent = GuardedTextField(blank=True, strict=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["workgroup__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "workgroup", "digest"], name="one_word_a_group_and_text"
            ),
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(dissent=""), name="dissent_is_said_in_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workgroup}, {self.chapter}"

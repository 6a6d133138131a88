"""Tasks: something to be done by an organisation or a person, until a day."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from protect.accounts.models import User
from protect.privacy.fields import GuardedCharField
from workgroups.models.decisions import Proposal
from workgroups.models.groups import Workgroup
from workgroups.models.meetings import Meeting
from workgroups.models.reading import GroupContentQuerySet


class TaskQuerySet(GroupContentQuerySet["Task"]):
    """Tasks of the groups that one reads."""

    def open(self) -> "TaskQuerySet":
        """Those still to be done: not what an organisation laid down when it left."""
        return self.filter(done_at=None).exclude(organisation__left_on__lte=timezone.localdate())

    def over(self) -> "TaskQuerySet":
        """Those that nobody has to do any more."""
        return self.exclude(pk__in=self.open().values("pk"))


class Task(models.Model):
    """Something to be done: an organisation answers for it, or a person for an organisation."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="tasks")
    what = GuardedCharField(_("what is to be done"), max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("until"))
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    proposal = models.ForeignKey(
        Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["organisation", "due_on"], condition=Q(done_at=None), name="tasks_to_be_done"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="a_task_is_done_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("workgroups:tasks", args=[self.workgroup.slug])

    @property
    def is_laid_down(self) -> bool:
        """Not done, and nobody took it on when the organisation left."""
        return self.done_at is None and self.organisation.has_left

    @property
    def is_late(self) -> bool:
        return self.done_at is None and not self.is_laid_down and self.due_on < timezone.localdate()


class CalendarFeed(models.Model):
    """The secret address of a person's calendar; only its digest is kept. A new one ends the one before."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user_id}"

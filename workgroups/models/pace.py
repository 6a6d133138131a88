"""What is still to be told by mail, and how often each person wishes to be told."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from protect.accounts.models import User
from protect.notices.models import Notice
from workgroups.models.decisions import Proposal
from workgroups.models.groups import Workgroup
from workgroups.models.meetings import Meeting
from workgroups.models.posts import Post
from workgroups.models.tasks import Task
from workgroups.models.threads import Thread


class Pace(models.TextChoices):
    """How often a mail tells of a group."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    NEVER = "never", _("never by e-mail")


class PacePreference(models.Model):
    """The pace that a person chose for a group; who chose nothing is told daily, of mentions at once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    workgroup = models.ForeignKey(Workgroup, on_delete=models.CASCADE, related_name="+")
    pace = models.CharField(max_length=8, choices=Pace, default=Pace.DAILY)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "workgroup"], name="one_pace_a_person_and_group")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.workgroup_id}: {self.pace}"


THINGS = ("post", "meeting", "proposal", "task")


class Untold(models.Model):
    """Something that a person is still to be told of by mail: looked at again before the mail is written,
    and once more before it leaves. `notice` is the mail that waits in the outbox."""

    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    workgroup = models.ForeignKey(Workgroup, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, null=True, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, null=True, on_delete=models.CASCADE, related_name="+")
    mentioned = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    notice = models.ForeignKey(Notice, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["made_at"]
        indexes = [models.Index(fields=["recipient", "made_at"], name="what_a_person_is_to_be_told")]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "post"], name="a_person_is_told_once_of_a_post"),
            *(
                models.UniqueConstraint(
                    fields=["recipient", thing],
                    condition=Q(notice=None),
                    name=f"a_person_waits_once_for_a_{thing}",
                )
                for thing in THINGS[1:]
            ),
            models.CheckConstraint(
                condition=Q(post__isnull=False, thread__isnull=False, meeting=None, proposal=None, task=None)
                | Q(post=None, thread=None, meeting__isnull=False, proposal=None, task=None)
                | Q(post=None, thread=None, meeting=None, proposal__isnull=False, task=None)
                | Q(post=None, thread=None, meeting=None, proposal=None, task__isnull=False),
                name="a_person_is_told_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} ← {self.kind} {getattr(self, f'{self.kind}_id')}"

    @property
    def kind(self) -> str:
        """Of what it tells: one of THINGS."""
        return next(name for name in THINGS if getattr(self, f"{name}_id"))

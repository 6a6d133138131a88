"""Meetings of a group: when, where, what about; who came, by organisation; what was said and settled."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from protect.accounts.models import User
from protect.privacy.fields import GuardedCharField, GuardedTextField
from workgroups.models.groups import Workgroup
from workgroups.models.reading import GroupContentQuerySet
from workgroups.models.resources import WEB


class MeetingQuerySet(GroupContentQuerySet["Meeting"]):
    """A meeting is seen by whoever reads its group at the time of the meeting."""

    time_field: ClassVar[str] = "starts_at"


class Meeting(models.Model):
    """A meeting with its agenda and, afterwards, its minutes. `edition` counts changes, for calendars."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="meetings")
    title = GuardedCharField(_("title"), max_length=160)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = GuardedCharField(_("place"), max_length=200, blank=True)
    link = GuardedCharField(_("link to join"), max_length=500, blank=True, validators=[WEB])
    agenda = GuardedTextField(_("agenda"), max_length=5000, blank=True)
    minutes = GuardedTextField(_("minutes"), max_length=20_000, blank=True)
    minutes_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minutes_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["workgroup", "-starts_at"], name="meetings_of_a_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_meeting_ends_after_it_began"
            ),
            models.CheckConstraint(condition=~Q(place="", link=""), name="a_meeting_takes_place_somewhere"),
            models.CheckConstraint(
                condition=Q(minutes="") | Q(minutes_at__isnull=False, minutes_by__isnull=False),
                name="minutes_are_written_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workgroups:meeting", args=[self.key])

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()


class Attendance(models.Model):
    """Whether an organisation took part. Of people nothing is kept."""

    class State(models.TextChoices):
        PRESENT = "present", _("took part")
        EXCUSED = "excused", _("sent word that it could not")
        ABSENT = "absent", _("did not take part")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=State)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"], name="one_attendance_an_organisation_and_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.state}"

"""An organisation leaves: an act of two people, with an export of everything that is theirs."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.organisations import Organisation
from protect.accounts.models import User
from protect.privacy.fields import GuardedCharField, GuardedTextField


class Departure(models.Model):
    """Proposed by one person, carried out by another; statistics stay, nothing is deleted."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="departures")
    reason = GuardedTextField(_("Why the organisation leaves"), max_length=1000)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    carried_out_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    carried_out_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    export_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(carried_out_at=None, called_off_at=None),
                name="one_open_departure_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(carried_out_by=None) | ~Q(carried_out_by=F("proposed_by")),
                name="a_departure_is_the_act_of_two_people",
            ),
            models.CheckConstraint(
                condition=Q(carried_out_at=None) | Q(called_off_at=None),
                name="a_departure_is_carried_out_or_called_off",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.proposed_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Waits for the second person."""
        return self.carried_out_at is None and self.called_off_at is None


class Handover(models.Model):
    """What becomes of a role, a task or a question when the organisation leaves.

    Said before, done with the departure: somebody takes it on, or it is laid down (`to` is empty). `room` and
    `key` name the thing where it lives; the words are kept, because the thing changes hands.
    """

    departure = models.ForeignKey(Departure, on_delete=models.CASCADE, related_name="handovers")
    room = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    what = GuardedCharField(max_length=400)
    to = models.CharField(max_length=80, blank=True)
    to_name = GuardedCharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["room", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["departure", "room", "key"], name="one_word_on_each_thing_that_is_handed_over"
            ),
            models.CheckConstraint(
                condition=Q(to="", to_name="") | (~Q(to="") & ~Q(to_name="")),
                name="whoever_takes_something_on_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.to_name or '–'}"

"""Decisions: a proposal, the answers of organisations, and an outcome in a numbered register."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from protect.accounts.models import User
from protect.privacy.fields import GuardedCharField, GuardedTextField
from workgroups.models.groups import Workgroup
from workgroups.models.meetings import Meeting
from workgroups.models.reading import GroupContentQuerySet


class ProposalQuerySet(GroupContentQuerySet["Proposal"]):
    """Proposals and decisions of the groups that one reads."""

    def open(self) -> "ProposalQuerySet":
        """Those that have no outcome yet."""
        return self.filter(closed_at=None)


class Proposal(models.Model):
    """A sentence to be decided. Once closed it is a decision: it has a number, and never changes."""

    class Result(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        REJECTED = "rejected", _("not adopted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="proposals")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    sentence = GuardedCharField(_("what is to be decided"), max_length=300)
    explanation = GuardedTextField(_("why"), max_length=5000, blank=True)
    closes_at = models.DateTimeField(_("answers until"))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(_("result"), max_length=9, choices=Result, blank=True)
    outcome = GuardedTextField(_("outcome, in one sentence"), max_length=600, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["workgroup", "-made_at"], name="proposals_of_a_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    closed_at=None, closed_by=None, result="", outcome="", year=None, number=None
                )
                | (
                    Q(closed_at__isnull=False, closed_by__isnull=False, year__gt=0, number__gt=0)
                    & ~Q(outcome="")
                    & ~Q(result="")
                ),
                name="a_decision_has_an_outcome_and_a_number",
            ),
            models.UniqueConstraint(
                fields=["workgroup", "year", "number"], name="one_decision_a_number_of_a_group_and_year"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference or self.sentence

    def get_absolute_url(self) -> str:
        return reverse("workgroups:proposal", args=[self.key])

    @property
    def reference(self) -> str:
        """`D-GL3-2026-04`: the group's place, the year, the number; empty before the outcome."""
        if not self.number:
            return ""
        return f"D-GL{self.workgroup.position + 1}-{self.year}-{self.number:02}"

    @property
    def takes_answers(self) -> bool:
        return self.closed_at is None and timezone.now() < self.closes_at


class Ballot(models.Model):
    """The answer of one organisation. Changeable until the proposal closes; then it stays as it is."""

    class Choice(models.TextChoices):
        AGREE = "agree", _("agrees")
        ABSTAIN = "abstain", _("abstains")
        DISAGREE = "disagree", _("does not agree")
        OBJECT = "object", _("objects")
        SILENT = "silent", _("did not answer")

    GIVEN = (Choice.AGREE, Choice.ABSTAIN, Choice.DISAGREE, Choice.OBJECT)

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="ballots")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice)
    reason = GuardedTextField(_("reason"), max_length=1000, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "organisation"], name="one_organisation_one_vote"
            ),
            models.CheckConstraint(
                condition=~Q(choice="object") | ~Q(reason=""), name="an_objection_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(choice="silent", by=None) | (~Q(choice="silent") & Q(by__isnull=False)),
                name="an_answer_is_given_by_somebody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.choice}"

"""What an organisation or a group answers to a section's question."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from members.queries import organisations_with
from protect.accounts.models import User
from protect.accounts.rules import may_see_all
from protect.chapter.models.chapters import Section
from protect.privacy.fields import GuardedTextField
from workgroups.models import Workgroup
from workgroups.queries import groups_with


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Contributions by who may see them and where they stand."""

    def visible_to(self, user: User) -> "ContributionQuerySet":
        """Those of one's own organisations and groups; the secretariat and auditors see all."""
        if may_see_all(user):
            return self.all()
        return self.filter(
            Q(organisation__in=organisations_with(user, "view_internal"))
            | Q(workgroup__in=groups_with(user, "read_workgroup"))
        )

    def unanswered(self) -> "ContributionQuerySet":
        """Those that the secretariat waits for: in no finished section, of no organisation that left."""
        states = [Contribution.State.ASKED, Contribution.State.ASKED_BACK]
        waiting = self.filter(state__in=states, section__completed_at=None)
        return waiting.exclude(organisation__left_on__lte=timezone.localdate())


class Contribution(models.Model):
    """A question put to one organisation or group, and its answer.

    `text` is always the author's own; what the secretariat made of it stands in `accepted_text`, and its
    translation for the English chapter in `accepted_text_en`.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("not answered yet")
        SENT = "sent", _("sent")
        ASKED_BACK = "asked_back", _("asked back")
        ACCEPTED = "accepted", _("taken as it is")
        SHORTENED = "shortened", _("taken, shortened")

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="contributions")
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contributions_to_chapters",
    )
    workgroup = models.ForeignKey(
        Workgroup, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions_to_chapters"
    )
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    text = GuardedTextField(blank=True, strict=True)
    version = models.PositiveIntegerField(default=0)
    accepted_text = GuardedTextField(blank=True, strict=True)
    accepted_text_en = GuardedTextField(blank=True, strict=True)
    question_back = GuardedTextField(blank=True, strict=True)
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "workgroup__position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, workgroup__isnull=False)
                | Q(organisation__isnull=False, workgroup=None),
                name="a_contribution_is_of_an_organisation_or_of_a_group",
            ),
            models.UniqueConstraint(
                fields=["section", "organisation"], name="one_contribution_a_section_and_organisation"
            ),
            models.UniqueConstraint(
                fields=["section", "workgroup"], name="one_contribution_a_section_and_group"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "shortened"]) | ~Q(accepted_text=""),
                name="an_accepted_contribution_has_the_text_that_was_accepted",
            ),
            models.CheckConstraint(
                condition=~Q(state="asked_back") | ~Q(question_back=""),
                name="what_is_asked_back_has_its_question",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author}, {self.section}"

    @property
    def author(self) -> Organisation | Workgroup:
        """Who was asked."""
        found = self.organisation or self.workgroup
        assert found is not None
        return found

    def accepted_in(self, language: str) -> str:
        """What was accepted, in `ro` or `en`; '' where it waits for its translation."""
        return self.accepted_text if language == "ro" else self.accepted_text_en

    @property
    def is_laid_down(self) -> bool:
        """Nobody answers any more: the organisation left first."""
        waits = self.state in (self.State.ASKED, self.State.ASKED_BACK)
        return waits and self.organisation is not None and self.organisation.has_left

    @property
    def is_open(self) -> bool:
        """May still be written: not accepted, in a section that is not finished."""
        if self.section.completed_at is not None:
            return False
        return self.state in (self.State.ASKED, self.State.SENT, self.State.ASKED_BACK)

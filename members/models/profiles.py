"""Profiles: what an organisation says of itself, in revisions that the secretariat reads first.

`Organisation.published_revision` points at what everybody sees. An approved revision never changes;
to change the profile is to begin the next one, based on the published.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.counties import COUNTY_CHOICES
from members.models.organisations import Organisation
from protect.accounts.models import User
from protect.files.models import StoredFile
from protect.privacy.fields import (
    GuardedCharField,
    GuardedEmailField,
    GuardedPhoneField,
    GuardedTextField,
    GuardedURLField,
)
from protect.romanian.languages import Worded, either


class Audience(models.TextChoices):
    """Whom an organisation or a service is for."""

    ADULT_WOMEN = "women", _("women")
    ADULT_MEN = "men", _("men")
    GIRLS = "girls", _("girls under 18")
    BOYS = "boys", _("boys under 18")
    MOTHERS = "mothers", _("mothers with children")
    FAMILIES = "families", _("families of survivors")
    MIGRANTS = "migrants", _("migrants and refugees")
    ROMA = "roma", _("Roma communities")
    DISABLED = "disabled", _("people with disabilities")
    PUPILS = "pupils", _("pupils and students")
    PROFESSIONALS = "professionals", _("professionals who meet victims")
    INSTITUTIONS = "institutions", _("institutions and policy makers")


class ProfileRevisionQuerySet(models.QuerySet["ProfileRevision"]):
    """Revisions by where they are on their way."""

    def open(self) -> "ProfileRevisionQuerySet":
        """Those that are still on their way: at most one an organisation."""
        return self.filter(status__in=ProfileRevision.OPEN)

    def waiting(self) -> "ProfileRevisionQuerySet":
        """Those that wait for the secretariat, the oldest first."""
        return self.filter(status=ProfileRevision.Status.SUBMITTED).order_by("submitted_at")


class ProfileRevision(models.Model):
    """One version of an organisation's profile."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("sent to the secretariat")
        RETURNED = "returned", _("came back with questions")
        APPROVED = "approved", _("approved")

    EDITABLE = (Status.DRAFT, Status.RETURNED)
    OPEN = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED)

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="profile_revisions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    summary_ro = GuardedCharField(_("In one sentence"), max_length=240, blank=True)
    summary_en = GuardedCharField(_("In one sentence"), max_length=240, blank=True)
    mission_ro = GuardedTextField(_("Mission"), max_length=1500, blank=True)
    mission_en = GuardedTextField(_("Mission"), max_length=1500, blank=True)
    vision_ro = GuardedTextField(_("Vision"), max_length=1000, blank=True)
    vision_en = GuardedTextField(_("Vision"), max_length=1000, blank=True)
    activity_ro = GuardedTextField(_("What we do"), max_length=3000, blank=True)
    activity_en = GuardedTextField(_("What we do"), max_length=3000, blank=True)
    programmes_ro = GuardedTextField(_("Programmes"), max_length=2000, blank=True)
    programmes_en = GuardedTextField(_("Programmes"), max_length=2000, blank=True)
    served_ro = GuardedTextField(_("Whom we serve"), max_length=1000, blank=True)
    served_en = GuardedTextField(_("Whom we serve"), max_length=1000, blank=True)
    cities = GuardedCharField(_("Towns, with a comma between them"), max_length=240, blank=True)
    founded = models.PositiveSmallIntegerField(_("Year of founding"), null=True, blank=True)
    website = GuardedURLField(_("Website"), blank=True)
    email = GuardedEmailField(_("Public e-mail address"), blank=True)
    phone = GuardedPhoneField(_("Public telephone number"), max_length=30, blank=True)
    logo = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    authors = models.ManyToManyField(User, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = ProfileRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"], name="a_profile_has_one_revision_of_each_number"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(status__in=["draft", "submitted", "returned"]),
                name="one_open_profile_revision_an_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(approved_by__isnull=False, submitted_by__isnull=False),
                name="an_approved_profile_says_who_sent_and_who_approved_it",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("submitted_by")),
                name="nobody_approves_a_profile_that_they_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.number}"

    def text(self, field: str) -> Worded:
        """A text in the language of the page, in the other where there is none: `text("mission")`."""
        return either(getattr(self, f"{field}_ro"), getattr(self, f"{field}_en"))

    @property
    def county_codes(self) -> list[str]:
        """The counties in which the organisation works."""
        return sorted(row.county for row in self.counties.all())

    @property
    def audience_codes(self) -> list[str]:
        """Whom the organisation serves, as codes."""
        return sorted(row.audience for row in self.audiences.all())

    @property
    def new_questions(self) -> models.QuerySet["ProfileQuestion"]:
        """Asked since it was last sent, and not settled."""
        questions = self.questions.filter(settled_at=None)
        return questions.filter(asked_at__gte=self.submitted_at) if self.submitted_at else questions

    @property
    def language_texts(self) -> dict[str, Any]:
        """For templates, `profile.language_texts.mission`: each text in the language of the page."""
        return {name: self.text(name) for name in TEXTS}


TEXTS = ("summary", "mission", "vision", "activity", "programmes", "served")


class ProfileCounty(models.Model):
    """A county in which the organisation of a revision works."""

    revision = models.ForeignKey(ProfileRevision, on_delete=models.CASCADE, related_name="counties")
    county = models.CharField(max_length=2, choices=COUNTY_CHOICES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "revision"], name="a_profile_names_a_county_once")
        ]

    def __str__(self) -> str:
        return self.county


class ProfileAudience(models.Model):
    """Somebody whom the organisation of a revision serves."""

    revision = models.ForeignKey(ProfileRevision, on_delete=models.CASCADE, related_name="audiences")
    audience = models.CharField(max_length=16, choices=Audience)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["audience", "revision"], name="a_profile_names_an_audience_once")
        ]

    def __str__(self) -> str:
        return self.audience


class KeyFigure(models.Model):
    """A number that an organisation says of itself, with its year and where it comes from.

    A draft may hold half of one; a revision is sent only with whole ones.
    """

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("exactly")
        ABOUT = "about", _("about")
        MORE_THAN = "more", _("more than")

    revision = models.ForeignKey(ProfileRevision, on_delete=models.CASCADE, related_name="figures")
    position = models.PositiveSmallIntegerField()
    label_ro = GuardedCharField(_("What was counted, in Romanian"), max_length=120, blank=True)
    label_en = GuardedCharField(_("What was counted, in English"), max_length=120, blank=True)
    qualifier = models.CharField(_("How exact"), max_length=5, choices=Qualifier, default=Qualifier.EXACT)
    number = models.PositiveBigIntegerField(_("Number"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("Year"), null=True, blank=True)
    source = GuardedCharField(_("Source"), max_length=160, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "position"], name="a_profile_has_one_figure_in_each_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label_ro}: {self.number}"

    @property
    def label(self) -> Worded:
        """What was counted, in the language of the page."""
        return either(self.label_ro, self.label_en)


class ProfileQuestion(models.Model):
    """What the secretariat asks about a field of a revision; the organisation answers or mends."""

    revision = models.ForeignKey(ProfileRevision, on_delete=models.CASCADE, related_name="questions")
    field = models.CharField(max_length=30)
    text = GuardedTextField(_("Question"), max_length=600)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = GuardedTextField(_("Answer"), max_length=600, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return f"{self.field}: {self.text}"

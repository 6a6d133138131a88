"""A new organisation asks to join: what it says, who vouches for it, what was asked, what was decided."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.counties import COUNTY_CHOICES
from members.models.organisations import Organisation
from protect.accounts.models import User
from protect.files.models import StoredFile
from protect.privacy.fields import GuardedCharField, GuardedEmailField, GuardedTextField, GuardedURLField

REFERENCES_WANTED = 2
UNCONFIRMED_DAYS = 7


class Application(models.Model):
    """An application. Its people hold only a link (`token_digest`): they have no account yet."""

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("e-mail not confirmed")
        SUBMITTED = "submitted", _("sent")
        MORE_ASKED = "more_asked", _("more was asked")
        IN_EVALUATION = "in_evaluation", _("in evaluation")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn by the organisation")

    # What may follow what: the whole way of an application.
    NEXT: dict[str, tuple[str, ...]] = {
        Status.UNCONFIRMED: (Status.SUBMITTED,),
        Status.SUBMITTED: (Status.MORE_ASKED, Status.IN_EVALUATION, Status.WITHDRAWN),
        Status.MORE_ASKED: (Status.SUBMITTED, Status.WITHDRAWN),
        Status.IN_EVALUATION: (Status.MORE_ASKED, Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN),
        Status.ACCEPTED: (),
        Status.DECLINED: (),
        Status.WITHDRAWN: (),
    }
    DECIDED = (Status.ACCEPTED, Status.DECLINED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    status = models.CharField(max_length=16, choices=Status, default=Status.UNCONFIRMED)
    name = GuardedCharField(_("Name of the organisation"), max_length=160)
    fiscal_code = GuardedCharField(_("Fiscal code"), max_length=12)
    website = GuardedURLField(_("Website"), blank=True)
    founded = models.PositiveSmallIntegerField(
        _("Year of founding"), validators=[MinValueValidator(1850), MaxValueValidator(2100)]
    )
    contact_name = GuardedCharField(_("Who writes for the organisation"), max_length=120)
    email = GuardedEmailField(_("E-mail address"))
    language = models.CharField(max_length=2, default="ro", choices=[("ro", "română"), ("en", "English")])
    activity = GuardedTextField(_("What you do against trafficking, and since when"), max_length=2000)
    wishes = GuardedTextField(_("What you want to do together with the others"), max_length=1500)
    statutes = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    statutes = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = GuardedTextField(_("Reason of the decision"), max_length=1500, blank=True)
    organisation = models.OneToOneField(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="application"
    )

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "declined"])
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(reason="")),
                name="a_decision_says_who_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["unconfirmed", "withdrawn"]) | Q(confirmed_at__isnull=False),
                name="an_application_is_read_after_its_e_mail_was_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(status="accepted", organisation__isnull=False)
                | (~Q(status="accepted") & Q(organisation=None)),
                name="an_accepted_application_and_only_one_makes_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def may_become(self, status: str) -> bool:
        """Whether that is a step from here."""
        return status in self.NEXT[self.status]


class ApplicationCounty(models.Model):
    """A county in which the applicant works."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="counties")
    county = models.CharField(max_length=2, choices=COUNTY_CHOICES)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "county"], name="an_application_names_a_county_once"
            )
        ]

    def __str__(self) -> str:
        return self.county


class ApplicationReference(models.Model):
    """A member that the applicant names; a coordinator of it vouches, or says why not."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("not answered yet")
        VOUCHES = "vouches", _("recommends the organisation")
        ABSTAINS = "abstains", _("does not recommend it")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="references")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.WAITING)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    note = GuardedTextField(_("How you know the organisation"), max_length=1000, blank=True)
    has_interest = models.BooleanField(_("We have an interest in the decision"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "organisation"], name="a_member_gives_one_reference_an_application"
            ),
            models.CheckConstraint(
                condition=Q(answer="waiting") | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="a_reference_says_who_gave_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} → {self.application}"


class ApplicationMessage(models.Model):
    """A question of the secretariat (`by`), or the applicant's answer (nobody's account)."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = GuardedTextField(_("Message"), max_length=1500)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text

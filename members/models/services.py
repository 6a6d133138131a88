"""Services that an organisation offers to people, with what the public needs to reach one.

What the public sees never changes under its eyes: a change is the next version of the same service,
and takes its place when the secretariat has confirmed it. Where people sleep is nowhere in the database.
"""

import datetime
import re
import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.counties import COUNTY_CHOICES
from members.models.organisations import Organisation
from members.models.profiles import Audience
from protect.accounts.models import User
from protect.privacy.fields import GuardedCharField, GuardedPhoneField, GuardedTextField
from protect.romanian.languages import Worded, either

# 8790CR-VTP-I, 8899CZ-VTP-I, 8810ID-I: the nomenclature of social services (HG 867/2015).
NOMENCLATURE = re.compile(r"^8[789]\d{2}[A-Z]{2}(-[A-Z]{1,6}){0,2}(-[IVX]{1,5})?$")


class OfferKind(models.TextChoices):
    """The platform's own lines: the codes of its indicators."""

    RESIDENTIAL = "residential", _("a place to live for a while")
    DAY_CENTRE = "day_centre", _("a day centre")
    REINTEGRATION = "reintegration", _("help back to school, work or home")
    INFORMED = "informed", _("information and prevention")
    CRIMINAL_PROCEEDINGS = "criminal_proceedings", _("help in criminal proceedings")
    REPATRIATION = "repatriation", _("help to return to Romania")
    COUNSELLING = "counselling", _("counselling, psychological or vocational")
    TRAINED = "trained", _("training for professionals")


class Language(models.TextChoices):
    """Languages in which a service speaks with people."""

    ROMANIAN = "ro", _("Romanian")
    ENGLISH = "en", _("English")
    HUNGARIAN = "hu", _("Hungarian")
    ROMANI = "rom", _("Romani")
    UKRAINIAN = "uk", _("Ukrainian")
    RUSSIAN = "ru", _("Russian")
    FRENCH = "fr", _("French")
    GERMAN = "de", _("German")
    ITALIAN = "it", _("Italian")
    SPANISH = "es", _("Spanish")
    ARABIC = "ar", _("Arabic")
    SIGN = "rms", _("Romanian sign language")


class ServiceOfferQuerySet(models.QuerySet["ServiceOffer"]):
    """Offers by the dates that say whether they hold."""

    def live(self) -> "ServiceOfferQuerySet":
        """Not ended."""
        return self.filter(ended_at=None)

    def public(self) -> "ServiceOfferQuerySet":
        """What everybody may see: confirmed, not ended, of a member whose profile is published."""
        today = timezone.localdate()
        return self.live().filter(
            Q(organisation__left_on=None) | Q(organisation__left_on__gt=today),
            confirmed_at__isnull=False,
            organisation__published_revision__isnull=False,
        )

    def waiting(self) -> "ServiceOfferQuerySet":
        """New or changed, and not confirmed yet; the oldest first."""
        return self.live().filter(confirmed_at=None).order_by("created_at")


class ServiceOffer(models.Model):
    """One version of a service. `public_id` stays from version to version."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(_("Kind of service"), max_length=24, choices=OfferKind)
    name_ro = GuardedCharField(_("Name in Romanian"), max_length=120)
    name_en = GuardedCharField(_("Name in English"), max_length=120, blank=True)
    description_ro = GuardedTextField(_("What happens there, in Romanian"), max_length=800, blank=True)
    description_en = GuardedTextField(_("What happens there, in English"), max_length=800, blank=True)
    with_accommodation = models.BooleanField(_("People sleep there"), default=False)
    address = GuardedCharField(_("Public address"), max_length=200, blank=True)
    nomenclature_code = GuardedCharField(
        _("Code in the nomenclature of social services"),
        max_length=24,
        blank=True,
        validators=[RegexValidator(NOMENCLATURE, _("Write the code as in the licence: 8790CR-VTP-I."))],
    )
    licence_number = GuardedCharField(_("Number of the licence"), max_length=40, blank=True)
    licence_expires_on = models.DateField(_("The licence expires on"), null=True, blank=True)
    licence_reminded_on = models.DateField(null=True, blank=True, editable=False)
    capacity = models.PositiveIntegerField(_("Places"), null=True, blank=True)
    nationwide = models.BooleanField(_("Helps people from the whole country"), default=False)
    phone = GuardedPhoneField(_("Public telephone number"), max_length=30, blank=True)
    hours_ro = GuardedCharField(_("When somebody answers, in Romanian"), max_length=120, blank=True)
    hours_en = GuardedCharField(_("When somebody answers, in English"), max_length=120, blank=True)
    is_free = models.BooleanField(_("Costs nothing"), default=True)
    is_anonymous = models.BooleanField(_("One need not say one's name"), default=False)

    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ServiceOfferQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "name_ro"]
        constraints = [
            models.CheckConstraint(
                condition=Q(with_accommodation=False) | Q(address=""),
                name="no_address_is_stored_for_a_service_with_accommodation",
            ),
            models.CheckConstraint(
                condition=Q(with_accommodation=True) | ~Q(kind="residential"),
                name="a_residential_service_is_one_with_accommodation",
            ),
            models.CheckConstraint(
                condition=Q(with_accommodation=True) | ~Q(nomenclature_code__startswith="8790"),
                name="a_nomenclature_code_of_residential_care_means_accommodation",
            ),
            models.UniqueConstraint(
                fields=["public_id"],
                condition=Q(ended_at=None, confirmed_at__isnull=False),
                name="one_confirmed_version_of_a_service",
            ),
            models.UniqueConstraint(
                fields=["public_id"],
                condition=Q(ended_at=None, confirmed_at=None),
                name="one_waiting_version_of_a_service",
            ),
        ]
        indexes = [
            models.Index(fields=["kind"], condition=Q(ended_at=None), name="live_services_by_kind"),
            models.Index(
                fields=["licence_expires_on"], condition=Q(ended_at=None), name="live_services_by_licence"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def _text(self, field: str) -> Worded:
        return either(getattr(self, f"{field}_ro"), getattr(self, f"{field}_en"))

    @property
    def name(self) -> Worded:
        """Its name in the language of the page."""
        return self._text("name")

    @property
    def description(self) -> Worded:
        """What happens there, in the language of the page."""
        return self._text("description")

    @property
    def hours(self) -> Worded:
        """When somebody answers, in the language of the page."""
        return self._text("hours")

    @property
    def county_codes(self) -> list[str]:
        """The counties that it serves."""
        return sorted(row.county for row in self.counties.all())

    @property
    def audience_codes(self) -> list[str]:
        """Whom it serves."""
        return sorted(row.audience for row in self.audiences.all())

    @property
    def language_codes(self) -> list[str]:
        """The languages that are spoken there."""
        return sorted(row.language for row in self.languages.all())

    def licence_is_valid_on(self, day: datetime.date) -> bool:
        """Whether a licence is stated and has not run out."""
        return bool(self.licence_number) and (
            self.licence_expires_on is None or day <= self.licence_expires_on
        )


class OfferCounty(models.Model):
    """A county that a service serves."""

    offer = models.ForeignKey(ServiceOffer, on_delete=models.CASCADE, related_name="counties")
    county = models.CharField(max_length=2, choices=COUNTY_CHOICES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "offer"], name="a_service_names_a_county_once")
        ]

    def __str__(self) -> str:
        return self.county


class OfferAudience(models.Model):
    """Somebody whom a service is for."""

    offer = models.ForeignKey(ServiceOffer, on_delete=models.CASCADE, related_name="audiences")
    audience = models.CharField(max_length=16, choices=Audience)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["audience", "offer"], name="a_service_names_an_audience_once")
        ]

    def __str__(self) -> str:
        return self.audience


class OfferLanguage(models.Model):
    """A language that a service speaks."""

    offer = models.ForeignKey(ServiceOffer, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(max_length=3, choices=Language)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "offer"], name="a_service_names_a_language_once")
        ]

    def __str__(self) -> str:
        return self.language

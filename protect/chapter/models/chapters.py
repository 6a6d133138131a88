"""The chapter of a year and its outline: the sections, what each asks for, and of whom."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.catalogue import in_language
from protect.accounts.models import User
from protect.privacy.fields import GuardedCharField, GuardedSlugField, GuardedTextField
from services.models import Release


class Chapter(models.Model):
    """What the platform says of one year. Its numbers come from the release that it stands on."""

    year = models.PositiveSmallIntegerField(unique=True)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approval_asked_at = models.DateTimeField(null=True, blank=True)
    release = models.ForeignKey(Release, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="a_chapter_is_of_a_year_of_this_century"
            )
        ]

    def __str__(self) -> str:
        return str(self.year)


class Section(models.Model):
    """A part of the chapter. `code` is its identity over the years: last year's text is found by it."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        MEMBERS = "members", _("the members' presentations, from their profiles")
        GROUPS = "groups", _("the working groups, from their pages")
        TABLE = "table", _("the table, from the release")

    class Asks(models.TextChoices):
        NOBODY = "", _("nobody")
        ORGANISATIONS = "organisations", _("the member organisations")
        GROUPS = "groups", _("the working groups")

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="sections")
    code = GuardedSlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("made of"), max_length=8, choices=Kind, default=Kind.TEXT)
    title_ro = GuardedCharField(_("title in Romanian"), max_length=160)
    title_en = GuardedCharField(_("title in English"), max_length=160)
    asks = models.CharField(_("who is asked"), max_length=14, choices=Asks, blank=True, default=Asks.NOBODY)
    prompt_ro = GuardedTextField(_("question in Romanian"), blank=True)
    prompt_en = GuardedTextField(_("question in English"), blank=True)
    answer_words = models.PositiveSmallIntegerField(_("most words of an answer"), default=120)
    most_words = models.PositiveSmallIntegerField(_("most words of the section"), default=900)
    due_on = models.DateField(_("answers until"), null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "code"], name="one_section_a_chapter_and_code"),
            models.CheckConstraint(
                condition=Q(asks="") | ~Q(prompt_ro=""), name="a_section_that_asks_has_its_question"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_ro, self.title_en)

    @property
    def prompt(self) -> str:
        return in_language(self.prompt_ro, self.prompt_en or self.prompt_ro)

    def title_in(self, language: str) -> str:
        """The title in `ro` or `en`."""
        return self.title_ro if language == "ro" else self.title_en

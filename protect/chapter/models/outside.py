"""A figure that no release holds: it comes with its source and its date. Every version is kept."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Count
from beneficiaries.models.catalogue import in_language
from protect.accounts.models import User
from protect.chapter.models.chapters import Chapter
from protect.privacy.fields import GuardedCharField, GuardedSlugField


class Sourced(models.Model):
    """A number with where it comes from."""

    value = models.PositiveIntegerField(_("number"))
    qualifier = models.CharField(
        _("how exact"), max_length=9, choices=Count.Qualifier, default=Count.Qualifier.EXACT
    )
    noun = models.SlugField(max_length=20, default="person")
    source_ro = GuardedCharField(_("source, in Romanian"), max_length=300)
    source_en = GuardedCharField(_("source, in English"), max_length=300)
    dated = models.DateField(_("date of the source"))

    class Meta:
        abstract = True

    def source_in(self, language: str) -> str:
        """Where it comes from, in `ro` or `en`."""
        return self.source_ro if language == "ro" else self.source_en

    @property
    def source(self) -> str:
        return in_language(self.source_ro, self.source_en)


CONTENT = ("value", "qualifier", "noun", "source_ro", "source_en", "dated")


class OutsideFigureQuerySet(models.QuerySet["OutsideFigure"]):
    """Figures from elsewhere."""

    def standing(self) -> "OutsideFigureQuerySet":
        """Those that were not taken away."""
        return self.filter(removed_at=None)


class OutsideFigure(Sourced):
    """A number from elsewhere, bound in the text as `{{outside:CODE}}`."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="outside_figures")
    code = GuardedSlugField(_("code"), max_length=40)
    version = models.PositiveIntegerField(default=0)
    noted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OutsideFigureQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "code"],
                condition=Q(removed_at=None),
                name="one_standing_outside_figure_a_chapter_and_code",
                violation_error_message=_("There is a figure of this code already."),
            ),
            models.CheckConstraint(
                condition=~Q(source_ro="") & ~Q(source_en=""), name="a_figure_from_elsewhere_has_its_source"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def written(self) -> str:
        """The token that inserts it."""
        return "{{outside:" + self.code + "}}"


class OutsideVersion(Sourced):
    """A figure from elsewhere as it was noted; `removed`: with this version it was taken away."""

    figure = models.ForeignKey(OutsideFigure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    removed = models.BooleanField(default=False)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "number"], name="one_version_an_outside_figure_and_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.figure}, {self.number}"

"""A figure that no release holds: it comes with its source and its date, or not at all."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Count
from beneficiaries.models.catalogue import in_language
from protect.accounts.models import User
from protect.chapter.models.chapters import Chapter
from protect.privacy.fields import GuardedCharField


class OutsideFigure(models.Model):
    """A number from elsewhere, bound in the text as `{{outside:CODE}}`."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="outside_figures")
    code = models.SlugField(_("code"), max_length=40)
    value = models.PositiveIntegerField(_("number"))
    qualifier = models.CharField(
        _("how exact"), max_length=9, choices=Count.Qualifier, default=Count.Qualifier.EXACT
    )
    noun = models.SlugField(max_length=20, default="person")
    source_ro = GuardedCharField(_("source, in Romanian"), max_length=300)
    source_en = GuardedCharField(_("source, in English"), max_length=300)
    dated = models.DateField(_("date of the source"))
    noted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "code"], name="one_outside_figure_a_chapter_and_code"),
            models.CheckConstraint(
                condition=~Q(source_ro="") & ~Q(source_en=""), name="a_figure_from_elsewhere_has_its_source"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def source_in(self, language: str) -> str:
        """Where it comes from, in `ro` or `en`."""
        return self.source_ro if language == "ro" else self.source_en

    @property
    def source(self) -> str:
        return in_language(self.source_ro, self.source_en)

    @property
    def written(self) -> str:
        """The token that inserts it."""
        return "{{outside:" + self.code + "}}"

"""What is counted: indicators, the dimensions that split them, and the cells that hold a number.

An indicator asks for its total, for at most one small crossed block (age × sex) from whose
cells the total is computed, and for one-way blocks (county, form of exploitation) that are
reconciled to the same total. A cell is one combination of categories, generated once.
"""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from protect.privacy.fields import GuardedCharField, GuardedTextField


def in_language(romanian: str, english: str) -> str:
    """The text in the language of the page."""
    return romanian if (get_language() or "ro").startswith("ro") else english


class Dimension(models.Model):
    """A way to split a count: age group, sex, county, form of exploitation…"""

    code = models.SlugField(max_length=30, unique=True)
    name_ro = GuardedCharField(max_length=80)
    name_en = GuardedCharField(max_length=80)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ro, self.name_en)


class Category(models.Model):
    """One value of a dimension. Never deleted, only closed; a county lies in a region."""

    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="categories")
    code = models.SlugField(max_length=30)
    name_ro = GuardedCharField(max_length=120)
    name_en = GuardedCharField(max_length=120)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    position = models.PositiveSmallIntegerField(default=0)
    is_unknown = models.BooleanField(default=False)
    valid_from = models.DateField(default=datetime.date(2020, 1, 1))
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "code"]
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(fields=["dimension", "code"], name="one_category_a_dimension_and_code"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_category_closes_after_it_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ro, self.name_en)


class CategoryMapping(models.Model):
    """What an outside code list calls a category. Never a key of ours."""

    class Match(models.TextChoices):
        EXACT = "exact", _("exact")
        BROAD = "broad", _("broader")
        NARROW = "narrow", _("narrower")

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="mappings")
    scheme = models.CharField(max_length=40)
    version = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=60)
    match = models.CharField(max_length=6, choices=Match, default=Match.EXACT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["category", "scheme", "version"], name="one_mapping_a_category_and_scheme"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


class Indicator(models.Model):
    """The identity of what is counted, over the years; its words are in its versions."""

    code = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code


class IndicatorVersion(models.Model):
    """The words and rules of an indicator. Immutable once a form that has reports uses it."""

    class CountBasis(models.TextChoices):
        PEOPLE = "people", _("distinct people in the period")
        CONTACTS = "contacts", _("contacts or participations")
        REACH = "reach", _("estimated reach")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    name_ro = GuardedCharField(max_length=160)
    name_en = GuardedCharField(max_length=160)
    definition_ro = GuardedTextField()
    definition_en = GuardedTextField()
    include_ro = GuardedTextField(blank=True)
    include_en = GuardedTextField(blank=True)
    exclude_ro = GuardedTextField(blank=True)
    exclude_en = GuardedTextField(blank=True)
    noun = models.SlugField(max_length=20, default="person")
    count_basis = models.CharField(max_length=10, choices=CountBasis, default=CountBasis.PEOPLE)
    about_activities = models.BooleanField(
        default=False,
        help_text="Counts an activity's public, not beneficiaries: no threshold for small numbers.",
    )
    with_accommodation = models.BooleanField(default=False)

    class Meta:
        ordering = ["indicator__position", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"], name="one_version_an_indicator_and_number"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_ro, self.name_en)

    @property
    def definition(self) -> str:
        return in_language(self.definition_ro, self.definition_en)

    @property
    def include(self) -> str:
        return in_language(self.include_ro, self.include_en)

    @property
    def exclude(self) -> str:
        return in_language(self.exclude_ro, self.exclude_en)


class Block(models.Model):
    """What an indicator can be asked for: its total, a crossed block, or a one-way block."""

    class Kind(models.TextChoices):
        TOTAL = "total", _("total")
        CROSSED = "crossed", _("crossed")
        ONE_WAY = "one_way", _("one-way")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="blocks")
    code = models.SlugField(max_length=30)
    kind = models.CharField(max_length=8, choices=Kind)
    dimensions = models.ManyToManyField(Dimension, through="BlockDimension", related_name="blocks")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "code"], name="one_block_an_indicator_and_code"),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(kind="total"), name="one_total_an_indicator"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code}/{self.code}"

    @property
    def name(self) -> str:
        """„Grupă de vârstă × sex”, or the word for the total."""
        names = [link.dimension.name for link in self.links.all()]
        return " × ".join(names) if names else str(_("total"))


class BlockDimension(models.Model):
    """The dimensions of a block, in order."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="links")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["block", "dimension"], name="a_dimension_once_a_block")
        ]

    def __str__(self) -> str:
        return f"{self.block}: {self.dimension.code}"


class Cell(models.Model):
    """One combination of categories in a block; the total's block has one cell, with the key ''.

    `key` is canonical text such as `age=minor|sex=f`, written by one function
    (`beneficiaries.catalogue.cell_key`); queries go through `categories`, never through it.
    """

    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="cells")
    key = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    categories = models.ManyToManyField(Category, through="CellCategory", related_name="cells")

    class Meta:
        ordering = ["block__position", "position", "key"]
        constraints = [models.UniqueConstraint(fields=["block", "key"], name="one_cell_a_block_and_key")]

    def __str__(self) -> str:
        return f"{self.block}[{self.key}]"

    @property
    def name(self) -> str:
        """„minori, fete”: the names of its categories in the order of the block."""
        names = [link.category.name for link in self.links.all()]
        return ", ".join(names) if names else str(_("total"))


class CellCategory(models.Model):
    """The categories of a cell, one for each dimension of its block."""

    cell = models.ForeignKey(Cell, on_delete=models.CASCADE, related_name="links")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["cell", "category"], name="a_category_once_a_cell")]

    def __str__(self) -> str:
        return f"{self.cell}: {self.category.code}"

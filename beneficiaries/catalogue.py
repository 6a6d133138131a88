"""Making the cells of a block, once, from the categories of its dimensions."""

from collections.abc import Sequence
from itertools import product

from django.db import transaction

from beneficiaries.models import Block, Category, Cell, CellCategory, Dimension, Indicator


def cell_key(categories: Sequence[Category]) -> str:
    """`age=minor|sex=f`: the codes sorted by dimension, so that one combination has one key."""
    return "|".join(sorted(f"{c.dimension.code}={c.code}" for c in categories))


def combinations(dimensions: Sequence[Dimension]) -> list[tuple[Category, ...]]:
    """Every combination of known categories, and one cell for people of whom it is not known.

    "Unknown" is not crossed with the rest: age × sex asks for five numbers, not for nine.
    Only the deepest categories are asked for: counties, not regions.
    """
    known: list[list[Category]] = []
    unknown: list[Category] = []
    for dimension in dimensions:
        leaves = dimension.categories.filter(children=None).select_related("dimension")
        known.append([c for c in leaves if not c.is_unknown])
        unknown += [c for c in leaves if c.is_unknown][:1]
    # Without a dimension the product is one empty combination: the cell of the total.
    found: list[tuple[Category, ...]] = list(product(*known))
    if dimensions and len(unknown) == len(dimensions):
        found.append(tuple(unknown))
    return found


@transaction.atomic
def make_block(
    indicator: Indicator, code: str, kind: str, dimensions: Sequence[Dimension] = (), position: int = 0
) -> Block:
    """The block `code` of an indicator with all its cells; asked twice, it is made once."""
    block, _made = Block.objects.get_or_create(
        indicator=indicator, code=code, defaults={"kind": kind, "position": position}
    )
    for place, dimension in enumerate(dimensions):
        block.links.get_or_create(dimension=dimension, defaults={"position": place})
    for place, categories in enumerate(combinations(dimensions)):
        cell, made = Cell.objects.get_or_create(
            block=block, key=cell_key(categories), defaults={"position": place}
        )
        if made:
            CellCategory.objects.bulk_create(
                CellCategory(cell=cell, category=category, position=at)
                for at, category in enumerate(categories)
            )
    return block

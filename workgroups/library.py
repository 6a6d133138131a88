"""Reads of the library: by tag, by words, and how many under each tag."""

from django.db.models import Count, Q, QuerySet

from protect.accounts.rules import Person
from protect.romanian.text import fold
from protect.search.queries import search
from workgroups.models import Resource, Tag
from workgroups.models.resources import ResourceQuerySet

MOST_HITS = 60


def tags_of(resources: QuerySet[Resource]) -> QuerySet[Tag]:
    """The tags that lie on these resources, each with `number` of them."""
    on = Q(resources__in=resources.order_by().values("pk"))
    return Tag.objects.filter(on).annotate(number=Count("resources", filter=on, distinct=True)).distinct()


def filtered(resources: ResourceQuerySet, tag: str, words: str, user: Person) -> ResourceQuerySet:
    """Those under a tag, or that hold the words (best first is given up for newest first)."""
    if tag:
        resources = resources.filter(tags__folded=fold(tag))
    if words.strip():
        hits = search(words, user=user, kinds=["resource"], limit=MOST_HITS).hits
        resources = resources.filter(pk__in=[hit.object.pk for hit in hits])
    return resources.with_newest()

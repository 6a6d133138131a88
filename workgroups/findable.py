"""What of a group's things can be found by words."""

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from protect.search.registry import Kind, Texts, register
from workgroups.models import Resource, ResourceVersion


def with_words(resources: QuerySet[Resource]) -> QuerySet[Resource]:
    """With what `texts_of_resource` reads, in two queries for all of them."""
    versions = Prefetch("versions", ResourceVersion.objects.select_related("file"))
    return resources.prefetch_related("tags", versions)


def texts_of_resource(resource: Resource) -> Texts:
    """The title; the description, the tags, and what the newest version says."""
    newest = resource.newest
    said = [resource.description, " ".join(tag.name for tag in resource.tags.all()), resource.source]
    if newest:
        said.append(newest.file.text if newest.file else newest.text)
    return Texts(resource.title, "\n".join(part for part in said if part))


register(
    Kind(
        name="resource",
        label=_("Resources"),
        model=Resource,
        indexed=lambda: with_words(Resource.objects.filter(removed_at=None)),
        texts=texts_of_resource,
        url=lambda resource: resource.get_absolute_url(),
        visible_to=lambda user: with_words(Resource.objects.visible_to(user)),
    )
)

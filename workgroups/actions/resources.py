"""Resources: added, given new versions, described, opened up or shut, taken away, downloaded."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.audit.actions import record
from protect.files.actions import discard, keep, source_digest
from protect.files.models import StoredFile
from protect.romanian.text import fold
from protect.search.erasing import scrub
from protect.search.index import forget, index
from workgroups.models import Resource, ResourceVersion, Tag, Workgroup
from workgroups.queries import membership_in
from workgroups.thing_rules import may_add, may_change_resource, may_open_up, may_publish

FOREIGN = ["workgroup", "made_by", "organisation", "resource", "file", "removed_by"]
MOST_TAGS = 6


@dataclass(frozen=True)
class Content:
    """What a version holds: one of the three."""

    upload: UploadedFile | None = None
    url: str = ""
    text: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Description:
    """What is said of a resource."""

    title: str
    description: str = ""
    tags: list[str] = field(default_factory=list)
    language: str = Resource.Language.ROMANIAN
    licence: str = ""
    source: str = ""
    audience: str = Resource.Audience.GROUP


class AlreadyHere(ValidationError):
    """The same content is in the group already, as `resource`: give that one a new version instead."""

    def __init__(self, resource: Resource) -> None:
        super().__init__(
            _("The group has this file already: “%(title)s”. Nothing was added."),
            code="already_here",
            params={"title": resource.title},
        )
        self.resource = resource


def add_resource(
    group: Workgroup, about: Description, content: Content, *, by: User, key: uuid.UUID | None = None
) -> Resource:
    """Put something into the group's library; the same key, sent twice, adds once."""
    allowed = may_add(by, group)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    key = key or uuid.uuid4()
    sent = Resource.objects.filter(key=key, made_by=by).first()
    if sent:
        return sent
    _refuse_double(group, content, by)
    try:
        with kept(content, by) as file, transaction.atomic():
            return _add(group, about, content, file, by, key)
    except IntegrityError:  # the same key, sent twice at once
        return Resource.objects.get(key=key, made_by=by)


@contextmanager
def kept(content: Content, by: User) -> Iterator[StoredFile | None]:
    """The checked file, kept before the transaction (checking takes a second) and given up with it."""
    file = keep(content.upload, by=by) if content.upload else None
    try:
        yield file
    except BaseException:
        if file:
            discard(file, by=by)
        raise


def _add(
    group: Workgroup, about: Description, content: Content, file: StoredFile | None, by: User, key: uuid.UUID
) -> Resource:
    membership = membership_in(by, group)
    assert membership is not None
    form = Resource.Form.FILE if content.upload else Resource.Form.LINK if content.url else Resource.Form.NOTE
    resource = Resource(
        key=key, workgroup=group, form=form, made_by=by, organisation=membership.organisation
    )  # fmt: skip
    _describe(resource, about, by)
    resource.save(force_insert=True)
    _put_tags(resource, about.tags)
    _add_version(resource, content, file, 1, by)
    record(
        "resource.add", resource, by=by, organisation_id=resource.organisation_id,
        form=form, audience=resource.audience,
    )  # fmt: skip
    index(resource)
    return resource


def _describe(resource: Resource, about: Description, by: User) -> None:
    """Put the words on, validated; opening up to the public is for those who lead."""
    widened = about.audience != resource.audience
    if widened and about.audience == Resource.Audience.PUBLIC:
        allowed = may_publish(by, resource.workgroup)
        if not allowed:
            raise ValidationError({"audience": allowed.why_not})
    resource.title, resource.description = about.title.strip(), about.description.strip()
    resource.language, resource.licence = about.language, about.licence
    resource.source, resource.audience = about.source.strip(), about.audience
    resource.full_clean(exclude=FOREIGN, validate_constraints=False)


def _put_tags(resource: Resource, names: Iterable[str]) -> None:
    wanted = {fold(name.strip()): name.strip() for name in names if name.strip()}
    if len(wanted) > MOST_TAGS:
        raise ValidationError({"tags": _("At most six tags.")})
    tags = []
    for folded, name in wanted.items():
        tag = Tag(workgroup=resource.workgroup, name=name, folded=folded)
        tag.clean_fields(exclude=["workgroup"])
        tags.append(
            Tag.objects.get_or_create(
                workgroup=resource.workgroup, folded=folded, defaults={"name": tag.name}
            )[0]
        )
    resource.tags.set(tags)
    Tag.objects.filter(workgroup=resource.workgroup, resources=None).delete()


def _add_version(
    resource: Resource, content: Content, file: StoredFile | None, number: int, by: User
) -> ResourceVersion:
    version = ResourceVersion(
        resource=resource, number=number, made_by=by, file=file,
        url=content.url.strip(), text=content.text.strip(), comment=content.comment.strip(),
    )  # fmt: skip
    version.full_clean(exclude=FOREIGN, validate_constraints=False)
    if not file and not version.url and not version.text:
        raise ValidationError(_("Choose a file, or write an address or a text."))
    version.save(force_insert=True)
    return version


def _refuse_double(group: Workgroup, content: Content, by: User) -> None:
    """The same file is in the library already, where the person can see it."""
    if content.upload is None:
        return
    same = ResourceVersion.objects.filter(
        file__source_sha256=source_digest(content.upload),
        resource__in=Resource.objects.visible_to(by).filter(workgroup=group),
    )
    found = same.select_related("resource").first()
    if found:
        raise AlreadyHere(found.resource)


def add_version(resource: Resource, content: Content, *, by: User) -> ResourceVersion:
    """A new version in the place of the one before, which stays readable."""
    allowed = may_change_resource(by, resource)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    _refuse_double(resource.workgroup, content, by)
    with kept(content, by) as file, transaction.atomic():
        found = _locked(resource)
        newest = found.versions.first()
        version = _add_version(found, content, file, newest.number + 1 if newest else 1, by)
        found.changed_at = timezone.now()
        found.save(update_fields=["changed_at"])
        record("resource.version", found, by=by, number=version.number)
        index(found)
    return version


def _locked(resource: Resource) -> Resource:
    """The resource, held until the act is through."""
    return Resource.objects.select_for_update(of=("self",)).select_related("workgroup").get(pk=resource.pk)


@transaction.atomic
def describe(resource: Resource, about: Description, *, by: User) -> Resource:
    """Change what is said of a resource, and who sees it: at once, for old addresses too."""
    resource = _locked(resource)
    allowed = may_change_resource(by, resource)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    before = resource.audience
    if about.audience != before:
        may = may_open_up(by, resource)
        if not may:
            raise ValidationError({"audience": may.why_not})
    _describe(resource, about, by)
    resource.changed_at = timezone.now()
    resource.save()
    _put_tags(resource, about.tags)
    record("resource.describe", resource, by=by, audience=resource.audience, audience_before=before)
    index(resource)
    return resource


@transaction.atomic
def remove_resource(resource: Resource, *, by: User, reason: str = "") -> None:
    """Take a resource away: nobody finds it any more, and the bytes of its files are deleted."""
    resource = _locked(resource)
    allowed = may_open_up(by, resource)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    resource.removed_at, resource.removed_by = timezone.now(), by
    resource.title = _("taken away")
    resource.description = resource.source = ""
    resource.save()
    forget(resource)
    files = [version.file for version in resource.versions.select_related("file") if version.file]
    resource.versions.all().delete()
    resource.tags.clear()
    Tag.objects.filter(workgroup=resource.workgroup, resources=None).delete()
    for file in files:
        discard(file, by=by)
    scrub()
    record("resource.remove", resource, by=by, files=len(files), reason=reason)


def note_download(version: ResourceVersion, *, by: User) -> None:
    """Write into the audit log who took which version."""
    record("resource.download", version.resource, by=by, number=version.number)

"""Resources: files, links and notes of a group, in versions; for the group, all members or the public."""

import uuid

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Membership, Organisation
from protect.accounts.models import User
from protect.accounts.rules import Person, may_see_all
from protect.files.models import StoredFile
from protect.privacy.fields import GuardedCharField, GuardedTextField
from workgroups.models.groups import Workgroup
from workgroups.models.reading import GroupContentQuerySet

WEB = URLValidator(schemes=["http", "https"])


class Tag(models.Model):
    """A word under which resources of a group lie, as in a folder; one resource may lie under several."""

    workgroup = models.ForeignKey(Workgroup, on_delete=models.CASCADE, related_name="tags")
    name = GuardedCharField(max_length=40)
    folded = models.CharField(max_length=40)

    class Meta:
        ordering = ["folded"]
        constraints = [
            models.UniqueConstraint(
                fields=["workgroup", "folded"], name="one_tag_a_word_whatever_its_diacritics"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ResourceQuerySet(GroupContentQuerySet["Resource"]):
    """Resources by who may see them, asked anew at every request."""

    def visible_to(self, user: Person) -> "ResourceQuerySet":
        """The group's for the group; all members' for who works in a member organisation; the public's."""
        seen = Q(pk__in=super().visible_to(user).order_by().values("pk")) | Q(
            audience=Resource.Audience.PUBLIC
        )
        if isinstance(user, User) and user.is_active:
            if may_see_all(user):
                seen |= Q(audience=Resource.Audience.MEMBERS)
            else:
                works = Membership.objects.live().filter(user=user)
                seen |= Q(Exists(works), audience=Resource.Audience.MEMBERS)
        return self.filter(seen, removed_at=None)

    def with_newest(self) -> "ResourceQuerySet":
        """With what a list shows: the newest version's file, the tags, the group."""
        newest = ResourceVersion.objects.filter(resource=OuterRef("pk")).order_by("-number")
        return (
            self.select_related("workgroup", "organisation", "made_by")
            .prefetch_related("tags", models.Prefetch("versions", ResourceVersion.objects.with_file()))
            .annotate(newest_number=models.Subquery(newest.values("number")[:1]))
        )


class Resource(models.Model):
    """Something worth keeping: what it is stands here, its content in its versions."""

    class Form(models.TextChoices):
        FILE = "file", _("file")
        LINK = "link", _("link")
        NOTE = "note", _("note")

    class Audience(models.TextChoices):
        GROUP = "group", _("members of the group")
        MEMBERS = "members", _("all member organisations")
        PUBLIC = "public", _("everybody, the public too")

    class Language(models.TextChoices):
        ROMANIAN = "ro", _("Romanian")
        ENGLISH = "en", _("English")
        OTHER = "other", _("another language")

    class Licence(models.TextChoices):
        UNKNOWN = "", _("not known")
        OURS = "ours", _("ours, may be passed on among members")
        CC_BY = "cc-by", _("CC BY: free with the author's name")
        CC_BY_SA = "cc-by-sa", _("CC BY-SA: free with the author's name, on the same terms")
        CC0 = "cc0", _("free for every use")
        RESERVED = "reserved", _("all rights reserved: to read only")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="resources")
    form = models.CharField(max_length=4, choices=Form)
    title = GuardedCharField(_("title"), max_length=160)
    description = GuardedTextField(_("description"), max_length=1000, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="resources")
    language = models.CharField(_("language"), max_length=5, choices=Language, default=Language.ROMANIAN)
    licence = models.CharField(_("licence"), max_length=8, choices=Licence, blank=True)
    source = GuardedCharField(_("source"), max_length=200, blank=True)
    audience = models.CharField(_("who sees it"), max_length=7, choices=Audience, default=Audience.GROUP)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        indexes = [models.Index(fields=["workgroup", "-changed_at"], name="resources_of_a_group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=["group", "members", "public"]), name="a_resource_is_for_somebody"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="a_resource_is_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workgroups:resource", args=[self.key])

    @property
    def newest(self) -> "ResourceVersion | None":
        """The version that counts; uses what `with_newest` fetched."""
        return max(self.versions.all(), key=lambda version: version.number, default=None)


class ResourceVersionQuerySet(models.QuerySet["ResourceVersion"]):
    def with_file(self) -> "ResourceVersionQuerySet":
        """With the file's row, but not its text."""
        return self.select_related("file", "made_by").defer("file__text")


class ResourceVersion(models.Model):
    """What a resource held at a time: one file, one address or one text."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    url = GuardedCharField(_("address"), max_length=500, blank=True, validators=[WEB])
    text = GuardedTextField(_("text"), max_length=20_000, blank=True)
    comment = GuardedCharField(_("what is new"), max_length=200, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = ResourceVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["resource", "number"], name="one_version_a_number_of_a_resource"),
            models.UniqueConstraint(fields=["file"], name="a_file_belongs_to_one_version"),
            models.CheckConstraint(
                condition=Q(file__isnull=False, url="", text="")
                | (Q(file=None, text="") & ~Q(url=""))
                | (Q(file=None, url="") & ~Q(text="")),
                name="a_version_is_one_file_one_address_or_one_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id}, {self.number}"

"""The working groups and the dated memberships of people in them."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from members.models import Organisation
from protect.accounts.models import User
from protect.privacy.fields import GuardedCharField, GuardedTextField


class Workgroup(models.Model):
    """One of the platform's working groups."""

    slug = models.SlugField(max_length=40, unique=True)
    name_ro = GuardedCharField(max_length=120)
    name_en = GuardedCharField(max_length=120)
    purpose_ro = GuardedTextField()
    purpose_en = GuardedTextField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        permissions = [
            ("read_workgroup", "reads the group"),
            ("post_workgroup", "writes in the group"),
            ("moderate_workgroup", "moderates the group"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_ro if (get_language() or "ro").startswith("ro") else self.name_en

    @property
    def purpose(self) -> str:
        return self.purpose_ro if (get_language() or "ro").startswith("ro") else self.purpose_en


class WorkgroupUserPermission(UserObjectPermissionBase):
    """guardian's rows for people, with a real foreign key."""

    content_object = models.ForeignKey(Workgroup, on_delete=models.CASCADE, related_name="user_grants")

    def __str__(self) -> str:
        return f"{self.user}: {self.permission.codename}"


class WorkgroupGroupPermission(GroupObjectPermissionBase):
    """guardian wants both kinds; groups are not used on working groups."""

    content_object = models.ForeignKey(Workgroup, on_delete=models.CASCADE, related_name="group_grants")

    def __str__(self) -> str:
        return f"{self.group}: {self.permission.codename}"


class WorkgroupMembership(models.Model):
    """A dated role of a person in a group, for an organisation."""

    class Role(models.TextChoices):
        OBSERVER = "observer", _("observer")
        MEMBER = "member", _("member")
        COORDINATOR = "coordinator", _("coordinator")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="workgroup_memberships")
    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "workgroup"],
                condition=Q(until=None),
                name="one_live_membership_a_person_and_group",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="a_group_membership_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.role}, {self.workgroup}"

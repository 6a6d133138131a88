"""The working groups and the dated memberships of people in them."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
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

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("workgroups:group", args=[self.slug])

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


class WorkgroupMembershipQuerySet(models.QuerySet["WorkgroupMembership"]):
    """Memberships by the dates that say whether they hold."""

    def live(self) -> "WorkgroupMembershipQuerySet":
        """Those that hold now, of active people for organisations that still belong."""
        now = timezone.now()
        return self.filter(
            Q(until=None) | Q(until__gt=now),
            Q(organisation__left_on=None) | Q(organisation__left_on__gt=timezone.localdate()),
            since__lte=now,
            user__is_active=True,
        )


class WorkgroupMembership(models.Model):
    """A dated role of a person in a group, for an organisation.

    `history_from` is empty for who reads everything; otherwise nothing written before it is theirs.
    """

    class Role(models.TextChoices):
        OBSERVER = "observer", _("observer")
        MEMBER = "member", _("member")
        DEPUTY = "deputy", _("deputy coordinator")
        COORDINATOR = "coordinator", _("coordinator")

    LEADING = (Role.DEPUTY, Role.COORDINATOR)

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="workgroup_memberships")
    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    history_from = models.DateTimeField(null=True, blank=True)

    objects = WorkgroupMembershipQuerySet.as_manager()

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


class Opening(models.Model):
    """Break-glass: the secretariat reads a group that it does not belong to, for an hour, with a reason."""

    HOURS = 1

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="openings")
    reason = GuardedTextField(max_length=500)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_opening_has_a_reason"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="an_opening_ends_after_it_began"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.workgroup}"


class Admission(models.Model):
    """A wish to join that waits for an answer: somebody asks, or the coordinator invites."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("asks to join")
        INVITED = "invited", _("is invited")

    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="admissions")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="admissions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    role = models.CharField(
        max_length=12, choices=WorkgroupMembership.Role, default=WorkgroupMembership.Role.MEMBER
    )
    reads_history = models.BooleanField(_("reads what was written before"), default=False)
    text = GuardedTextField(max_length=500, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(default=False)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["workgroup", "user"],
                condition=Q(decided_at=None),
                name="one_open_admission_a_person_and_group",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=False, decided_by__isnull=False)
                | Q(decided_at=None, decided_by=None, accepted=False),
                name="an_admission_is_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.kind}, {self.workgroup}"

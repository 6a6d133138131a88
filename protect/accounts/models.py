"""People and their roles on the platform. Roles in an organisation live in `members`."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from protect.privacy.fields import GuardedCharField, GuardedEmailField


class UserManager(BaseUserManager["User"]):
    """Makes people; an e-mail address is one whatever its letter case."""

    def create_user(self, email: str, password: str | None = None, **extra: object) -> "User":
        user = self.model(email=email.strip().casefold(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail. Nobody is a superuser in daily work."""

    email = GuardedEmailField(_("e-mail"), unique=True)
    name = GuardedCharField(_("name"), max_length=120)
    language = models.CharField(max_length=2, default="ro", choices=[("ro", "română"), ("en", "English")])
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    demo_role = models.CharField(max_length=120, blank=True, editable=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_an_email_whatever_the_case")]

    def __str__(self) -> str:
        return self.name or self.email


class PlatformRoleQuerySet(models.QuerySet["PlatformRole"]):
    def live(self) -> "PlatformRoleQuerySet":
        """Roles held at this moment."""
        now = timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)


class PlatformRole(models.Model):
    """A dated role on the platform itself: the secretariat, or an auditor who reads."""

    class Role(models.TextChoices):
        SECRETARIAT = "secretariat", _("secretariat")
        AUDITOR = "auditor", _("auditor")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="platform_roles")
    role = models.CharField(max_length=12, choices=Role)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = PlatformRoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(until=None), name="one_live_platform_role_a_person"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="a_platform_role_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"

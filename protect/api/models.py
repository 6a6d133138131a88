"""Tokens, of which only a digest is kept, and the answers that a repeated request gets again."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from protect.accounts.models import User
from protect.privacy.fields import GuardedCharField


class TokenQuerySet(models.QuerySet["Token"]):
    """Tokens by whether they still open anything."""

    def live(self) -> "TokenQuerySet":
        """Not revoked, not expired. Whether its person still belongs is asked at every use."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class Token(models.Model):
    """What a programme shows instead of a person's sign-in: for one person in one organisation.

    Without an organisation it is of the secretariat or an auditor, who see all. It can never do more
    than its person may at that moment.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_tokens")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="api_tokens"
    )
    name = GuardedCharField(_("what it is for"), max_length=80, strict=True)
    beginning = models.CharField(max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    may_write = models.BooleanField(_("write numbers"), default=False)
    may_submit = models.BooleanField(_("sign and send"), default=False)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="a_token_expires_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(may_write=False, may_submit=False),
                name="a_token_without_organisation_only_reads",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.beginning}…"

    @property
    def scopes(self) -> list[str]:
        """`read`, `write`, `submit`."""
        return ["read", *(["write"] if self.may_write else []), *(["submit"] if self.may_submit else [])]

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class StoredAnswer(models.Model):
    """What a write was answered, so that the same request sent again does nothing twice."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=100)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(default=dict)
    etag = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_a_token_and_key")]

    def __str__(self) -> str:
        return f"{self.token} {self.key}"

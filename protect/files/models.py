"""A file that was taken: what it is, how long, whose digest. Its bytes lie in the private storage."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from protect.files.kinds import KINDS, Kind
from protect.privacy.fields import GuardedCharField


class StoredFile(models.Model):
    """One uploaded and cleaned file. Who may have it is a matter of what points at it, never of itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=5, choices=[(code, code.upper()) for code in KINDS])
    name = GuardedCharField(_("file name"), max_length=140)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    source_sha256 = models.CharField(max_length=64, db_index=True)
    pages = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="a_file_holds_something"),
            models.CheckConstraint(
                condition=Q(kind__in=list(KINDS)), name="a_file_is_of_a_kind_that_we_take"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the bytes lie in the storage: nothing of the name, nothing that can be guessed."""
        return f"{self.id.hex[:2]}/{self.id.hex}"

    @property
    def type(self) -> Kind:
        return KINDS[self.kind]

    @property
    def has_readable_text(self) -> bool:
        """Whether the guard could read it: a scan or a picture holds no text for it."""
        return bool(self.text.strip())

    @property
    def can_be_previewed(self) -> bool:
        return self.kind == "pdf" or self.type.is_image

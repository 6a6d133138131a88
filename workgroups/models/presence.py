"""Whether the others of a thread see that somebody is here."""

from django.db import models

from protect.accounts.models import User


class PresencePreference(models.Model):
    """What a person chose; who chose nothing is shown to those who read the same thread."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    is_shown = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.is_shown}"

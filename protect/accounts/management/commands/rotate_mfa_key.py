"""After a new key was put in front of MFA_KEY: encrypt every second factor with it."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from protect.accounts.adapters import mfa_cipher

SECRETS = ("secret", "seed", "migrated_codes")


class Command(BaseCommand):
    help = "Encrypt every second factor with the first key of MFA_KEY; the others can go afterwards."

    def handle(self, *args: Any, **options: Any) -> None:
        cipher = mfa_cipher()

        def renewed(value: Any) -> Any:
            if isinstance(value, list):
                return [renewed(one) for one in value]
            return cipher.rotate(value.encode()).decode()

        with transaction.atomic():
            factors = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).select_for_update()
            for factor in factors:
                factor.data |= {name: renewed(factor.data[name]) for name in SECRETS if name in factor.data}
                factor.save(update_fields=["data"])
        self.stdout.write(f"{len(factors)} second factors use the first key now.")

"""The first person of the secretariat: somebody has to invite the others."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from protect.accounts.actions import appoint
from protect.accounts.models import PlatformRole, User
from protect.accounts.rules import is_secretariat


class Command(BaseCommand):
    help = "Make an account of the secretariat and print the link, good once, that sets its password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        with transaction.atomic():
            user = User.objects.filter(email__iexact=email.strip()).first()
            if user is None:
                user = User.objects.create_user(email, name=name)
            elif user.has_usable_password():
                raise CommandError("This person has an account already, and a password.")
            if not is_secretariat(user):
                appoint(user, PlatformRole.Role.SECRETARIAT, by=None)
        uid = urlsafe_base64_encode(force_bytes(user.pk))
        path = reverse("first_password", args=[uid, default_token_generator.make_token(user)])
        self.stdout.write(f"{settings.SITE_URL.rstrip('/')}{path}")

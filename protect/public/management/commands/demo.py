"""`demo`: (re)loads the demonstration; refuses on a database that holds anything real."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from beneficiaries.catalogue_2020 import load_catalogue
from beneficiaries.models import Report
from members.models import Organisation
from protect.accounts.models import User
from protect.audit.guards import stepped_aside
from protect.public.demonstration import (
    chapter,
    discussions,
    people,
    profiles,
    releases,
    returns,
    things,
)


class Command(BaseCommand):
    help = "Loads the demonstration. Its figures are synthetic."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--first-time-only", action="store_true", help="do nothing where it is loaded")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = Organisation.objects.exists() or User.objects.exists()
        if loaded and options["first_time_only"]:
            self.sign_ins()
            return
        if Report.objects.filter(period__synthetic=False).exists():
            raise CommandError("This database holds real reports. The demonstration is not loaded here.")
        if User.objects.filter(is_demo=False).exists():
            raise CommandError("This database holds real people. The demonstration is not loaded here.")
        if loaded:
            self.empty()
        with transaction.atomic():
            self.load()
        self.sign_ins()

    def load(self) -> None:
        """People and organisations, groups, 2020, this year."""
        secretariat, _second = people.platform()
        organisations = people.organisations()
        people.groups()
        profiles.load(organisations, secretariat)
        discussions.discussions()
        things.things()
        form = load_catalogue()
        returns.year_2020(form, organisations, secretariat)
        returns.current_year(form, organisations, secretariat)
        releases.release_2020(secretariat)
        releases.release_this_year(secretariat)
        chapter.chapters(secretariat)

    def empty(self) -> None:
        """Take the earlier demonstration away: the triggers that protect real figures step aside for it."""
        with stepped_aside():
            call_command("flush", interactive=False, verbosity=0)

    def sign_ins(self) -> None:
        """Where to sign in."""
        if settings.DEMO_SIGN_IN and User.objects.filter(is_demo=True).exists():
            self.stdout.write(
                f"Demonstration (synthetic figures). Sign in by one click: {settings.SITE_URL}/demo/"
            )

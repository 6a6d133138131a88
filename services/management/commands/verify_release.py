"""`verify_release [YEAR]`: every release against the reports behind it; exit 1 at the first difference."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from services.models import Release
from services.releases.verify import release_differences


class Command(BaseCommand):
    help = "Recomputes values, statuses, audit and digests of releases from their verified reports."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, nargs="?")
        parser.add_argument("--number", type=int, help="one release of the year")

    def handle(self, *args: Any, **options: Any) -> None:
        releases = Release.objects.select_related("period").order_by("pk")
        if options["year"]:
            releases = releases.filter(year=options["year"])
        if options["number"]:
            releases = releases.filter(number=options["number"])
        for release in releases:
            for difference in release_differences(release):
                raise CommandError(difference, returncode=1)
            self.stdout.write(f"{release}  {release.digest}  as its reports make it")
        if not releases:
            raise CommandError("No such release.", returncode=2)

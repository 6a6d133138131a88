"""`totals YEAR`: the platform's totals of verified reports, distinct people by the rule of the year."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from beneficiaries.models import Period
from protect.romanian.numbers import format_number
from services.queries import people_by_indicator


class Command(BaseCommand):
    help = "Prints the platform's totals of a year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        year = options["year"]
        if not Period.objects.filter(year=year).exists():
            raise CommandError(f"No period of {year}.")
        totals = people_by_indicator(year)
        if options["json"]:
            self.stdout.write(json.dumps(totals))
            return
        for code, people in totals.items():
            self.stdout.write(f"{code:24}{format_number(people, 'ro'):>12}")

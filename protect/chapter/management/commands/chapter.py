"""`chapter YEAR`: writes the table of beneficiaries of specialised services, and the number trained."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from protect.audit.actions import record
from protect.chapter.table import table_of
from protect.chapter.writers import WRITERS


class Command(BaseCommand):
    help = "Writes the chapter's table of a year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--format", choices=sorted(WRITERS), required=True)
        parser.add_argument("--output", type=Path, required=True)
        parser.add_argument("--language", choices=["ro", "en"], default="ro")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            table = table_of(options["year"], options["language"])
        except LookupError:
            raise CommandError(f"No verified return of {options['year']}.") from None
        try:
            WRITERS[options["format"]](table, options["output"])
        except OSError as fault:
            raise CommandError(f"{options['output']} could not be written: {fault.strerror}") from fault
        record("chapter.write", by=None, year=options["year"], format=options["format"])
        self.stdout.write(str(options["output"]))

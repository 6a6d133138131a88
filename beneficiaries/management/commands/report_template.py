"""`report_template ORG PERIOD`: the workbook of a return, to be filled in and brought back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from beneficiaries.models import Period
from beneficiaries.workbook.importing import sheet_for
from beneficiaries.workbook.writing import file_name, write
from members.models import Organisation


class Command(BaseCommand):
    help = "Writes the workbook of a return (XLSX)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation", help="its short name, as in the address of its page")
        parser.add_argument("period", help="2026 or 2026-T3")
        parser.add_argument("--language", choices=["ro", "en"], default="ro")
        parser.add_argument("--output", help="the file to write; otherwise its usual name, here")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if not organisation:
            raise CommandError(f"No organisation {options['organisation']}.")
        period = Period.objects.filter(code=options["period"]).first()
        if not period:
            raise CommandError(f"No period {options['period']}.")
        with translation.override(options["language"]):
            sheet = sheet_for(organisation, period)
            target = Path(options["output"] or file_name(sheet.report))
            target.write_bytes(write(sheet))
        self.stdout.write(str(target))

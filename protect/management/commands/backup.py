"""`backup DIR`: database and files together, in one archive that a restore can check."""

import subprocess
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from protect.keeping import archive


class Command(BaseCommand):
    help = "Writes database and files into one archive in a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            written = archive.write(options["folder"], settings.BACKUP_RECIPIENTS)
        except (archive.BackupFault, OSError, subprocess.CalledProcessError) as fault:
            raise CommandError(str(fault)) from fault
        if not settings.BACKUP_RECIPIENTS:
            self.stderr.write("This backup is not encrypted: set BACKUP_RECIPIENTS (docs/operations.md).")
        self.stdout.write(str(written))

"""`restore FILE`: an archive in the place of database and files, checked before and after."""

import subprocess
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from protect.accounts.models import User
from protect.audit.models import Head
from protect.keeping import archive, database


class Command(BaseCommand):
    help = "Restores a backup. Stop the server first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", type=Path, help="the private age key of one of its recipients")
        parser.add_argument(
            "--foreign", action="store_true", help="it was sealed with another AUDIT_KEY, or not at all"
        )
        parser.add_argument("--replace", action="store_true", help="put it in the place of what is there")

    def handle(self, *args: Any, **options: Any) -> None:
        if holds_people() and not options["replace"]:
            raise CommandError(
                "This database holds people already. Say --replace to put the backup in its place."
            )
        try:
            found = archive.opened(options["file"], options["identity"], foreign=options["foreign"])
            with found as (folder, manifest):
                database.load(folder / database.NAME)
                put_files(folder / archive.FILES)
        except (archive.BackupFault, OSError, subprocess.CalledProcessError) as fault:
            raise CommandError(str(fault)) from fault
        call_command("migrate", verbosity=0)
        self.stdout.write(f"Restored what was written on {manifest['made_at']}.")
        call_command("verify_audit", stdout=self.stdout)
        head = Head.objects.filter(pk=1).first()
        if (head.seal if head else "") != (manifest["audit_head"] or {}).get("seal", ""):
            raise CommandError("The audit log does not end where the backup says. Do not use this database.")


def holds_people() -> bool:
    """Whether somebody has an account here; a database without tables has none."""
    return User._meta.db_table in connection.introspection.table_names() and User.objects.exists()


def put_files(folder: Path) -> None:
    """Make the private storage hold exactly what the backup holds."""
    for path in list(archive.stored_files()):
        default_storage.delete(path)
    for source in sorted(folder.rglob("*")):
        if source.is_file():
            with source.open("rb") as handle:
                default_storage.save(str(source.relative_to(folder)), File(handle))

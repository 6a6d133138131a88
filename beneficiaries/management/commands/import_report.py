"""`import_report FILE`: what a filled workbook would change; with `--by EMAIL` it is taken in, whole or not.

Whose return it is stands inside the file. In whose name it is taken in does not: that is said, or nothing
is changed.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from beneficiaries.actions.handing_in import start_report
from beneficiaries.workbook.importing import (
    FileRefused,
    Preview,
    newest_report,
    owner,
    preview,
    read_file,
    take,
)
from beneficiaries.workbook.writing import digest
from members.models import Organisation, Role
from members.queries import staff_with
from protect.accounts.models import User


class Command(BaseCommand):
    help = (
        "Shows what the workbook of a return would change; with --by it imports everything in it, or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the workbook (.xlsx)")
        parser.add_argument("--by", help="e-mail of the person in whose name it is imported")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, change nothing")
        parser.add_argument("--language", choices=["ro", "en"], default="ro")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            try:
                content = Path(options["file"]).read_bytes()
            except OSError as fault:
                raise CommandError(str(fault)) from fault
            try:
                with transaction.atomic():
                    only_shown = options["dry_run"] or not options["by"]
                    self.run(content, options["by"], only_shown)
                    transaction.set_rollback(only_shown)
            except (FileRefused, ValidationError) as fault:
                raise CommandError("\n".join(fault.messages)) from fault
            except PermissionDenied as refusal:
                raise CommandError(str(refusal)) from refusal

    def run(self, content: bytes, email: str | None, only_shown: bool) -> None:
        """Read, show, save."""
        answer = read_file(content)
        organisation, period = owner(answer)
        by = who(organisation, email)
        report = newest_report(organisation, period) or start_report(organisation, period, by=by)
        found = preview(report, answer, by=by, file_digest=digest(content))
        self.show(found)
        if found.faults or found.conflicts:
            raise CommandError("Nothing was saved.")
        if not found.changes:
            self.stdout.write("Nothing to change.")
            return
        if only_shown:
            self.stdout.write("Nothing was saved. Say --by EMAIL to import it in somebody's name.")
            return
        saved = take(report, found.matched.data, by=by, file_digest=found.file_digest, source="command")
        self.stdout.write(
            f"{len(found.changes)} changed, in the name of {by.email}, version {saved.version}."
        )

    def show(self, found: Preview) -> None:
        """Every notice, change and fault on a line."""
        for text in found.notices:
            self.stdout.write(text)
        for change in found.changes:
            other = f" ({change.conflict.who}: {change.conflict.theirs})" if change.conflict else ""
            self.stdout.write(f"{change.where}: {change.old or '–'} → {change.new or '–'}{other}")
        for fault in found.faults:
            place = f"{fault.place.sheet} {fault.place.ref}: " if fault.place and fault.place.ref else ""
            self.stderr.write(f"{place}{fault.text}")


def who(organisation: Organisation, email: str | None) -> User:
    """The person in whose name the file is taken in; to look only, whoever fills the returns may do."""
    if email:
        by = User.objects.filter(email__iexact=email, is_active=True).first()
        if not by:
            raise CommandError(f"Nobody has the e-mail {email}.")
        return by
    filling = staff_with(organisation, [Role.COORDINATOR, Role.REPORTER]).order_by("pk").first()
    if not filling:
        raise CommandError(f"{organisation} has nobody who fills its returns.")
    return filling

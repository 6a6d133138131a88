"""`import_report FILE`: takes a filled workbook in, all of it or nothing; whose it is stands inside it.

In whose name is said: with --by EMAIL, otherwise it is the organisation's coordinator, and the log says that
the command line wrote it.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from beneficiaries.actions.handing_in import start_report
from beneficiaries.models import Period
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
    help = "Imports the workbook of a return: everything in it, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the workbook (.xlsx)")
        parser.add_argument("--by", help="e-mail of the person who imports; otherwise a coordinator")
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
                    self.run(content, options)
                    transaction.set_rollback(options["dry_run"])
            except (FileRefused, ValidationError) as fault:
                raise CommandError("\n".join(fault.messages)) from fault
            except PermissionDenied as refusal:
                raise CommandError(str(refusal)) from refusal

    def run(self, content: bytes, options: dict[str, Any]) -> None:
        """Read, show, save."""
        answer = read_file(content)
        organisation, period = owner(answer)
        by = who(organisation, period, options["by"])
        report = newest_report(organisation, period) or start_report(organisation, period, by=by)
        found = preview(report, answer, by=by, file_digest=digest(content))
        self.show(found)
        if found.faults or found.conflicts:
            raise CommandError("Nothing was saved.")
        if not found.changes:
            self.stdout.write("Nothing to change.")
            return
        if options["dry_run"]:
            self.stdout.write("Nothing was saved (dry run).")
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


def who(organisation: Organisation, period: Period, email: str | None) -> User:
    """In whose name the file is taken in: the person named, otherwise the first coordinator."""
    if email:
        by = User.objects.filter(email__iexact=email, is_active=True).first()
        if not by:
            raise CommandError(f"Nobody has the e-mail {email}.")
        return by
    coordinator = staff_with(organisation, [Role.COORDINATOR]).order_by("pk").first()
    if not coordinator:
        raise CommandError(f"{organisation} has no coordinator. Say --by EMAIL.")
    return coordinator

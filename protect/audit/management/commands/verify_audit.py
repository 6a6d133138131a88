"""`verify_audit`: exit 1 and the first break, where the log is not what was written."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from protect.audit.guards import missing_guards
from protect.audit.queries import break_since, first_break, head_note
from protect.audit.witnesses import disagreements


class Command(BaseCommand):
    help = "Checks the audit log: its chain, its end, the triggers, and what the log says of the figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", metavar="SEQUENCE:SEAL", help="a head noted elsewhere, which must still be in the log"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = first_break()
        if options["since"] and not broken:
            try:
                broken = break_since(options["since"])
            except ValueError as fault:
                raise CommandError("--since wants SEQUENCE:SEAL, as this command prints it.") from fault
        if broken:
            raise CommandError(f"audit entry {broken.sequence}: {broken.why}", returncode=1)
        for disagreement in disagreements():
            raise CommandError(disagreement, returncode=1)
        for name in missing_guards():
            raise CommandError(f"the trigger {name} is missing or is not the one that we made", returncode=1)
        head = head_note()
        self.stdout.write(f"{head.partition(':')[0].replace('-', '0')} entries, unbroken; head {head}")

"""`messages`: compiles the Romanian texts; `--check` names what is missing."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from protect.romanian import catalogue


class Command(BaseCommand):
    help = "Compiles locale/ro/*.po into the catalogues that pages are translated by."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 naming each fault")
        parser.add_argument("--missing", action="store_true", help="print what is not translated as a part")

    def handle(self, *args: Any, **options: Any) -> None:
        root = settings.BASE_DIR
        if options["check"]:
            faults = catalogue.faults(root)
            for fault in faults:
                self.stderr.write(fault)
            if faults:
                raise CommandError(f"{len(faults)} faults in the Romanian catalogue")
            return
        if options["missing"]:
            known = catalogue.parts(root)
            for (_context, msgid), (plural, place) in sorted(catalogue.extracted(root).items()):
                if ("", msgid) not in known:
                    self.stdout.write(f"{place}: {msgid!r} {plural!r}")
            return
        self.stdout.write(f"{catalogue.compile_all(root)} messages")

"""`guard`: reads text on standard input and prints what identifies a person, masked."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from protect.privacy.guard import scan


class Command(BaseCommand):
    help = (
        "Prints a tab-separated line per finding: line number, kind, masked value. Exit 1 if there was one."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        findings = scan(sys.stdin.buffer.read().decode("utf-8", errors="replace"))
        for finding in findings:
            self.stdout.write(f"{finding.line}\t{finding.kind}\t{finding.masked}")
        if findings:
            sys.exit(1)

"""`verify_audit`: exit 1 and the first break, where the log is not what was written."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from protect.audit.models import Head
from protect.audit.queries import first_break


class Command(BaseCommand):
    help = "Checks the hash chain of the audit log."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = first_break()
        if broken:
            raise CommandError(f"audit entry {broken.sequence}: {broken.why}", returncode=1)
        head = Head.objects.filter(pk=1).first()
        self.stdout.write(
            f"{head.sequence if head else 0} entries, unbroken; head {head.seal if head else '-'}"
        )

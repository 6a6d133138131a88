"""`outbox`: mails what is due, once; for installations that prefer a timer to the server's own clock."""

from typing import Any

from django.core.management.base import BaseCommand

from protect.notices.outbox import deliver


class Command(BaseCommand):
    help = "Mails the notices that are due."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{deliver()} mails")

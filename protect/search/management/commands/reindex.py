"""`reindex`: writes the search index anew from the texts themselves."""

from typing import Any

from django.core.management.base import BaseCommand

from protect.search.index import reindex


class Command(BaseCommand):
    help = "Writes the search index anew."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, rows in reindex().items():
            self.stdout.write(f"{kind}: {rows}")

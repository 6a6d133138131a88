"""`verify_totals`: reckons every total from the verified reports; exit 1 at the first difference."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from beneficiaries.models import Period
from services.verify import differences


class Command(BaseCommand):
    help = "Compares the totals with the verified reports."

    def handle(self, *args: Any, **options: Any) -> None:
        checked = 0
        for period in Period.objects.order_by("starts_on"):
            for difference in differences(period):
                raise CommandError(difference, returncode=1)
            checked += 1
        self.stdout.write(f"{checked} periods, every total is the sum of its verified reports")

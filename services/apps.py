from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """What we did together: totals, disclosure control, releases."""

    name = "services"

    def ready(self) -> None:
        from beneficiaries import verification
        from services.actions import move_totals
        from services.releases import jobs  # noqa: F401 (registers what comes round)

        verification.on_verified(move_totals)

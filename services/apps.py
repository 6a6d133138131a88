from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """What we did together: totals, disclosure control, releases."""

    name = "services"

    def ready(self) -> None:
        from beneficiaries import verification
        from protect.audit.witnesses import register_witness
        from services import leaving
        from services.actions import move_totals
        from services.releases import jobs  # noqa: F401 (registers what comes round)
        from services.releases.witness import releases_are_as_sealed

        verification.on_verified(move_totals)
        register_witness(releases_are_as_sealed)
        leaving.register()

from django.apps import AppConfig


class BeneficiariesConfig(AppConfig):
    """What each organisation counted: indicators, forms, periods, reports, counts, checks."""

    name = "beneficiaries"

    def ready(self) -> None:
        from beneficiaries import leaving
        from beneficiaries.witness import returns_are_as_sealed
        from protect.audit.witnesses import register_witness

        leaving.register()
        register_witness(returns_are_as_sealed)

from django.apps import AppConfig


class BeneficiariesConfig(AppConfig):
    """What each organisation counted: indicators, forms, periods, reports, counts, checks."""

    name = "beneficiaries"

    def ready(self) -> None:
        from beneficiaries import leaving

        leaving.register()

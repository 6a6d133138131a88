from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tokens and the API."""

    name = "protect.api"
    label = "api"

    def ready(self) -> None:
        from protect.api import jobs  # noqa: F401 (registers its periodic work)

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tokens and the API."""

    name = "protect.api"
    label = "api"

    def ready(self) -> None:
        from protect.accounts.keys import register_keys
        from protect.api import jobs  # noqa: F401 (registers its periodic work)
        from protect.api.actions import revoke_all_tokens

        register_keys(revoke_all_tokens)

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People: the user, sign-in policy, second factor, sessions."""

    name = "protect.accounts"
    label = "accounts"

    def ready(self) -> None:
        from protect.accounts import checks, sign_in_log  # noqa: F401  (registering is their work)

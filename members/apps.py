from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Who we are: organisations, their staff, invitations."""

    name = "members"

    def ready(self) -> None:
        from members.gates import register

        register()

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Who we are: organisations, their people, profiles, services offered, applications."""

    name = "members"

    def ready(self) -> None:
        from members import jobs, waiting  # noqa: F401 (they register themselves)
        from members.gates import register
        from members.search import register_kinds

        register()
        register_kinds()

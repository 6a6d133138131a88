from django.apps import AppConfig


class WorkgroupsConfig(AppConfig):
    """How we work together: the five working groups."""

    name = "workgroups"

    def ready(self) -> None:
        from workgroups import (  # noqa: F401
            discussions,
            findable,
            jobs,
            leaving,
            telling,
            things,
            waiting,
        )
        from workgroups.search import register_posts

        register_posts()
        discussions.register()
        telling.register_kind()
        leaving.register()

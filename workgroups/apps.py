from django.apps import AppConfig


class WorkgroupsConfig(AppConfig):
    """How we work together: the five working groups."""

    name = "workgroups"

    def ready(self) -> None:
        from workgroups import discussions, findable, jobs, telling, things, waiting  # noqa: F401
        from workgroups.search import register_posts

        register_posts()
        discussions.register()
        telling.register_kind()

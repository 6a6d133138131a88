from django.apps import AppConfig


class WorkgroupsConfig(AppConfig):
    """How we work together: the five working groups."""

    name = "workgroups"

    def ready(self) -> None:
        from protect.accounts.keys import register_keys
        from workgroups import (  # noqa: F401
            discussions,
            findable,
            jobs,
            leaving,
            telling,
            things,
            waiting,
        )
        from workgroups.actions.feeds import end_feed_and_tell
        from workgroups.search import register_posts

        register_posts()
        register_keys(end_feed_and_tell)
        discussions.register()
        telling.register_kind()
        leaving.register()

from django.apps import AppConfig


class ChapterConfig(AppConfig):
    """What we publish each year: contributions, sections, bound numbers, editions."""

    name = "protect.chapter"
    label = "chapter"

    def ready(self) -> None:
        from protect.chapter import jobs, leaving  # noqa: F401 (the clock learns of it)

        leaving.register()

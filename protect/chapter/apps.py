from django.apps import AppConfig


class ChapterConfig(AppConfig):
    """What we publish each year: contributions, sections, bound numbers, editions."""

    name = "protect.chapter"
    label = "chapter"

    def ready(self) -> None:
        from protect.audit.witnesses import register_witness
        from protect.chapter import jobs, leaving  # noqa: F401 (the clock learns of it)
        from protect.chapter.witness import editions_are_as_sealed

        leaving.register()
        register_witness(editions_are_as_sealed)

from django.apps import AppConfig


class ChapterConfig(AppConfig):
    """What we publish each year: the chapter and its table."""

    name = "protect.chapter"
    label = "chapter"

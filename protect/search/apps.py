from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Full text over whatever an app registers, on both databases."""

    name = "protect.search"
    label = "search"

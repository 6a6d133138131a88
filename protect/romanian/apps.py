from django.apps import AppConfig


class RomanianConfig(AppConfig):
    """Spelling, sorting, folding, numbers, dates and plurals."""

    name = "protect.romanian"
    label = "romanian"

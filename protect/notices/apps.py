from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages to people: written with the act, mailed from the outbox afterwards."""

    name = "protect.notices"
    label = "notices"

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """What everybody may see, and the frame around every page."""

    name = "protect.public"
    label = "public"

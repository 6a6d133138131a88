from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The guard that finds identifiers in text."""

    name = "protect.privacy"
    label = "privacy"

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what to what, when: append-only and hash-chained."""

    name = "protect.audit"
    label = "audit"

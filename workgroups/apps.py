from django.apps import AppConfig


class WorkgroupsConfig(AppConfig):
    """How we work together: the five working groups."""

    name = "workgroups"

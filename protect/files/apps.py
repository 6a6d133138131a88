from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploads: checked, stored privately, served to those who may."""

    name = "protect.files"
    label = "files"

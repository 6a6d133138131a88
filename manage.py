#!/usr/bin/env python
"""Django's command line, with the settings of a machine of one's own unless told otherwise."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "protect.settings.dev")
    import protect  # noqa: F401  (replaces an unsafe SQLite before anything opens it)

    execute_from_command_line(sys.argv)

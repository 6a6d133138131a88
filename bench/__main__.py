"""`make bench`: every measurement as a ratio to a yardstick of the same run, on a throw-away database.

    python -m bench            all of them
    python -m bench totals     some of them

Each module of MODULES has `measure()`, whose lines are printed as they come.
"""

import sys
from importlib import import_module

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: E402

MODULES = ("totals", "disclosure", "chapter", "discussions", "public", "releases", "pages", "exchange")


def main() -> None:
    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        for module in sys.argv[1:] or MODULES:
            for said in import_module(f"bench.{module}").measure():
                print(said, flush=True)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


if __name__ == "__main__":
    main()

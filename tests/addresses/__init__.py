"""The addresses of each app, for the walk of tests/test_every_address.py: a module an app.

A module says `ACCESS` (name of a page → the roles that find it by GET), `POST` (names that only take a
POST) and `arguments(walk)` (name → the arguments of its address, made for the walk's world).
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

ROLES = ("anonymous", "reader", "reporter", "coordinator", "stranger", "secretariat", "auditor", "member")
EVERYBODY = set(ROLES)
SIGNED_IN = EVERYBODY - {"anonymous"}
OWN = {"reader", "reporter", "coordinator"}  # people of the organisation whose things are asked for
ALL_SEEING = {"secretariat", "auditor"}


def modules() -> list[ModuleType]:
    """All modules of this folder."""
    return [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]

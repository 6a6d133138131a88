"""`disclose TABLE.csv`: what to withhold of a table of counts, and what an attacker could still work out.

Exit 0: the audit passed. 1: it did not, or nothing protects some cells; nothing is printed to publish.
2: the input is no such table; the row is named.
"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError

from services.disclosure.policy import Policy
from services.disclosure.protect import Protection, protect
from services.disclosure.reading import as_csv, read_hierarchy, read_table, written
from services.disclosure.table import Hierarchy, Key, NoPattern, TableFault

COSTS = {"cells": "cells", "value": "values"}


class Command(BaseCommand):
    help = "Protects a table of counts: a status and a feasibility interval for every cell."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        usual = Policy()
        parser.add_argument("table", help="CSV in long form: dimensions, value, contributors, …, fixed")
        parser.add_argument("--hierarchy", action="append", default=[], metavar="DIMENSION=FILE.csv")
        parser.add_argument("--threshold", type=int, default=usual.threshold, help="k; smaller is primary")
        parser.add_argument("--contributors", type=int, default=usual.contributors)
        parser.add_argument("--p", type=int, default=usual.p, help="per cent of the p % rule")
        parser.add_argument("--cost", choices=tuple(COSTS), default="cells")
        parser.add_argument("--method", choices=("auto", "exact", "fast"), default="auto")
        parser.add_argument("--audit", choices=("auto", "linear", "integer", "none"), default="auto")
        parser.add_argument("--seconds", type=float, default=usual.seconds, help="for the exact method")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        policy = Policy(
            threshold=options["threshold"],
            contributors=options["contributors"],
            p=options["p"],
            cost=COSTS[options["cost"]],
            method=options["method"],
            audit=options["audit"],
            seconds=options["seconds"],
        )
        if min(policy.threshold, policy.contributors, policy.p) < 0:
            raise CommandError("threshold, contributors and p are not negative", returncode=2)
        hierarchies = dict(hierarchy(given) for given in options["hierarchy"])
        text = content(options["table"])
        try:
            reading = read_table(text, hierarchies)
        except TableFault as fault:
            raise CommandError(f"{options['table']}, {fault}", returncode=2) from None
        try:
            found = protect(reading.table, policy)
        except NoPattern as none:
            self.refuse(none.cells, "nothing protects", options["json"])
        if not found.passed:
            self.refuse(found.failed, "the audit found too narrow", options["json"], found)
        rows = written(reading, found)
        if options["json"]:
            self.stdout.write(json.dumps({"rows": rows, "summary": summary(found)}, ensure_ascii=False))
        else:
            self.stdout.write(as_csv(text, reading, rows), ending="")
            self.stderr.write(", ".join(f"{name} {said}" for name, said in summary(found).items()))

    def refuse(
        self, cells: list[Key] | Any, why: str, as_json: bool, found: Protection | None = None
    ) -> NoReturn:
        """Say which cells, print nothing that could be published, exit 1."""
        if as_json:
            failed = {"method": "none", "cost": None, "bound": None, "seconds": None}
            said = {**(summary(found) if found else failed), "audit": "failed", "why": why}
            self.stdout.write(
                json.dumps({"rows": [], "summary": {**said, "cells": cells}}, ensure_ascii=False)
            )
        named = "; ".join(", ".join(cell) for cell in cells)
        raise CommandError(f"{why}: {named}. Nothing can be published.", returncode=1)


def summary(found: Protection) -> dict[str, object]:
    """What the command says about how it went."""
    said: dict[str, object] = {
        "method": found.method,
        "cost": found.cost,
        "bound": found.bound,
        "audit": found.audit,
        "seconds": round(found.seconds, 3),
    }
    return {**said, "note": found.note} if found.note else said


def hierarchy(given: str) -> tuple[str, Hierarchy]:
    """DIMENSION=FILE.csv, read."""
    name, equals, path = given.partition("=")
    if not (name and equals and path):
        raise CommandError(f"--hierarchy {given}: write DIMENSION=FILE.csv", returncode=2)
    try:
        return name, read_hierarchy(content(path))
    except TableFault as fault:
        raise CommandError(f"{path}, {fault}", returncode=2) from None


def content(path: str) -> str:
    """The text of a file."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise CommandError(f"{path} cannot be read: {fault}", returncode=2) from None

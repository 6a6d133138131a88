"""`release YEAR`: shows what a release would publish; with `--publish` cuts it and publishes it."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from beneficiaries.models import Period
from services.releases.actions import check, cut_release, planned, publish_release
from services.releases.building import PUBLISH, WITHHOLD
from services.releases.plan import Plan, Scope
from services.releases.policy import ReleasePolicy


class Command(BaseCommand):
    help = "Shows what a release of a year would publish, or cuts and publishes it. Exit 1: nothing can be."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--quarter", type=int, choices=[1, 2, 3, 4], help="a quarter of it, on its own")
        parser.add_argument("--publish", action="store_true")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--reason", default="", help="why another policy, or a difference that tells")
        parser.add_argument(
            "--differences", choices=[WITHHOLD, PUBLISH], help="what becomes of figures whose change tells"
        )
        usual = ReleasePolicy()
        for name in ("threshold", "threshold_fine", "contributors", "p"):
            parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(usual, name))

    def handle(self, *args: Any, **options: Any) -> None:
        scope = self.scope(options["year"], options["quarter"])
        names = ("threshold", "threshold_fine", "contributors", "p")
        policy = ReleasePolicy(**{name: options[name] for name in names})
        choices: dict[str, str] = {}
        plan = planned(scope, policy, choices)
        if options["differences"]:
            choices = {d.id: options["differences"] for d in plan.differences}
            plan = planned(scope, policy, choices)
        if not options["publish"]:
            self.show(plan, as_json=options["json"])
        try:
            if not options["publish"]:
                check(plan, options["reason"] or "-")
                return
            release = cut_release(
                scope,
                by=None,
                policy=policy,
                choices=choices,
                reason=options["reason"],
                seen=plan.fingerprint,
            )
            publish_release(release, by=None)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages), returncode=1) from fault
        self.stdout.write(f"{release}  {release.digest}")

    def scope(self, year: int, quarter: int | None) -> Scope:
        """The year, or the quarter; exit 2 where there is none."""
        found = Period.objects.filter(year=year, quarter=quarter).first()
        if (quarter and not found) or not Period.objects.filter(year=year).exists():
            raise CommandError(f"No period of {year}.", returncode=2)
        return Scope(year, found if quarter else None)

    def show(self, plan: Plan, *, as_json: bool) -> None:
        """Every figure as the public would see it; with the reason of a withheld one beside it."""
        rows = [
            {
                "indicator": f.plan.code, "period": f.period.code if f.period else "", "block": f.block.code,
                "key": f.key, "value": f.value, "status": f.status, "why": list(f.why), "revised": f.revised,
            }
            for f in plan.figures
        ]  # fmt: skip
        if as_json:
            content = {
                "release": f"{plan.scope.code} r{plan.number}",
                "policy": plan.policy.as_data(),
                "figures": rows,
                "audit": plan.audit,
                "differences": [{"figure": d.id, "tells": list(d.tells)} for d in plan.differences],
            }
            self.stdout.write(json.dumps(content, ensure_ascii=False))
            return
        for f in plan.figures:
            name = "/".join(
                filter(None, [f.period.code if f.period else "", f.plan.code, f.block.code, f.key])
            )
            sign = f"[c] {' '.join([f.status, *f.why])}" if f.is_withheld else f.status
            self.stdout.write(f"{name:60} {sign if f.value is None else f.value}")
        for difference in plan.differences:
            self.stdout.write(f"difference: {difference.id} tells {','.join(difference.tells)}")

"""Cutting a release, scheduling and publishing it."""

import datetime
import uuid
from collections import OrderedDict
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import Period, Report
from members.models import Role
from protect.accounts.models import PlatformRole, User
from protect.audit.actions import record
from protect.audit.queries import history
from protect.notices.actions import notify
from services.models import Release, ReleasedFigure, ReleaseReport, Total
from services.releases.building import PUBLISH, plan_release
from services.releases.digests import content_of, digest_of, first_false_digest, sha256
from services.releases.plan import Plan, Planned, Scope, fingerprint, is_stale, periods_behind, source_now
from services.releases.policy import ReleasePolicy
from services.rules import may_release

KEPT_PLANS = 4
_plans: OrderedDict[str, Plan] = OrderedDict()


def planned(
    scope: Scope, policy: ReleasePolicy | None = None, choices: Mapping[str, str] | None = None
) -> Plan:
    """The plan of this moment; reckoned again only when something changed that it is made of."""
    policy, choices, source = policy or ReleasePolicy(), choices or {}, source_now(scope)
    mark = fingerprint(scope, source, policy, choices)
    if mark not in _plans:
        _plans[mark] = plan_release(scope, policy, choices, source)
        while len(_plans) > KEPT_PLANS:
            _plans.popitem(last=False)
    return _plans[mark]


def cut_release(
    scope: Scope,
    *,
    by: User | None,
    policy: ReleasePolicy | None = None,
    choices: Mapping[str, str] | None = None,
    reason: str = "",
    seen: str = "",
) -> Release:
    """Freeze what `planned` shows, number it, seal it. `by` None: the command line. `seen`: the fingerprint
    of the plan that the person looked at; if anything moved since, nothing is cut.

    The proof is reckoned before the transaction; within it the world is locked and compared once more.
    """
    if not may_release(by):
        raise PermissionDenied
    plan = planned(scope, policy, choices)
    if seen and plan.fingerprint != seen:
        raise ValidationError(moved_on())
    check(plan, reason)
    with transaction.atomic():
        lock(scope)
        if fingerprint(scope, source_now(scope), plan.policy, choices or {}) != plan.fingerprint:
            raise ValidationError(moved_on())
        release, rows = rows_of(plan, reason.strip(), by)
        reports = Report.objects.verified().filter(period__in=plan.periods)
        digests = list(reports.order_by("pk").values_list("pk", "digest"))
        release.content_digest = sha256(content_of(release, rows))
        release.digest = digest_of(release, rows, [digest for _pk, digest in digests])
        release.full_clean(exclude=["period", "cut_by"])
        release.save(force_insert=True)
        keep(release, rows, digests)
        record(
            "release.cut", release, by=by, reason=release.policy_reason, release=str(release),
            digest=release.digest, reports=len(digests), figures=len(rows),
        )  # fmt: skip
    return release


def keep(release: Release, rows: list[ReleasedFigure], digests: list[tuple[uuid.UUID, str]]) -> None:
    """Store the figures and the lineage of a release."""
    ReleasedFigure.objects.bulk_create(rows, batch_size=500)
    lineage = (ReleaseReport(release=release, report_id=pk, digest=digest) for pk, digest in digests)
    ReleaseReport.objects.bulk_create(lineage, batch_size=500)


def moved_on() -> str:
    return _(
        "Something changed since you looked: a return, a period, a waiver or another release. Look again."
    )


def check(plan: Plan, reason: str) -> None:
    """Refuse what cannot be released, and what has to say why."""
    if plan.faults:
        raise ValidationError(
            [_("The figures do not add up: %(where)s.") % {"where": f} for f in plan.faults]
        )
    if plan.exposed:
        named = ", ".join("/".join(filter(None, [code, *place])) for code, place in plan.exposed[:20])
        raise ValidationError(_("No pattern protects these figures: %(cells)s.") % {"cells": named})
    if not plan.figures:
        raise ValidationError(_("There is no closed period with a verified return."))
    if plan.open_differences:
        raise ValidationError(_("Say of every difference whether it is withheld or published."))
    told = [d for d in plan.differences if d.choice == PUBLISH]
    if (told or plan.policy.departures) and not reason.strip():
        raise ValidationError(_("Write why: it is kept with the release."))


def lock(scope: Scope) -> None:
    """Hold the periods and their totals: whoever verifies, closes, reopens or cuts waits for us."""
    list(Period.objects.select_for_update().filter(year=scope.year).order_by("pk").values_list("pk"))
    totals = Total.objects.select_for_update().filter(period__year=scope.year)
    list(totals.order_by("period_id", "cell_id").values_list("pk"))


def rows_of(plan: Plan, reason: str, by: User | None) -> tuple[Release, list[ReleasedFigure]]:
    """The rows of a plan, not stored yet."""
    release = Release(
        scope=plan.scope.code,
        year=plan.scope.year,
        period=plan.scope.period,
        number=plan.number,
        policy=plan.policy.as_data(),
        policy_reason=reason,
        differences=[
            {"figure": d.id, "tells": list(d.tells), "choice": d.choice, "reason": reason}
            for d in plan.differences
        ],
        waivers=plan.waivers,
        audit=plan.audit,
        owed=plan.owed,
        verified=plan.verified,
        provisional=plan.provisional,
        synthetic=plan.synthetic,
        cut_by=by,
    )
    return release, [row_of(figure, release, place) for place, figure in enumerate(plan.figures)]


def row_of(figure: Planned, release: Release, position: int) -> ReleasedFigure:
    """A figure as it is stored: a withheld one without its number."""
    return ReleasedFigure(
        release=release,
        period=figure.period,
        version=figure.plan.version,
        block=figure.block,
        cell=figure.cell,
        key=figure.key,
        position=position,
        status=figure.status,
        value=figure.value,
        qualifier=figure.qualifier,
        revised=figure.revised,
        provisional=figure.provisional,
        organisations=figure.organisations,
        overlap=figure.overlap,
        why=",".join(figure.why) if figure.is_withheld else "",
        low=figure.low,
        high=figure.high,
    )


@transaction.atomic
def publish_release(release: Release, *, by: User | None) -> Release:
    """From now on everybody reads it. A release that was overtaken or tampered with stays where it is."""
    if not may_release(by):
        raise PermissionDenied
    release = Release.objects.select_for_update(of=("self",)).select_related("period").get(pk=release.pk)
    if release.published_at:
        return release
    why_not = obstacle(release)
    if why_not:
        raise ValidationError(why_not)
    release.published_at = timezone.now()
    release.save(update_fields=["published_at"])
    record("release.publish", release, by=by, release=str(release), digest=release.digest)
    tell_members(release)
    return release


def obstacle(release: Release) -> str:
    """Why a release cannot be published; '' where nothing stands in the way."""
    if Release.objects.published().filter(scope=release.scope, number__gt=release.number).exists():
        return _("A later release is public already.")
    if Period.objects.filter(code__in=periods_behind(release), closed_at=None).exists():
        return _("A period of this release was opened again. Close it first.")
    if is_stale(release):
        return _("A return was verified or corrected after this release was cut. Cut a new one.")
    if first_false_digest(release):
        return _("This release is not what was cut: its digest does not fit.")
    return ""


@transaction.atomic
def schedule_release(release: Release, at: datetime.datetime, *, by: User) -> Release:
    """Have it published by itself at a moment to come; set once."""
    if not may_release(by):
        raise PermissionDenied
    release = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    if release.published_at or release.scheduled_for:
        raise ValidationError(_("This release is published or scheduled already."))
    if at <= timezone.now():
        raise ValidationError(_("Choose a moment that is still to come."))
    release.scheduled_for = at
    release.save(update_fields=["scheduled_for"])
    record("release.schedule", release, by=by, release=str(release), at=at)
    return release


def publish_due() -> list[Release]:
    """Publish what is scheduled for now; what cannot be is told to the secretariat once."""
    done = []
    for release in Release.objects.waiting().filter(scheduled_for__lte=timezone.now()).order_by("pk"):
        try:
            done.append(publish_release(release, by=None))
        except ValidationError as fault:
            hold_back(release, fault.messages[0])
    return done


@transaction.atomic
def hold_back(release: Release, why: str) -> None:
    """Say that a scheduled release was not published, and why; once."""
    if history(release).filter(action="release.hold").exists():
        return
    record("release.hold", release, by=None, reason=why, release=str(release))
    live = PlatformRole.objects.live().filter(role=PlatformRole.Role.SECRETARIAT)
    people = User.objects.filter(pk__in=live.values("user_id"))

    def compose() -> tuple[str, str]:
        return _("%(release)s was not published") % {"release": release.title}, why

    notify(people, "release.held", compose, reverse("services:release", args=[release.pk]))


def tell_members(release: Release) -> None:
    """The coordinators of those whose returns are in it; no figure in the mail."""
    people = User.objects.filter(
        is_active=True,
        memberships__until=None,
        memberships__role=Role.COORDINATOR,
        memberships__organisation__reports__releases__release=release,
    ).distinct()

    def compose() -> tuple[str, str]:
        return (
            _("The totals of %(release)s are public") % {"release": release.title},
            _("They are made of the verified returns. Small numbers are withheld."),
        )

    notify(people, "release.published", compose, reverse("services:year", args=[release.year]))

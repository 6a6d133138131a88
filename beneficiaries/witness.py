"""Returns against the audit log: the digest of what was signed or verified is sealed there."""

from collections.abc import Iterator

from beneficiaries.digests import digests_of
from beneficiaries.models import Report
from protect.audit.witnesses import sealed_digests

Status = Report.Status
FROZEN = (Status.VERIFIED, Status.SUPERSEDED)


def returns_are_as_sealed() -> Iterator[str]:
    """Where a verified or sent return is not what the log says; a sentence each."""
    verified, sent = sealed_digests("report.verify"), sealed_digests("report.submit")
    order = {pk: place for place, pk in enumerate(verified)}
    newest: dict[tuple[int, int], Report] = {}
    unseen = set(verified)
    reports = Report.objects.filter(status__in=[*FROZEN, Status.SUBMITTED])
    reports = reports.select_related("organisation", "period").order_by("pk")
    for report, figures in digests_of(reports.iterator(chunk_size=2_000)):
        pk, is_frozen = str(report.pk), report.status in FROZEN
        said = (verified if is_frozen else sent).get(pk)
        if said is None:
            yield f"return {named(report)} is {report.status}, and the log knows nothing of it"
        elif figures != said or (is_frozen and report.digest != said):
            yield f"return {named(report)} is not what the log says: its figures were changed"
        elif is_frozen:
            place = report.organisation_id, report.period_id
            newest[place] = max(newest.get(place, report), report, key=lambda one: order[str(one.pk)])
            unseen.discard(pk)
    for report in newest.values():
        if report.status != Status.VERIFIED:
            yield f"return {named(report)} was verified last, and another revision counts"
    for pk in sorted(unseen, key=order.__getitem__):
        yield f"return {pk} was verified, says the log, and is so no longer"


def named(report: Report) -> str:
    """How a person finds the return."""
    return f"{report.reference or report.pk} ({report.organisation.slug} {report.period.code})"

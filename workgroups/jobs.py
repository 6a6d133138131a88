"""What comes round: reminders of decisions that end soon, and bytes that lost their row."""

import datetime

from django.utils import timezone

from protect.accounts.models import User
from protect.files.actions import sweep
from protect.notices.jobs import periodic
from protect.search.erasing import empty_the_log
from workgroups.actions.telling import listeners, tell_of
from workgroups.models import Proposal
from workgroups.queries import members_of
from workgroups.standing import standings

SOON = datetime.timedelta(hours=36)


@periodic("decisions-that-end-soon", datetime.timedelta(days=1))
def remind_of_decisions() -> int:
    """Remind the people of organisations whose answer is missing; returns how many are to be told."""
    now = timezone.now()
    ending = list(
        Proposal.objects.open().filter(closes_at__range=(now, now + SOON)).select_related("workgroup")
    )
    standing = standings(ending)
    told = 0
    for proposal in ending:
        theirs = members_of(proposal.workgroup).filter(organisation__in=standing[proposal.pk].missing)
        people: list[User] = list(listeners(proposal.workgroup).filter(pk__in=theirs.values("user")))
        tell_of(proposal, people)
        told += len(people)
    return told


@periodic("files-without-a-row", datetime.timedelta(days=1))
def sweep_files() -> int:
    """Delete what uploads that were given up have left."""
    return sweep()


@periodic("words-that-were-erased", datetime.timedelta(hours=1))
def empty_the_write_ahead_log() -> bool:
    """What a redaction could not cut off because somebody was reading."""
    return empty_the_log()

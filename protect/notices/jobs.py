"""The clock of the house: one thread of the server mails what is due and does what comes round.

A bell only wakes it; the work is found in the database, so that a killed process loses nothing. Several
processes may run it: `outbox.claim` gives each notice to one of them, `Round` each round to one.

    @periodic("remind-of-licences", datetime.timedelta(days=1))
    def remind_of_licences() -> None: ...
"""

import datetime
import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections
from django.db.models import Q
from django.utils import timezone

from protect.notices import outbox
from protect.notices.models import Round

EVERY_SECONDS = 60
Job = Callable[[], object]
bell = threading.Event()
log = logging.getLogger(__name__)
_jobs: dict[str, tuple[datetime.timedelta, Job]] = {}


def periodic(name: str, every: datetime.timedelta) -> Callable[[Job], Job]:
    """Have a job done every so often, by one process. It must bear being cut off and done again."""

    def register(job: Job) -> Job:
        _jobs[name] = (every, job)
        return job

    return register


def take(name: str, every: datetime.timedelta) -> bool:
    """Whether this process has the round of `name` that is due now."""
    Round.objects.get_or_create(name=name)
    now = timezone.now()
    due = Q(begun_at=None) | Q(begun_at__lte=now - every)
    return bool(Round.objects.filter(due, name=name).update(begun_at=now))


def do_what_is_due() -> list[str]:
    """Do each job whose time has come; returns their names. A fault of one does not hold back the rest."""
    done = []
    for name, (every, job) in list(_jobs.items()):
        if take(name, every):
            try:
                job()
            except Exception:
                log.exception("the job %s failed; it is tried again in its next round", name)
            else:
                done.append(name)
    return done


def run() -> None:
    """Deliver for ever; a fault is logged and tried again a minute later."""
    while True:
        bell.wait(EVERY_SECONDS)
        bell.clear()
        close_old_connections()
        try:
            do_what_is_due()
            outbox.deliver()
        except Exception:
            log.exception("the outbox could not be delivered")
        finally:
            close_old_connections()


def start() -> threading.Thread:
    """Start the clock in the background of the server process."""
    thread = threading.Thread(target=run, name="outbox", daemon=True)
    thread.start()
    return thread

"""What comes round is done once a round, whatever the number of processes."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from protect.notices import jobs

DAY = datetime.timedelta(days=1)


@pytest.fixture
def done(monkeypatch, db) -> list[str]:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(jobs, "_jobs", {})
    return []


def test_a_job_is_done_once_a_round(done: list[str]) -> None:
    jobs.periodic("count", DAY)(lambda: done.append("x"))
    jobs.do_what_is_due()
    jobs.do_what_is_due()
    assert done == ["x"]
    with time_machine.travel(timezone.now() + DAY):
        jobs.do_what_is_due()
    assert done == ["x", "x"]


def test_two_processes_share_a_round(done: list[str]) -> None:
    assert jobs.take("count", DAY)
    assert not jobs.take("count", DAY)


def test_a_job_that_fails_holds_back_nobody(done: list[str]) -> None:
    jobs.periodic("broken", DAY)(lambda: 1 / 0)
    jobs.periodic("count", DAY)(lambda: done.append("x"))
    assert jobs.do_what_is_due() == ["count"]
    assert done == ["x"]

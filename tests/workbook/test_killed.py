"""kill -9 in the middle of an import: the return is as it was before or as it is after, never in between.

Six kills in the ordinary suite; `make fuzz` sets KILLS to 50.
"""

import os
import random
import signal
import time
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connections

from beneficiaries.models import Count, CountChange, Report
from beneficiaries.workbook import importing
from beneficiaries.workbook.importing import FileRefused, look, take
from protect.accounts.models import User
from tests.workbook.books import SERVED, book_of, code_of, filled
from tests.world import World

KILLS = int(os.environ.get("KILLS", "6"))


def imports_without_end(report: Report, by: User, files: list[bytes], ready: int) -> None:
    """In a process of its own: look at a file, save it, the next one."""
    try:
        while True:
            for content in files:
                report.refresh_from_db()
                found = look(report, content, by=by)
                os.write(ready, b".")
                take(report, found.matched.data, by=by)
    finally:
        os._exit(1)


@pytest.fixture
def importer() -> Iterator[list[int]]:
    """The process to kill; ended in any case."""
    running: list[int] = []
    yield running
    for pid in running:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def killed_while_saving(
    report: Report, by: User, files: list[bytes], wait: float, running: list[int]
) -> None:
    """Let a process import, kill it a moment after it began to save, once it has saved a file or two."""
    ended, ready = os.pipe()
    connections.close_all()  # a connection belongs to one process
    pid = os.fork()
    if not pid:
        imports_without_end(report, by, files, ready)
    running.append(pid)
    os.close(ready)
    os.read(ended, 1)
    time.sleep(wait)
    os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(running.pop(), 0)
    os.close(ended)
    assert os.WIFSIGNALED(status), "it ended by itself"


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_is_whole_or_did_not_happen(world: World, importer: list[int]) -> None:
    report = world.started()
    book, chance = book_of(report), random.Random(32)
    fresh = [(cell, SERVED) for cell in map(code_of, world.people_cells)]
    files = [filled(book, dict.fromkeys(fresh, number)) for number in (11, 22)]
    seen = set()
    for _kill in range(KILLS):
        killed_while_saving(report, world.reporter, files, chance.uniform(0, 0.06), importer)
        parts = {count.cell_id: count.served for count in Count.objects.filter(computed=False)}
        assert parts == {} or (len(parts) == 5 and len(set(parts.values())) == 1), parts
        (value,) = set(parts.values()) or {0}
        totals = list(Count.objects.filter(computed=True).values_list("served", flat=True))
        assert totals == ([5 * value] if parts else [])
        latest = {change.cell_id: change.new for change in CountChange.objects.order_by("pk")}
        assert {cell: latest[cell] for cell in parts} == {cell: str(value) for cell in parts}
        report.refresh_from_db()
        seen.add((report.version, value))
        call_command("verify_audit", verbosity=0)
    assert len(seen) > 1, "nothing was ever saved"


@pytest.mark.usefixtures("in_a_child")
def test_a_child_that_is_killed_while_it_reads_leaves_nothing_behind(world: World, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    content = filled(book_of(report), {(code_of(world.people_cells[0]), SERVED): 4})
    with monkeypatch.context() as patched:
        patched.setattr(importing, "READ", "tests.files.test_child:dying")
        with pytest.raises(FileRefused, match="prea mult"):
            look(report, content, by=world.reporter)
    assert not Count.objects.exists()
    assert len(look(report, content, by=world.reporter).changes) == 1

"""What breaks in a child process leaves the server alone."""

import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from protect.files import child, prepared
from protect.files.child import ChildFailed, Limits
from protect.files.prepared import nursery


def length(content: bytes) -> int:
    return len(content)


def greedy(content: bytes) -> int:
    return len(bytearray(2_000_000_000))


def endless(content: bytes) -> int:
    while True:
        time.sleep(0.01)


def dying(content: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def mine(content: bytes) -> list[int]:
    return [os.getpid(), os.getppid()]


def slow(content: bytes) -> str:
    time.sleep(0.3)
    return content.decode()


HERE = "tests.files.test_child"
BOTH = pytest.mark.parametrize("call", [child.call, prepared.call], ids=["fresh", "prepared"])
Call = Callable[..., Any]


@BOTH
def test_the_answer_of_a_child_comes_back(call: Call) -> None:
    assert call(f"{HERE}:length", b"abc") == 3


@BOTH
def test_a_child_that_wants_too_much_memory_is_refused(call: Call) -> None:
    with pytest.raises(ChildFailed, match="MemoryError"):
        call(f"{HERE}:greedy", b"")


@BOTH
def test_a_child_that_never_ends_is_ended(call: Call) -> None:
    with pytest.raises(ChildFailed, match="no answer"):
        call(f"{HERE}:endless", b"", Limits(clock=1))


@BOTH
def test_a_child_that_is_killed_answers_nothing_and_the_next_one_does(call: Call) -> None:
    with pytest.raises(ChildFailed):
        call(f"{HERE}:dying", b"x" * 3_000_000)
    assert call(f"{HERE}:length", b"x" * 3_000_000) == 3_000_000


def test_every_file_has_a_child_of_its_own() -> None:
    first, parent = prepared.call(f"{HERE}:mine", b"")
    second, same_parent = prepared.call(f"{HERE}:mine", b"")
    assert first != second and parent == same_parent == nursery.process.pid  # type: ignore[union-attr]


def test_children_work_beside_each_other_and_nobody_gets_another_s_answer() -> None:
    answers: dict[str, str] = {}

    def ask(name: str) -> None:
        answers[name] = prepared.call(f"{HERE}:slow", name.encode())

    threads = [threading.Thread(target=ask, args=[str(n)]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {str(n): str(n) for n in range(8)}


def test_when_the_process_that_stays_is_killed_there_is_another() -> None:
    _child, parent = prepared.call(f"{HERE}:mine", b"")
    os.kill(parent, signal.SIGKILL)
    nursery.process.wait()  # type: ignore[union-attr]
    _child, another = prepared.call(f"{HERE}:mine", b"")
    assert another != parent

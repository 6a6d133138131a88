"""What breaks in a child process leaves the server alone."""

import time

import pytest

from protect.files.child import ChildFailed, Limits, call


def length(content: bytes) -> int:
    return len(content)


def greedy(content: bytes) -> int:
    return len(bytearray(2_000_000_000))


def endless(content: bytes) -> int:
    while True:
        time.sleep(0.01)


HERE = "tests.files.test_child"


def test_the_answer_of_a_child_comes_back() -> None:
    assert call(f"{HERE}:length", b"abc") == 3


def test_a_child_that_wants_too_much_memory_is_refused() -> None:
    with pytest.raises(ChildFailed, match="MemoryError"):
        call(f"{HERE}:greedy", b"")


def test_a_child_that_never_ends_is_ended() -> None:
    with pytest.raises(ChildFailed, match="no answer"):
        call(f"{HERE}:endless", b"", Limits(clock=2))

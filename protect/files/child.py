"""Work on files of strangers, in a child process with limits: what breaks there leaves the server alone.

    call("beneficiaries.workbook.reading:read", content)

runs `read(content: bytes)` of that module in a fresh Python without Django, with a ceiling on memory,
time and what it may write. The function returns anything that JSON can hold.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What a child may use: address space in MB, seconds of processor, seconds on the clock."""

    memory: int = 768
    processor: int = 10
    clock: int = 20


class ChildFailed(Exception):
    """The child died, ran out of its limits, or refused the file. The message is for the log."""


def call(function: str, content: bytes, limits: Limits | None = None) -> Any:
    """What `function` ("package.module:name") returns for `content`; raises `ChildFailed` otherwise."""
    limits = limits or Limits()

    try:
        done = subprocess.run(  # noqa: S603
            [
                sys.executable,
                "-P",
                "-m",
                "protect.files.child",
                function,
                str(limits.memory),
                str(limits.processor),
            ],
            input=content,
            capture_output=True,
            timeout=limits.clock,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise ChildFailed(f"{function}: no answer within {limits.clock} s") from late
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no word"]
        raise ChildFailed(f"{function}: exit {done.returncode}: {last[0][:300]}")
    try:
        return json.loads(done.stdout)
    except ValueError as broken:
        raise ChildFailed(f"{function}: no readable answer") from broken


def main() -> None:
    """The child's side: take the limits, read the content, run the function, write its answer."""
    take_limits(Limits(memory=int(sys.argv[2]), processor=int(sys.argv[3])))
    answer = function_of(sys.argv[1])(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))


def take_limits(limits: Limits) -> None:
    """From now on this process has no more than that."""
    for what, limit in (
        (resource.RLIMIT_AS, limits.memory * MEGABYTE),
        (resource.RLIMIT_CPU, limits.processor),
        (resource.RLIMIT_FSIZE, 64 * MEGABYTE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def function_of(name: str) -> Callable[[bytes], Any]:
    """The function that "package.module:name" means."""
    module, _, function = name.partition(":")
    found: Callable[[bytes], Any] = getattr(import_module(module), function)
    return found


if __name__ == "__main__":
    main()

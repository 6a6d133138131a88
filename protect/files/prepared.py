"""A child that is ready at once: forked, for each file, from a process that has loaded what the work needs.

    call("beneficiaries.workbook.reading:read", content)

is `protect.files.child.call` without the half second in which a fresh Python loads its libraries. The
process that stays knows no Django and never sees a file's bytes: it hands the line to the fork, which takes
its limits, reads one file, answers and ends. Not for libraries that start threads when they are loaded.
"""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any

from protect.files.child import ROOT, ChildFailed, Limits, function_of, take_limits

DONE, FAULT = b"+", b"-"
GRACE = 2  # seconds; the child's own alarm rings before


class Nursery:
    """The process that stays, started when it is first needed and again when it died."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.control: socket.socket | None = None
        self.owner = 0

    def line(self, request: bytes) -> socket.socket:
        """A line to a child of one's own."""
        ours, theirs = socket.socketpair()
        with theirs, self.lock:
            for _try in range(2):
                if self.process is None or self.owner != os.getpid() or self.process.poll() is not None:
                    self.start()
                assert self.control
                with suppress(OSError):
                    socket.send_fds(self.control, [request], [theirs.fileno()])
                    return ours
                self.stop()
        ours.close()
        raise ChildFailed("no process to fork from")

    def start(self) -> None:
        """A new process, without our environment and our open files."""
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-m", "protect.files.prepared", str(theirs.fileno())],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()], cwd=ROOT,
                env={"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "LANG": "C.UTF-8"},
            )  # fmt: skip
        self.owner = os.getpid()

    def stop(self) -> None:
        """End the process; its children end with their alarm at the latest."""
        if self.control:
            self.control.close()
        if self.process and self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
        self.process = self.control = None


nursery = Nursery()
atexit.register(nursery.stop)


def call(function: str, content: bytes, limits: Limits | None = None) -> Any:
    """What `function` ("package.module:name") returns for `content`; raises `ChildFailed` otherwise."""
    limits = limits or Limits()
    request = json.dumps([function, limits.memory, limits.processor, limits.clock]).encode()
    answer = bytearray()
    with nursery.line(request) as line:
        line.settimeout(limits.clock + GRACE)
        try:
            with suppress(BrokenPipeError, ConnectionResetError):  # a child that died: no answer comes
                line.sendall(content)
                line.shutdown(socket.SHUT_WR)
                while piece := line.recv(1 << 16):
                    answer += piece
        except TimeoutError as late:
            raise ChildFailed(f"{function}: no answer within {limits.clock} s") from late
    if answer[:1] == FAULT:
        raise ChildFailed(f"{function}: {answer[1:301].decode(errors='replace')}")
    try:
        return json.loads(answer.removeprefix(DONE))
    except ValueError as broken:
        raise ChildFailed(f"{function}: no answer, the child died") from broken


def serve(control: socket.socket) -> None:
    """The side of the process that stays: a fork for every request, until nobody can ask any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        request, lines, _flags, _address = socket.recv_fds(control, 4096, 1)
        if not request:
            return
        function, memory, processor, clock = json.loads(request)
        with suppress(Exception):  # the child meets it again, and says it
            function_of(function)
        if os.fork() == 0:
            control.close()
            work(function, Limits(memory, processor, clock), socket.socket(fileno=lines[0]))
            os._exit(0)
        os.close(lines[0])


def work(function: str, limits: Limits, line: socket.socket) -> None:
    """The child's side: take the limits, read the content, run the function, write its answer."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.alarm(limits.clock)
    take_limits(limits)
    try:
        content = bytearray()
        while piece := line.recv(1 << 16):
            content += piece
        answer = DONE + json.dumps(function_of(function)(bytes(content))).encode()
    except BaseException as fault:  # whatever it was: said, not shown to anybody but the log
        answer = FAULT + f"{type(fault).__name__}: {fault}".encode(errors="replace")[:300]
    with suppress(OSError):
        line.sendall(answer)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))

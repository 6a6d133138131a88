"""HiGHS, silent and the same on every machine."""

import ctypes
import os
import sys
from functools import cache

import highspy

INFINITE = highspy.kHighsInf


@cache
def introduction() -> None:
    """HiGHS writes its name to C's standard output when the first solver of a process is made.

    The output of a command is no place for it: standard output points elsewhere for that moment.
    """
    sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:  # there is no standard output
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()
        ctypes.CDLL(None).fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def quiet(**options: bool | float | str) -> highspy.Highs:
    """A solver that prints nothing and answers the same on every machine."""
    introduction()
    solver = highspy.Highs()
    usual: dict[str, bool | float | str] = {"output_flag": False, "threads": 1, "random_seed": 0}
    for option, value in {**usual, **options}.items():
        solver.setOptionValue(option, value)
    return solver

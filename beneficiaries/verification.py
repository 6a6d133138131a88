"""Who wants to know, inside the same transaction, that a report counts from now on.

`services` keeps the totals and lies below this app; it registers itself here.
"""

from collections.abc import Callable

from beneficiaries.models import Report

Listener = Callable[[Report], None]
_listeners: list[Listener] = []


def on_verified(listener: Listener) -> Listener:
    """Call `listener(report)` in the transaction that verifies a report."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def announce(report: Report) -> None:
    """Tell all listeners; what one raises undoes the verification."""
    for listener in _listeners:
        listener(report)

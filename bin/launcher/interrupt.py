"""Stop requests: signals only set a flag, and whoever waits looks at it."""

import os
import select
import signal
from types import FrameType

from .refusal import Stopped

_requested = False
_reader, _writer = os.pipe()


def listen() -> None:
    """Turn SIGINT, SIGTERM and SIGHUP into a request, and let a child's end wake the main loop."""
    os.set_blocking(_writer, False)
    os.set_blocking(_reader, False)
    signal.set_wakeup_fd(_writer, warn_on_full_buffer=False)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _request)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)


def requested() -> bool:
    """Whether somebody asked us to stop."""
    return _requested


def check() -> None:
    """Raise ``Stopped`` if somebody asked us to stop."""
    if _requested:
        raise Stopped


def nap(seconds: float) -> None:
    """Sleep until a signal comes or the time is over."""
    if select.select([_reader], [], [], seconds)[0]:
        os.read(_reader, 4096)


def _request(_number: int, _frame: FrameType | None) -> None:
    global _requested
    _requested = True

"""What an earlier run may have left behind after being killed: processes and lock files."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

MARK = "CONGRESS_SUPERVISED"


def end_earlier_run(data: Path) -> None:
    """Kill what still carries our mark. We hold the lock of the data folder, so nobody else uses it."""
    wanted = f"{MARK}={data}".encode()
    for _ in range(100):
        found = [pid for pid in _processes() if wanted in _environment(pid)]
        if not found:
            return
        _kill(found, signal.SIGKILL)
        time.sleep(0.05)


def free_database(folder: Path, socket: Path) -> None:
    """End a server still on this database, then remove the locks a dead one left.

    PostgreSQL itself is fooled by a zombie and by a process number given to somebody else.
    """
    for attempt in range(400):
        users = [pid for pid in _processes() if _works_in(pid, folder)]
        if not users:
            break
        if attempt % 100 == 0:
            _kill(users, signal.SIGINT if attempt == 0 else signal.SIGKILL)
        time.sleep(0.05)
    for stale in (folder / "postmaster.pid", socket, socket.with_name(socket.name + ".lock")):
        stale.unlink(missing_ok=True)


def _processes() -> Iterator[int]:
    return (int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid())


def _environment(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _works_in(pid: int, folder: Path) -> bool:
    """A zombie has no working folder, so it never counts."""
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd")) == folder and "postgres" in os.readlink(f"/proc/{pid}/exe")
    except OSError:
        return False


def _kill(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)

"""Starting processes so that none outlives us, and running one to its end."""

import contextlib
import ctypes
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from . import interrupt
from .refusal import Refusal
from .screen import Screen

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """The user a process drops to when we are root."""

    uid: int
    gid: int


def child_setup(stop_signal: int, account: Account | None = None) -> Callable[[], None]:
    """Make the function that runs in the child between fork and exec.

    The child leads its own session (Ctrl-C reaches only us) and asks the kernel for ``stop_signal``
    on our death. That request is lost by a change of user, so it comes last.
    """
    parent = os.getpid()

    def setup() -> None:
        os.setsid()
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        if account:
            os.setgroups([])
            os.setgid(account.gid)
            os.setuid(account.uid)
        _libc.prctl(_PR_SET_PDEATHSIG, stop_signal)
        if os.getppid() != parent:
            os._exit(1)

    return setup


def spawn(
    argv: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path,
    output: IO[bytes] | int,
    stop_signal: int = signal.SIGTERM,
    account: Account | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child that dies when we die."""
    return subprocess.Popen(
        argv,
        env=dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        preexec_fn=child_setup(stop_signal, account),
    )


def run(
    argv: Sequence[str],
    screen: Screen,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = Path("/"),
    feed: str = "",
    account: Account | None = None,
) -> str:
    """Run a command to its end, ticking the screen; return what it printed or refuse with its last lines."""
    code, text = attempt(argv, screen, env=env, cwd=cwd, feed=feed, account=account)
    if code:
        raise Refusal(f"命令失败（退出码 {code}）：{_shown(argv)}\n{_tail(text)}")
    return text


def attempt(
    argv: Sequence[str],
    screen: Screen,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = Path("/"),
    feed: str = "",
    account: Account | None = None,
) -> tuple[int, str]:
    """Run a command to its end; return its exit code and everything it printed."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as source:
        source.write(feed.encode())
        source.seek(0)
        child = subprocess.Popen(
            argv,
            env=dict(os.environ if env is None else env),
            cwd=cwd,
            stdin=source,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=child_setup(signal.SIGTERM, account),
        )
        try:
            _wait(child, screen, output)
        finally:
            end(child)
        output.seek(0)
        return child.returncode, output.read().decode(errors="replace")


def end(child: subprocess.Popen[bytes], seconds: float = 10) -> None:
    """Ask a child to end, then make it."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            kill_group(child.pid)
            child.wait()


def kill_group(leader: int) -> None:
    """Kill what is left of a child's session."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def _wait(child: subprocess.Popen[bytes], screen: Screen, output: IO[bytes]) -> None:
    while child.poll() is None:
        interrupt.nap(0.05)
        interrupt.check()
        screen.tick(_last_line(output))


def _last_line(output: IO[bytes]) -> str:
    size = os.fstat(output.fileno()).st_size
    text = os.pread(output.fileno(), 400, max(0, size - 400)).decode(errors="replace").strip()
    return text.splitlines()[-1] if text else ""


def _tail(text: str, lines: int = 15) -> str:
    return "\n".join("    " + line for line in text.strip().splitlines()[-lines:])


def _shown(argv: Sequence[str]) -> str:
    return " ".join([Path(argv[0]).name, *argv[1:]])[:200]

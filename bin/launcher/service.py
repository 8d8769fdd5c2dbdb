"""One process in service: how it starts, how we know it answers, how it stops."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from . import interrupt, process
from .process import Account
from .refusal import Refusal
from .screen import Screen

_LOG_LIMIT = 20 * 2**20


@dataclass
class Service:
    """A process the supervisor keeps alive."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    cwd: Path
    log: Path
    ready: Callable[[], bool]
    patience: float = 180  # a busy machine is slow; one that ended by itself is noticed at once
    stop_signal: signal.Signals = signal.SIGTERM
    stop_patience: float = 30
    account: Account | None = None
    before: Callable[[], None] = lambda: None
    child: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    failures: int = field(default=0)
    resume_at: float = 0.0

    def start(self) -> None:
        """Start the process; its words go to its log file."""
        self.before()
        with self._open_log() as output:
            self.child = process.spawn(
                self.argv,
                env=self.env,
                cwd=self.cwd,
                output=output,
                stop_signal=self.stop_signal,
                account=self.account,
            )
        self.began = time.monotonic()

    def wait_until_ready(self, screen: Screen) -> None:
        """Wait until it answers; refuse with its last words when it ends or takes too long."""
        while not self.ready():
            if not self.is_running():
                raise Refusal(f"{self.name} 启动后退出。{self._last_words()}")
            if time.monotonic() - self.began > self.patience:
                raise Refusal(f"{self.name} 在 {self.patience:.0f} 秒内没有就绪。{self._last_words()}")
            interrupt.check()
            interrupt.nap(0.03)
            screen.tick()

    def is_running(self) -> bool:
        """Whether the process lives."""
        return self.child is not None and self.child.poll() is None

    def sweep(self) -> None:
        """After the process ended by itself: end the children it left, or they would hold its port and files."""
        if self.child:
            process.kill_group(self.child.pid)
            self.child = None

    def stop(self) -> bool:
        """Ask it to end and wait; return False when it had to be killed."""
        if self.child is None:
            return True
        if self.child.poll() is None:
            self.child.send_signal(self.stop_signal)
        try:
            self.child.wait(self.stop_patience)
            graceful = True
        except subprocess.TimeoutExpired:
            graceful = False
        self.sweep_and_reap()
        return graceful

    def sweep_and_reap(self) -> None:
        """Kill what is left and collect it."""
        child = self.child
        self.sweep()
        if child:
            child.wait()

    def trim_log(self) -> None:
        """Keep one earlier log: the process appends, so its file may be cut under it."""
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.with_suffix(".log.1").write_bytes(self.log.read_bytes())
            with self.log.open("r+b") as file:
                file.truncate(0)

    def _open_log(self) -> IO[bytes]:
        return self.log.open("ab", buffering=0)

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()[-12:]
        return "\n".join([f"日志 {self.log} 的末尾：", *("    " + line for line in lines)])

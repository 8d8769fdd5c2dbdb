"""Drives the real ``bin/serve`` from outside, as a person and a careless administrator would."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("postgres", "valkey", "worker", "beat", "web")
_MARKS = {
    "postgres": "bin/postgres -D",
    "valkey": "valkey-server",
    "worker": "congress worker",
    "beat": "congress beat",
    "web": "gunicorn",
}


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve_environment(**changes: str) -> dict[str, str]:
    """Our environment without the servers of the tests, and with this very interpreter."""
    dropped = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "CONGRESS_SUPERVISED", "DJANGO_SETTINGS_MODULE"}
    kept = {n: v for n, v in os.environ.items() if n not in dropped and not n.startswith(("CONGRESS_", "PYTEST_"))}
    return kept | {"CONGRESS_PYTHON": sys.executable} | changes


def serve_once(data: Path, *options: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run ``bin/serve`` where it is expected to refuse; return what it said."""
    return subprocess.run(
        [str(ROOT / "bin" / "serve"), "--data", str(data), *options],
        env=serve_environment(**changes),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def until(condition: Callable[[], object], seconds: float = 120) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


class House:
    """One running installation in a folder of its own."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data = data
        self.options = options
        self.port = free_port()
        self.output = data.with_suffix(".out")
        self.program: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until the address is printed."""
        argv = [str(ROOT / "bin" / "serve"), "--data", str(self.data), "--port", str(self.port), *self.options]
        with self.output.open("wb") as output:
            self.program = subprocess.Popen(argv, env=serve_environment(), stdout=output, stderr=subprocess.STDOUT)
        until(lambda: "系统已启动" in self.said() or self.ended(), 900)
        assert not self.ended(), self.said()

    def said(self) -> str:
        """Return everything printed so far."""
        return self.output.read_text()

    def ended(self) -> bool:
        """Whether the supervisor is gone."""
        return self.program is None or self.program.poll() is not None

    def stop(self) -> int:
        """Ask it to stop; return its exit code."""
        assert self.program
        self.program.send_signal(signal.SIGTERM)
        return self.program.wait(90)

    def status(self) -> int:
        """Return the HTTP status of the first page; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def serves(self) -> bool:
        """Whether the site answers without an error of its own."""
        return 200 <= self.status() < 500

    def main_processes(self) -> dict[str, int]:
        """Return the processes the supervisor keeps, by name."""
        assert self.program
        children = Path(f"/proc/{self.program.pid}/task/{self.program.pid}/children").read_text().split()
        lines = {int(pid): command_line(int(pid)) for pid in children}
        return {name: pid for name in NAMES for pid, line in lines.items() if _MARKS[name] in line}

    def everyone(self) -> set[int]:
        """Return the supervisor and every process below it."""
        assert self.program
        return {self.program.pid} | descendants(self.program.pid)

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement as the owner of the database, from outside the program."""
        connection = self._connected()
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def _connected(self, seconds: float = 120) -> psycopg2.extensions.connection:
        """Connect; a database that was just killed is waited for while it recovers."""
        password = (self.data / "secrets" / "database-owner").read_text()
        end = time.monotonic() + seconds
        while True:
            try:
                return psycopg2.connect(
                    host=str(self.data / "run" / "postgres"),
                    user="congress_owner",
                    password=password,
                    dbname="congress",
                )
            except psycopg2.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)


def descendants(pid: int) -> set[int]:
    """Return all processes below one."""
    try:
        children = {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
    except OSError:
        return set()
    return children.union(*(descendants(child) for child in children))


def command_line(pid: int) -> str:
    """Return how a process was called."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

"""Where a benchmark's database lives: the one the environment names, or a data folder of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "bin"))

from launcher import environment  # noqa: E402  (the launcher is no installed package)
from launcher.application import Application  # noqa: E402
from launcher.folders import DataFolder  # noqa: E402
from launcher.screen import Screen  # noqa: E402
from launcher.servers import start_servers  # noqa: E402
from launcher.supervisor import Supervisor  # noqa: E402

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Place:
    """The running servers, and what runs the project's commands and web processes on them."""

    application: Application
    supervisor: Supervisor
    env: dict[str, str]
    given: environment.Given


@contextmanager
def opened(data: Path, port: int = 0, *, prepares: bool = True) -> Iterator[Place]:
    """Start the servers of a data folder (or use the given ones) for the block, and prepare the database.

    Without ``prepares`` the database is taken as it is: preparing one without tallies computes them one by one.
    """
    screen = Screen()
    folder = DataFolder(data)
    folder.open()
    supervisor = Supervisor(screen, folder)
    python = Path(sys.executable)
    given = environment.given_servers()
    try:
        env = environment.django_environment(folder.path, folder.secret("secret-key"), HOST, port)
        env |= start_servers(python, folder, given, supervisor, screen)
        env["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
        application = Application(python, env, folder, screen)
        if prepares:
            application.prepare(demo=False)
        yield Place(application, supervisor, env, given)
    finally:
        supervisor.stop()


def connect(place: Place, *, as_superuser: bool = False) -> None:
    """Set Django up in this process; the loader needs a superuser, who may load without triggers."""
    os.environ.update(place.env)
    if as_superuser:
        os.environ["DATABASE_URL"] = os.environ.get("BENCHMARK_SUPERUSER_URL") or _superuser(place)
    django.setup()


def _superuser(place: Place) -> str:
    """The address of the embedded server's superuser; a given server's is asked for by the environment."""
    if place.given.database:
        return place.env["DATABASE_OWNER_URL"]
    folder = place.application.folder
    owner = folder.secret("database-owner", make=False)
    top = folder.secret("database-top", make=False)
    return place.env["DATABASE_OWNER_URL"].replace(f"congress_owner:{owner}@", f"postgres:{top}@")

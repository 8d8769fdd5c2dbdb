"""The tests' databases: built once by the owner, used by the application's role.

There are two: a bare one with the reference data, and a copy of it in which the county of
:mod:`tests.factories` stands, for tests that ask for ``world``. Ordinary tests run in a transaction
that is rolled back. Tests that need real commits ask for ``committed``: they work on a clone of
their database, which is dropped afterwards.
"""

from __future__ import annotations

import gc
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings
from xdist.scheduler.loadfile import LoadFileScheduling

from congress import clock
from congress.database import as_owner
from congress.models import User
from tests.factories import TODAY, World, build_world, keys_of

SLOW = (
    "tests/journeys/",
    "tests/congress/test_demo.py",
    "tests/launcher/",
    "tests/guard/",
    "tests/congress/test_walks.py",
)
"""What takes longest, in this order: begun first, it does not leave one worker busy and the others idle at the end."""

SINGLE = ("tests/guard/test_rights.py", "tests/guard/test_leaks.py", "tests/guard/test_budget.py")


class Together(LoadFileScheduling):
    """A file stays on one worker; the journeys' files share theirs, for their house is started once.

    The guards' walks over every page are long and share nothing: they are dealt out one by one.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(SLOW[0]):
            return SLOW[0]
        return nodeid if nodeid.startswith(SINGLE) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Spread the tests over the workers."""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; the rest keeps its order."""
    items.sort(key=lambda item: next((n for n, place in enumerate(SLOW) if item.nodeid.startswith(place)), len(SLOW)))


hypothesis_settings.register_profile("house", deadline=None)  # a busy machine is no wrong answer
hypothesis_settings.load_profile("house")


def pytest_collection_finish() -> None:
    """What stands now stays to the end: the collector need not go through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@contextmanager
def owner_cursor(database: str) -> Iterator[psycopg2.extensions.cursor]:
    """A cursor of the owner role outside Django, in autocommit."""
    owner = settings.DATABASE_OWNER
    connected = psycopg2.connect(
        dbname=database,
        user=owner["USER"],
        password=owner["PASSWORD"] or None,
        host=owner["HOST"] or None,
        port=owner["PORT"] or None,
    )
    connected.autocommit = True
    try:
        with connected.cursor() as cursor:
            yield cursor
    finally:
        connected.close()


def create_database(name: str, template: str | None = None) -> None:
    """Create a database anew, by the owner."""
    with owner_cursor(settings.DATABASE_OWNER["NAME"]) as cursor:
        _drop(cursor, name)
        cursor.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))


def drop_database(name: str) -> None:
    """Drop a database with whoever is still connected."""
    with owner_cursor(settings.DATABASE_OWNER["NAME"]) as cursor:
        _drop(cursor, name)


def _drop(cursor: psycopg2.extensions.cursor, name: str) -> None:
    """End the connections the owner may end, then drop.

    Not ``WITH (FORCE)``: it fails where autovacuum is at work in the database, whose worker the owner may not end;
    a plain drop sends that one away by itself.
    """
    cursor.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'",
        [name],
    )
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def use_database(name: str) -> str:
    """Point Django at another database; returns the one it used."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name
    return before


COUNTY: dict[str, Any] = {}


@pytest.fixture(scope="session")
def django_db_setup(worker_name: str, django_db_blocker) -> Iterator[None]:
    name = f"test_{settings.DATABASES['default']['NAME']}_{worker_name}"
    create_database(name)
    before = use_database(name)
    with django_db_blocker.unblock():
        call_command("migrate", verbosity=0, interactive=False)
        with clock.at(TODAY):
            call_command("reference", verbosity=0)
        connection.close()
        settled = f"{name}_world"
        create_database(settled, name)
        use_database(settled)
        COUNTY.update(bare=name, settled=settled, keys=keys_of(build_world()))
        use_database(name)
    yield
    use_database(before)
    drop_database(settled)
    drop_database(name)
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(scope="session")
def worker_name(request: pytest.FixtureRequest) -> str:
    """The name of the pytest-xdist worker, ``main`` without."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(autouse=True)
def right_database(request: pytest.FixtureRequest) -> None:
    """Before a test's transaction begins: the bare database, or the one with the county."""
    asked = set(request.fixturenames)
    if not COUNTY.get("held") and asked & {"world", "db", "committed"}:
        request.getfixturevalue("django_db_setup")
        wanted = COUNTY["settled" if "world" in asked else "bare"]
        if connection.settings_dict["NAME"] != wanted:
            use_database(wanted)


@contextmanager
def held_clone(blocker: Any, of: str, suffix: str) -> Iterator[str]:
    """A clone of the ``bare`` or the ``settled`` database that a whole module works on; yields its name."""
    template = COUNTY[of]
    name = f"{template}_{suffix}"
    connection.close()
    create_database(name, template)
    before = use_database(name)
    COUNTY["held"] = True
    try:
        with blocker.unblock():
            yield name
            connection.close()
    finally:  # also when what is built on the clone fails: the tests after it have theirs
        COUNTY["held"] = False
        use_database(before)
        drop_database(name)


@pytest.fixture
def committed(django_db_setup, django_db_blocker, worker_name: str) -> Iterator[str]:
    """A database of its own with real commits; yields its name."""
    template = connection.settings_dict["NAME"]
    clone = f"{template}_clone"
    connection.close()
    create_database(clone, template)
    use_database(clone)
    with django_db_blocker.unblock():
        yield clone
    use_database(template)
    drop_database(clone)


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """A small county with every persona; in the transaction of the test, or in its clone."""
    if "committed" not in request.fixturenames:
        request.getfixturevalue("db")
    return World.of(COUNTY["keys"])


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which somebody is signed in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="congress.backends.HouseBackend")
        return client

    return make


@pytest.fixture
def as_database_owner() -> Callable[[], object]:
    """The owner's connection, to prove what the application's role cannot do."""
    return as_owner


class Collect(logging.Handler):
    """Keeps what was logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_logged_errors(request: pytest.FixtureRequest) -> Iterator[None]:
    """Any logged error fails the test, unless it is marked ``logs_errors``."""
    collected = Collect()
    logging.getLogger().addHandler(collected)
    yield
    logging.getLogger().removeHandler(collected)
    if not request.node.get_closest_marker("logs_errors"):
        assert [record.getMessage() for record in collected.records] == []

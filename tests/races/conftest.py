"""One cloned database with real commits per file; each race has a suggestion of its own in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.conftest import create_database, drop_database, use_database
from tests.factories import World, build_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The county of the file's races."""
    template = connection.settings_dict["NAME"]
    clone = f"{template}_races"
    connection.close()
    create_database(clone, template)
    use_database(clone)
    with django_db_blocker.unblock():
        yield build_world()
        connection.close()
    use_database(template)
    drop_database(clone)

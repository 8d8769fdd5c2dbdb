"""One cloned database with real commits per file; each race has a suggestion of its own in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import COUNTY, held_clone
from tests.factories import World


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The county of the file's races."""
    with held_clone(django_db_blocker, "settled", "races"):
        yield World.of(COUNTY["keys"])

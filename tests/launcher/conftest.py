"""Folders and a running house for the launcher's tests."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .house import House


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder the database user may pass through; pytest's own are closed to it."""
    yield from _place()


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """One running installation for the tests of a module; the demo county is the journeys' business."""
    for folder in _place():
        house = House(folder / "data", "--no-demo")
        house.start()
        yield house
        if not house.ended():
            house.stop()


def _place() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="house-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)

"""The container set-up names only what exists: variables, folders, services."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
APPLICATION = ("migrate", "web", "worker", "beat")
_READ = re.compile(r"""(?:environ(?:\.get|\.setdefault)?|getenv|env_\w+)\s*[\[(]\s*["']([A-Z][A-Z_]+)["']""")


def names_read() -> set[str]:
    """Every environment variable the settings read."""
    return set(_READ.findall((ROOT / "congress" / "settings.py").read_text()))


@pytest.mark.parametrize("name", APPLICATION)
def test_every_variable_of_a_service_is_read_by_the_settings(name: str) -> None:
    assert set(COMPOSE["services"][name]["environment"]) <= names_read()


@pytest.mark.parametrize("name", APPLICATION)
def test_every_service_has_what_the_settings_cannot_default(name: str) -> None:
    needed = {"DATABASE_URL", "REDIS_URL", "CONGRESS_SECRET_KEY", "CONGRESS_HOSTS", "CONGRESS_DATA"}
    assert needed <= set(COMPOSE["services"][name]["environment"])


def test_owners_password_is_given_to_migrate_alone() -> None:
    holders = {name for name in APPLICATION if "DATABASE_OWNER_URL" in COMPOSE["services"][name]["environment"]}
    assert holders == {"migrate"}


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["nginx"]


def test_services_wait_for_services_that_exist() -> None:
    for service in COMPOSE["services"].values():
        assert set(service.get("depends_on", {})) <= set(COMPOSE["services"])


def test_mounted_files_exist_and_named_volumes_are_declared() -> None:
    for service in COMPOSE["services"].values():
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            if source.startswith("./"):
                assert (ROOT / source).is_file(), source
            elif not source.startswith("$"):
                assert source in COMPOSE["volumes"], source


def test_secrets_come_from_the_environment() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for line in text.splitlines():
        name, _, value = line.strip().partition(": ")
        if re.fullmatch(r"\w*(PASSWORD|SECRET_KEY)", name):
            assert value.startswith("${"), line


def test_image_is_built_from_the_hashed_requirements() -> None:
    text = (ROOT / "deploy" / "Dockerfile").read_text()
    assert "--require-hashes -r requirements/base.txt" in text


def test_every_variable_is_explained_to_the_operator() -> None:
    manual = (ROOT / "docs" / "operations.md").read_text()
    assert not {name for name in names_read() if f"`{name}`" not in manual}


@pytest.mark.parametrize("name", ["base", "embedded", "tools", "test"])
def test_requirements_are_pinned_hashed_and_name_no_place(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    assert "find-links" not in text
    entries = [entry for entry in re.split(r"\n(?=[a-z0-9])", text) if not entry.startswith("#")]
    assert entries
    for entry in entries:
        assert re.match(r"[\w.\-\[\]]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry

"""What the documentation points to exists, in the checkout and in the history."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")


def targets(page: Path) -> set[Path]:
    """Every file of ours a page links to."""
    found = {link for link in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link}
    return {(page.parent / link).resolve() for link in found if not link.startswith("mailto:")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere_inside(page: Path) -> None:
    for target in targets(page):
        assert target.exists(), target
        assert target.is_relative_to(ROOT), target


def test_no_linked_file_is_ignored_by_git() -> None:
    linked = sorted(str(target) for page in PAGES for target in targets(page))
    assert linked
    answer = subprocess.run(["git", "check-ignore", *linked], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.stdout == ""


def test_every_decision_is_listed_and_every_one_listed_exists() -> None:
    folder = ROOT / "docs" / "decisions"
    written = set(folder.glob("[0-9]*.md"))
    assert targets(folder / "README.md") == written

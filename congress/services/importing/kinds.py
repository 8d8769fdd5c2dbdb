"""The kinds of import: the core's own and what the apps registered."""

from __future__ import annotations

from congress.access import Standing
from congress.importkinds import ImportKind
from congress.kinds import registry
from congress.models import ImportJob
from congress.services.importing.departments import DEPARTMENTS
from congress.services.importing.liaisons import LIAISONS
from congress.services.importing.roster import ROSTER

CORE = (DEPARTMENTS, LIAISONS, ROSTER)


def kinds() -> dict[str, ImportKind]:
    """Every kind by its key."""
    return {kind.key: kind for kind in CORE} | registry.imports


def kinds_for(who: Standing) -> list[ImportKind]:
    """The kinds somebody may import."""
    return [kind for kind in kinds().values() if kind.allowed(who)]


def kind_of(job: ImportJob) -> ImportKind:
    """The kind of a job."""
    return kinds()[job.kind]

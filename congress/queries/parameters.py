"""Settings of the county that are no periods."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Q

from congress.models import Congress, Parameter


def value(county: Congress, key: str) -> object:
    """The value of a setting: the county's own goes before the shared one. Raises Parameter.DoesNotExist."""
    return row(county, key).value


def row(county: Congress, key: str) -> Parameter:
    """The setting that holds for a county. Raises Parameter.DoesNotExist."""
    best = rows(county, [key]).get(key)
    if best is None:
        raise Parameter.DoesNotExist(key)
    return best


def rows(county: Congress | None, keys: Collection[str]) -> Mapping[str, Parameter]:
    """The settings that hold for a county, those there are, in one query."""
    found = Parameter.objects.filter(Q(county=county) | Q(county=None), key__in=keys)
    return {one.key: one for one in sorted(found, key=lambda one: one.county_id is not None)}


def basis_of(county: Congress, key: str) -> str:
    """The rule behind a setting as it is cited, empty where the setting names none. One query."""
    found = Parameter.objects.filter(Q(county=county) | Q(county=None), key=key).select_related("basis")
    best = max(found, key=lambda one: one.county_id is not None, default=None)
    return best.basis.citation if best and best.basis else ""


def number(county: Congress, key: str) -> int:
    """A setting that is a whole number."""
    return int(str(value(county, key)))

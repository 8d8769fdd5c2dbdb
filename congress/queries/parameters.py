"""Settings of the county that are no periods."""

from __future__ import annotations

from django.db.models import Q

from congress.models import Congress, Parameter


def value(county: Congress, key: str) -> object:
    """The value of a setting: the county's own goes before the shared one. Raises Parameter.DoesNotExist."""
    return row(county, key).value


def row(county: Congress, key: str) -> Parameter:
    """The setting that holds for a county. Raises Parameter.DoesNotExist."""
    rows = Parameter.objects.filter(Q(county=county) | Q(county=None), key=key)
    best = max(rows, key=lambda one: one.county_id is not None, default=None)
    if best is None:
        raise Parameter.DoesNotExist(key)
    return best


def number(county: Congress, key: str) -> int:
    """A setting that is a whole number."""
    return int(str(value(county, key)))

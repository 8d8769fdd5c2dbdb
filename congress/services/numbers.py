"""Numbers come from a locked counter and are never reused."""

from __future__ import annotations

from congress.models import Congress, Series


def next_number(county: Congress, code: str, scope: str) -> int:
    """The next number of a series; holds its row locked until the command's transaction ends."""
    Series.objects.bulk_create([Series(county=county, code=code, scope=scope)], ignore_conflicts=True)
    series = Series.objects.select_for_update().get(county=county, code=code, scope=scope)
    series.last += 1
    series.save()
    return series.last

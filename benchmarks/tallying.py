"""What statistics count of a loaded county: set-based where one unit answers, else by the product's own rebuild."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction

from benchmarks.triggers import rest, work_again
from congress.models import Congress, FollowUp
from congress.services.tallies import rebuild

STATEMENTS = (Path(__file__).parent / "sql" / "tallies.sql").read_text(encoding="utf-8").split(";\n")


def tally(county: int) -> None:
    """Write the tallies a county lacks; inside a transaction in which triggers rest."""
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, {"county": county})


def fill(say: Callable[[str], None]) -> None:
    """Write the tallies a loaded database lacks, a county a transaction; ``say`` is told of each."""
    counties = list(Congress.objects.filter(level="county").order_by("pk"))
    for done, county in enumerate(counties, start=1):
        since = time.monotonic()
        with transaction.atomic():
            rest()
            tally(county.pk)
            work_again()
        left = FollowUp.objects.filter(county=county, tallies=None).values_list("pk", flat=True)
        rebuilt = rebuild(list(left)).total
        say(f"{county.area}  {done}/{len(counties)}  {time.monotonic() - since:.1f} s, {rebuilt} rows one by one")

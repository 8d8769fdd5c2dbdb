"""``python -m benchmarks``: load, run, compare, reminders, submit. See docs/performance.md."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.place import connect, opened


def main(arguments: list[str]) -> int:
    """Run one of the commands."""
    chosen = _options(arguments)
    return int(chosen.command(chosen) or 0)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(required=True)
    load = commands.add_parser("load", help="fill a database")
    load.add_argument("--counties", type=int, default=1)
    load.add_argument("--years", type=int, default=1)
    load.add_argument("--per-year", type=int, default=2000, help="suggestions of a county in a year")
    load.set_defaults(command=_load)
    for command in (load,):
        command.add_argument("--data", type=Path, required=True, help="data folder with a database of its own")
    return parser.parse_args(arguments)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def _load(chosen: argparse.Namespace) -> None:
    with opened(chosen.data) as place:
        connect(place, as_superuser=True)
        from benchmarks.loading import Loader, Size  # noqa: PLC0415  (Django is set up only now)

        size = Size(chosen.counties, chosen.years, chosen.per_year)
        began = time.monotonic()
        loaded = Loader(size, _say).load()
        _say(f"{loaded} of {size.counties} counties loaded in {(time.monotonic() - began) / 60:.1f} min")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""``python -m benchmarks``: load, tallies, run, compare, reminders, submit. See docs/performance.md."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import as_json, compare, table
from benchmarks.place import Place, connect, opened

COUNTY = "b001"
RUSH = 300
Chosen = argparse.Namespace


def main(arguments: list[str]) -> int:
    """Run one of the commands."""
    chosen = _options(arguments)
    return int(chosen.command(chosen) or 0)


def _options(arguments: list[str]) -> Chosen:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(required=True)
    load = _command(commands, "load", _load, "fill a database; what is there already is kept")
    load.add_argument("--counties", type=int, default=1)
    load.add_argument("--years", type=int, default=1)
    load.add_argument("--per-year", type=int, default=2000, help="suggestions of a county in a year")
    _command(commands, "tallies", _tallies, "fill in the tallies a loaded database lacks")
    run = _command(commands, "run", _run, "measure the pages of a loaded database")
    run.add_argument("--times", type=int, default=60, help="requests of each page, one after the other")
    run.add_argument("--seconds", type=float, default=5, help="how long four connections ask for each page")
    run.add_argument("--json", type=Path, help="also write the figures there")
    _command(commands, "reminders", _reminders, "scan two million open dates")
    _command(commands, "submit", _submit, "let 300 deputies submit at once")
    two = commands.add_parser("compare", help="set two measurements beside each other")
    two.add_argument("small", type=Path)
    two.add_argument("large", type=Path)
    two.set_defaults(command=_compare)
    for measured in (run, commands.choices["submit"]):
        measured.add_argument("--port", type=int, default=8971)
        measured.add_argument("--workers", type=int, default=2)
    return parser.parse_args(arguments)


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    function: Callable[[Chosen], int | None],
    text: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text)
    parser.add_argument("--data", type=Path, required=True, help="data folder with a database of its own")
    parser.set_defaults(command=function)
    return parser


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  (a command speaks)


def _load(chosen: Chosen) -> None:
    with opened(chosen.data) as place:
        connect(place, as_superuser=True)
        from benchmarks.loading import Loader, Size  # noqa: PLC0415  (Django is set up only now)

        size = Size(chosen.counties, chosen.years, chosen.per_year)
        began = time.monotonic()
        loaded = Loader(size, _say).load()
        _say(f"{loaded} of {size.counties} counties loaded in {(time.monotonic() - began) / 60:.1f} min")


def _tallies(chosen: Chosen) -> None:
    with opened(chosen.data, prepares=False) as place:
        connect(place, as_superuser=True)
        from benchmarks.tallying import fill  # noqa: PLC0415  (Django is set up only now)

        fill(_say)


def _run(chosen: Chosen) -> None:
    with opened(chosen.data, chosen.port) as place:
        _serve(place, chosen)
        from benchmarks.measuring import measure  # noqa: PLC0415  (Django is set up only now)

        found = measure(chosen.port, COUNTY, chosen.times, chosen.seconds, _say)
    _say(table(found))
    if chosen.json:
        chosen.json.write_text(json.dumps(as_json(found), ensure_ascii=False, indent=1), encoding="utf-8")


def _reminders(chosen: Chosen) -> None:
    with opened(chosen.data) as place:
        connect(place, as_superuser=True)
        from benchmarks.scanning import scan  # noqa: PLC0415  (Django is set up only now)

        scan(_say)


def _submit(chosen: Chosen) -> int:
    with opened(chosen.data, chosen.port) as place:
        _serve(place, chosen)
        from benchmarks.rushing import rush  # noqa: PLC0415  (Django is set up only now)

        return 0 if rush(chosen.port, COUNTY, RUSH, _say) else 1


def _compare(chosen: Chosen) -> None:
    small, large = (json.loads(path.read_text(encoding="utf-8")) for path in (chosen.small, chosen.large))
    _say(compare(small, large))


def _serve(place: Place, chosen: Chosen) -> None:
    """The site as it is in service: gunicorn, compressed static files, no debugging."""
    connect(place)
    control = place.application.folder.part("run") / "benchmark.ctl"
    place.supervisor.start(place.application.web("127.0.0.1", chosen.port, chosen.workers, control))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

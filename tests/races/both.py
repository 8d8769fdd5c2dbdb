"""Two at once, on real commits: one winner, one readable refusal, a consistent ledger."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection

from congress import clock
from congress.models import FollowUp
from congress.refusals import Refusal
from tests.consistency import consistent
from tests.factories import TODAY

Run = Callable[[], object]


@dataclass
class Outcome:
    """What came of it: results and refusals, in the order they came."""

    results: list[object] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)


def together(*runs: Run, on: dt.date = TODAY) -> Outcome:
    """Run all at the same moment, each on its own connection."""
    barrier, outcome = threading.Barrier(len(runs)), Outcome()

    def one(run: Run) -> None:
        try:
            with clock.at(on):
                connection.ensure_connection()
                barrier.wait(20)
                outcome.results.append(run())
        except Refusal as refusal:
            outcome.refusals.append(refusal)
        except BaseException as failure:
            outcome.failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[run]) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "two commands wait for each other"
    assert outcome.failures == []
    for refusal in outcome.refusals:
        assert len(str(refusal)) > 5
    return outcome


def one_winner(followup: FollowUp, *runs: Run, on: dt.date = TODAY) -> FollowUp:
    """One of two succeeds, the other is told why not; returns the follow-up, consistent."""
    outcome = together(*runs, on=on)
    assert (len(outcome.results), len(outcome.refusals)) == (1, 1), outcome
    return consistent(followup)


def last_word(followup: FollowUp, final: Run, other: Run, on: dt.date = TODAY) -> FollowUp:
    """``final`` succeeds whoever comes first; ``other`` may have come before it or is refused."""
    outcome = together(final, other, on=on)
    assert len(outcome.results) + len(outcome.refusals) == 2
    assert len(outcome.refusals) <= 1
    return consistent(followup)

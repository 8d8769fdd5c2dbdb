"""Writing what was made of the past, many at once, and letting run what goes on."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F
from django.db.models.functions import Greatest

from congress.clock import today
from congress.models import Assignment, Deadline, Evaluation, FollowUp, Party, Reply, Series
from congress.queries.deadlines import foresee
from congress.rules.followups import Clock
from congress.services import deadlines
from deputies.models import Cosigner, Suggestion
from deputies.rules import SUGGESTION
from deputies.services.history.making import Made, Maker, for_owner, owing
from deputies.services.history.past import Past


def record(maker: Maker, pasts: Sequence[Past]) -> list[int]:
    """Record suggestions with their whole handling; returns the keys of their follow-ups, in this order.

    Runs inside the caller's command. Each past gets its suggestion's key as ``target``.
    """
    made = [maker.made(past) for past in pasts]
    FollowUp.objects.bulk_create([row.followup for row in made])
    Suggestion.objects.bulk_create([row.suggestion for row in made])
    Assignment.objects.bulk_create([a for row in made for a in row.assignments])
    Deadline.objects.bulk_create([entry for row in made for entry in row.entries])
    Party.objects.bulk_create([party for row in made for party in maker.parties(row)])
    Cosigner.objects.bulk_create([cosigner for row in made for cosigner in maker.cosigners(row)])
    _replies(maker, made)
    let_run(maker, [row for row in made if row.open])
    _count_on(maker, pasts)
    for row in made:
        row.past.target = row.suggestion.pk
    return [row.followup.pk for row in made]


def _replies(maker: Maker, made: Sequence[Made]) -> None:
    """The answers, each unit's that owed one, and the lead signer's marks on them."""
    pairs = [(row, maker.reply(row.past, a)) for row in made if row.past.replied for a in owing(row.assignments)]
    Reply.objects.bulk_create([reply for _row, reply in pairs])
    marked = [maker.evaluation(row.past, reply) for row, reply in pairs if row.past.marks]
    Evaluation.objects.bulk_create(marked)


def let_run(maker: Maker, made: Sequence[Made]) -> None:
    """Await the answer, or the evaluation, of what goes on."""
    for row in made:
        if row.past.replied:
            rule = foresee(maker.job.county, "suggestion.evaluation", row.past.replied_on or today())
            entry = for_owner(rule, None, row.followup)
            entry.clock = Clock.EVALUATION
            entry.save()
            row.followup.evaluation_due_on = entry.due_on
            deadlines.run(row.followup, entry)
        for assignment in [] if row.past.replied else owing(row.assignments):
            deadlines.run(assignment, [e for e in row.entries if e.assignment == assignment][-1])
        deadlines.copy_nearest(row.followup)
        row.followup.save()


def _count_on(maker: Maker, pasts: Sequence[Past]) -> None:
    """Let the numbers of this session go on behind the highest one recorded."""
    term, session = maker.job.context["term"], maker.job.context["session"]
    for between in {past.between for past in pasts}:
        scope = f"{term}-between" if between else f"{term}-{session}"
        highest = max(past.serial for past in pasts if past.between == between)
        Series.objects.bulk_create(
            [Series(county=maker.job.county, code=SUGGESTION, scope=scope)], ignore_conflicts=True
        )
        rows = Series.objects.filter(county=maker.job.county, code=SUGGESTION, scope=scope)
        rows.update(last=Greatest(F("last"), highest))

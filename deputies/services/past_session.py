"""The session a file belongs to, and what is merged within it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from congress.importkinds import Entry
from congress.models import FollowUp, ImportJob, Session, Term
from congress.rules.followups import ASKERS, Ending, PartyPart
from congress.rules.imports import Gap
from congress.services.followups import involve
from deputies.models import Suggestion

YEARS = 5
"""A term (地方组织法 §9)."""


class Sitting:
    """届 and 次 of a job, as the clerk gave them; entered when the import is confirmed and they are unknown."""

    def __init__(self, job: ImportJob) -> None:
        self.job = job
        context = job.context
        self.term_number, self.number = int(context.get("term") or 0), int(context.get("session") or 0)
        self.year = int(context.get("year") or job.uploaded_at.year)
        sessions = Session.objects.filter(term__congress=job.county, term__number=self.term_number)
        self.session = sessions.filter(number=self.number).select_related("term").first()
        terms = Term.objects.filter(congress=job.county, number=self.term_number)
        self.term = self.session.term if self.session else terms.first()
        first = context.get("opens_on")
        self.opens_on = self.session.opens_on if self.session else _day(first) or date(self.year, 1, 1)
        last = _day(context.get("closes_on"))
        self.closes_on = self.session.closes_on if self.session else max(last or self.opens_on, self.opens_on)

    @property
    def name(self) -> str:
        """For fingerprints."""
        return f"{self.term_number}-{self.number}"

    def between(self, entry: Entry) -> bool:
        """Whether a line is one made between sessions: it says so, or its day lies outside."""
        number, proposed = entry.values.get("number"), entry.values.get("proposed")
        if number and number.between:
            return True
        if proposed is None:
            return False
        return bool(proposed.between or (proposed.on and not self.opens_on <= proposed.on <= self.closes_on))

    def knows_day(self, entry: Entry) -> bool:
        """Whether the day it was proposed is known, to the session at least."""
        proposed = entry.values.get("proposed")
        return bool(proposed and proposed.on) or not self.between(entry)

    def opened(self, entry: Entry) -> date:
        """The day it was proposed; the session's first for what only says so, otherwise the hand-over."""
        proposed = entry.values.get("proposed")
        if proposed and proposed.on:
            return date.fromisoformat(str(proposed.on))
        handed = entry.values.get("handed_over")
        known = handed if self.between(entry) and handed else self.opens_on
        return min(known, handed) if handed else known

    def enter(self) -> tuple[Term, Session]:
        """The rows of term and session, entered when they are not there."""
        if self.term is None:
            since = date(self.year - max(self.number - 1, 0), 1, 1)
            until = date(since.year + YEARS, 1, 1) - timedelta(days=1)
            self.term = Term.objects.create(congress=self.job.county, number=self.term_number, since=since, until=until)
        if self.session is None:
            closing = datetime.combine(self.closes_on, time(18), tzinfo=timezone.get_current_timezone())
            self.session = Session.objects.create(
                term=self.term,
                number=self.number,
                opens_on=self.opens_on,
                closes_on=self.closes_on,
                suggestions_close_at=closing,
            )
        return self.term, self.session

    def link(self, merges: Mapping[int, int]) -> list[int]:
        """Link suggestions of this session merged into another one, as soon as both are recorded."""
        serials = {*merges, *merges.values()}
        rows = Suggestion.objects.filter(session=self.session, serial__in=serials).select_related("followup")
        known = {row.serial: row.followup for row in rows}
        linked = []
        for serial, into in merges.items():
            merged, leading = known.get(serial), known.get(into)
            if merged and leading and merged.ending == Ending.MERGED and merged.merged_into_id is None:
                _link(merged, leading)
                linked += [merged.pk, leading.pk]
        return linked


def _link(merged: FollowUp, leading: FollowUp) -> None:
    merged.merged_into = leading
    merged.gaps = [gap for gap in merged.gaps if gap != Gap.MERGED_INTO]
    merged.save()
    for party in merged.parties.filter(part__in=ASKERS).select_related("person"):
        if party.person and not leading.parties.filter(part__in=ASKERS, person=party.person).exists():
            involve(leading, PartyPart.MERGED, party.person)


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None

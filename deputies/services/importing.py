"""Importing a year of suggestions: every line checked against the county, then recorded as the past."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from congress.clock import today
from congress.importkinds import Asked, Entry, Settled
from congress.models import Department, FollowUp, ImportJob, Mandate
from congress.rules.followups import Ending, HandlingRole
from congress.rules.imports import NEW_WORD, Gap, RowOutcome, WordKind
from congress.rules.tables.cells import Doubt
from congress.services import derived
from congress.services.importing.entries import digest, entries_of, judge, written_digests
from congress.services.importing.kinds import kind_of
from congress.services.importing.units import Units
from deputies.models import Suggestion
from deputies.services.history import Maker, Past, record, rewrite
from deputies.services.past_people import PastPeople
from deputies.services.past_schemes import PastSchemes
from deputies.services.past_session import Sitting

AS_WRITTEN = (
    *("number", "title", "whole_title", "body", "proposed", "examined", "handed_over", "due", "replied"),
    *("reply_number", "process", "result", "note"),
)
"""Columns that go into a line's fingerprint as they were read; the others by the names they resolve to."""
Roles = list[tuple[str, HandlingRole]]


class Suggestions:
    """The importer of suggestions; see :class:`congress.importkinds.Importer`."""

    def __init__(self, job: ImportJob, settled: Settled) -> None:
        self.job, self.settled = job, settled
        self.sitting = Sitting(job)
        self.units = Units(job.county, settled)
        self.schemes = PastSchemes(job, settled)
        self.people = PastPeople(job, settled, self.sitting)
        self.seen: dict[tuple[bool, int], int] = {}
        self.merges: dict[int, int] = {}
        self.maker: Maker | None = None
        self.looked = False

    # -- words ---------------------------------------------------------------------------------

    def asked(self, entries: Sequence[Entry]) -> list[Asked]:
        """Units, delegations, categories, classes, and once for all the deputies nobody knows."""
        units = [text for entry in entries for text in _unit_texts(entry)]
        self._look_ahead(entries)
        return [
            *self.units.asked(units),
            *self.people.asked_delegations(entries),
            *self.schemes.asked(entries),
            *self.people.asked_deputies(entries),
        ]

    def prepare(self, entries: Sequence[Entry]) -> None:
        """Enter the session, the schemes and the units that are new."""
        self.sitting.enter()
        self.schemes.enter(entries)
        for text in dict.fromkeys(text for entry in entries for text in _unit_texts(entry)):
            if self.settled.get((WordKind.UNIT, text)) == NEW_WORD and self.units.find(text) is None:
                self.units.add(self._former(text))
        self._look_ahead(entries)
        self.people.enter()

    def _former(self, name: str) -> Department:
        """A unit of the past that is not among today's: entered as ended with the year of the file."""
        until = min(date(self.sitting.year, 12, 31), today())
        values = {"system": Department.System.GOVERNMENT_DEPARTMENT, "short_name": name[:20], "until": until}
        return Department.objects.get_or_create(county=self.job.county, name=name[:60], defaults=values)[0]

    def _look_ahead(self, entries: Sequence[Entry]) -> None:
        """Learn from the whole file who leads in which delegation, and what is merged into what."""
        if self.looked:
            return
        self.looked = True
        self.people.plan(entries)
        for entry in entries:
            decided, number = entry.values.get("examined"), entry.values.get("number")
            if decided and decided.into and number:
                self.merges[number.serial] = decided.into

    # -- checking ------------------------------------------------------------------------------

    def check(self, entries: Sequence[Entry]) -> None:
        """Compare with what is recorded; a living matter is never touched."""
        if not self.looked:
            self._look_ahead(entries_of(self.job, kind_of(self.job), self.job.rows.all()))
        known = self._known(entries)
        written = written_digests(self.job.kind, self.job.county_id, [row.pk for row in known.values()])
        for entry in entries:
            self._check_number(entry)
            self._check_paper(entry)
            self._check_dates(entry)
            row = known.get(self._key(entry)) if entry.values.get("number") else None
            if row is not None and row.followup is not None:
                self._check_living(entry, row, written)
            judge(entry, row.pk if row else None, written.get(row.pk, "") if row else "")
            if entry.outcome is RowOutcome.CHANGED and any(p.doubt is Doubt.CHANGED_SINCE for p in entry.problems):
                entry.outcome = RowOutcome.FAILED

    def _key(self, entry: Entry) -> tuple[bool, int]:
        return self.sitting.between(entry), entry.values["number"].serial

    def _known(self, entries: Iterable[Entry]) -> dict[tuple[bool, int], Suggestion]:
        """The suggestions of this session (and between) under the numbers of these lines."""
        if self.sitting.term is None:
            return {}
        serials = [entry.values["number"].serial for entry in entries if entry.values.get("number")]
        rows = Suggestion.objects.filter(county=self.job.county, term=self.sitting.term, serial__in=serials)
        rows = rows.select_related("followup")
        session = self.sitting.session.pk if self.sitting.session else 0
        return {(row.session_id is None, row.serial or 0): row for row in rows if row.session_id in (None, session)}

    def _check_number(self, entry: Entry) -> None:
        if entry.values.get("number") is None:
            return
        key = self._key(entry)
        if self.seen.setdefault(key, entry.number) != entry.number:
            entry.tell("number", Doubt.TWICE, str(self.seen[key]))

    def _check_paper(self, entry: Entry) -> None:
        """People, units, category and class: resolved to names, which make the fingerprint."""
        values = entry.values
        lead = self.people.lead(entry)
        cosigners = self.people.cosigners(entry)
        roles = self._roles(entry)
        category, outcome = self.schemes.category(entry), self.schemes.outcome(entry)
        for column in ("unit", "assisting", "separate"):
            for text in values.get(column) or []:
                if self.units.name(text) is None:
                    entry.tell(column, Doubt.UNSETTLED, text)
        decided = values.get("examined")
        if decided and not decided.ending and not roles:
            entry.tell("unit", Doubt.NO_UNIT)
        if decided and decided.into and decided.into not in self.people.serials:
            entry.tell("examined", Doubt.NO_LEADING)
        resolved = [self.sitting.name, lead, cosigners, roles, category, outcome]
        entry.digest = digest([resolved, [values.get(key) for key in AS_WRITTEN]])

    def _roles(self, entry: Entry) -> Roles:
        """Which unit has what part: several in the column of the leading one handle separately."""
        leading = [self.units.name(text) for text in entry.values.get("unit") or []]
        separate = [self.units.name(text) for text in entry.values.get("separate") or []]
        assisting = [self.units.name(text) for text in entry.values.get("assisting") or []]
        first = list(dict.fromkeys(name for name in [*leading, *separate] if name))
        others = list(dict.fromkeys(name for name in assisting if name))
        if set(first) & set(others):
            entry.tell("assisting", Doubt.OWN_ASSISTANT)
        others = [name for name in others if name not in first]
        if len(first) == 1:
            role = HandlingRole.LEAD if others else HandlingRole.SOLE
            return [(first[0], role), *((name, HandlingRole.ASSIST) for name in others)]
        return [(name, HandlingRole.SEPARATE) for name in first] + [(name, HandlingRole.ASSIST) for name in others]

    def _check_dates(self, entry: Entry) -> None:
        handed, replied, due = (entry.values.get(key) for key in ("handed_over", "replied", "due"))
        for column, day in (("replied", replied), ("due", due)):
            if handed and day and day < handed:
                entry.tell(column, Doubt.ORDER, str(day))

    @staticmethod
    def _check_living(entry: Entry, row: Suggestion, written: dict[int, str]) -> None:
        followup = row.followup
        assert followup is not None  # the caller asked
        if followup.recorded_by_import_id is None:
            entry.tell("number", Doubt.LIVING)
        elif _went_on(followup) and followup.version > 1 and written.get(row.pk) != entry.digest:
            entry.tell("number", Doubt.CHANGED_SINCE)

    # -- writing -------------------------------------------------------------------------------

    def write(self, entries: Sequence[Entry]) -> None:
        """Record new suggestions at once, changed ones one by one; then link what was merged."""
        if self.maker is None:
            term, session = self.sitting.enter()
            actor = self.job.confirmed_by
            assert actor is not None  # the database says so: import_writes_when_confirmed
            self.maker = Maker(self.job, actor, term.pk, session.pk)
        pasts = [(entry, self._past(entry)) for entry in entries]
        new = [past for entry, past in pasts if entry.outcome is RowOutcome.NEW]
        followups = record(self.maker, new) if new else []
        followups += [rewrite(self.maker, past) for entry, past in pasts if entry.outcome is RowOutcome.CHANGED]
        for entry, past in pasts:
            entry.target = past.target
        followups += self.sitting.link(self.merges)
        derived.rebuild(followups)

    def _past(self, entry: Entry) -> Past:
        values = entry.values
        decided, number = values["examined"], values["number"]
        opened, gaps = self.sitting.opened(entry), list[Gap]()
        handed = values.get("handed_over") or self.sitting.closes_on
        replied = bool(values.get("replied") or values.get("outcome") or values.get("reply_number"))
        lead = self.people.mandate(self.people.lead(entry))
        assert lead is not None  # the check let nothing else through
        roles = [] if decided.ending else self._roles(entry)
        past = Past(
            serial=number.serial,
            between=self.sitting.between(entry),
            title=values["title"],
            body=values.get("body") or values.get("whole_title") or "",
            lead=lead,
            cosigners=self._mandates(entry),
            category=self.schemes.category_row(entry),
            opened_on=opened,
            ending=decided.ending,
            note=_note(values, decided.into),
            units=[(unit, role) for name, role in roles if (unit := self.units.find(name))],
            handed_over_on=max(handed, opened) if not values.get("handed_over") else handed,
            due_on=values.get("due"),
            replied=replied and bool(roles),
            replied_on=values.get("replied"),
            reply_number=values.get("reply_number") or "",
            outcome=self.schemes.outcome_row(entry) if replied else None,
            process=values.get("process"),
            result=values.get("result"),
            gaps=gaps,
            target=entry.target,
        )
        gaps += _gaps(entry, past, self.sitting.knows_day(entry))
        return past

    def _mandates(self, entry: Entry) -> list[Mandate]:
        found = [self.people.mandate(key) for key in self.people.cosigners(entry)]
        return [row for row in found if row is not None]


def _went_on(followup: FollowUp) -> bool:
    """Whether it was kept open at its import: what the import closed says that the day is not known."""
    return followup.accepted_on is not None and Gap.CLOSED not in followup.gaps


def _unit_texts(entry: Entry) -> list[str]:
    return [text for column in ("unit", "assisting", "separate") for text in entry.values.get(column) or []]


def _note(values: dict[str, object], into: int | None) -> str:
    note = str(values.get("note") or "")
    return f"并入第{into}号。{note}".strip() if into else note


def _gaps(entry: Entry, past: Past, knows_day: bool) -> list[Gap]:
    """What the ledger of the past does not tell about this suggestion."""
    told = entry.values
    found = [] if told.get("body") else [Gap.BODY]
    found += [] if knows_day else [Gap.OPENED]
    if past.ending:
        return found + ([Gap.MERGED_INTO] if past.ending is Ending.MERGED else [])
    found += [] if told.get("handed_over") else [Gap.HAND_OVER]
    found += [Gap.CO_OPINION] if any(role is HandlingRole.ASSIST for _unit, role in past.units) else []
    if not past.units:
        return [*found, Gap.UNITS]
    found.append(Gap.CONTACT)
    if not past.replied:
        return [*found, Gap.REPLY, Gap.EVALUATION]
    found += (
        [Gap.REPLY_FILE]
        + ([] if past.replied_on else [Gap.REPLY_DATE])
        + ([] if told.get("outcome") else [Gap.OUTCOME])
    )
    if not past.marks:
        return [*found, Gap.EVALUATION]
    return found if past.process and past.result else [*found, Gap.HALF_EVALUATION]

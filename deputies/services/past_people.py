"""The deputies of a file: found by name and delegation, never guessed; those of the past entered when agreed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from congress.clock import today
from congress.importkinds import Asked, Entry, Settled
from congress.models import Delegation, ImportJob, Mandate, Person
from congress.rules.imports import NEW_WORD, WordKind
from congress.rules.names import sort_keys
from congress.rules.tables.cells import Doubt
from congress.services.importing.delegations import Delegations
from deputies.services.past_session import Sitting

EVERYBODY = "*"
"""The one question about all deputies nobody knows."""
NOWHERE = "（代表团无记载）"
Key = tuple[str, str]
"""Name and delegation of a deputy within the term."""


class PastPeople:
    """Who is meant by a name. Two of one name are told apart by delegation; what stays unclear is left out."""

    def __init__(self, job: ImportJob, settled: Settled, sitting: Sitting) -> None:
        self.job, self.settled, self.sitting = job, settled, sitting
        self.serials: set[int] = set()
        self.planned: dict[str, set[str]] = {}
        self.wanted: dict[Key, None] = {}
        self._read()

    def _read(self) -> None:
        term = self.sitting.term
        rows = Mandate.objects.filter(term=term).select_related("person", "delegation") if term else []
        self.mandates: dict[Key, list[Mandate]] = {}
        for row in rows:
            self.mandates.setdefault((row.person.name, row.delegation.name), []).append(row)
        self.delegations = Delegations(term, self.settled)
        self.names: dict[str, set[str]] = {}
        for name, place in self.mandates:
            self.names.setdefault(name, set()).add(place)

    @property
    def may_add(self) -> bool:
        """Whether unknown deputies may be entered: of a past year only, never into the present roster."""
        return self.sitting.year < today().year

    @property
    def agreed(self) -> bool:
        """Whether the clerk agreed to that."""
        return self.may_add and self.settled.get((WordKind.DEPUTY, EVERYBODY)) == NEW_WORD

    def plan(self, entries: Iterable[Entry]) -> None:
        """Learn who leads in which delegation anywhere in the file; also which numbers it has."""
        for entry in entries:
            name, place = entry.values.get("lead"), self.delegations.name(entry.values.get("delegation") or "")
            if name and place:
                self.planned.setdefault(name, set()).add(place)
            if entry.values.get("number"):
                self.serials.add(entry.values["number"].serial)
        for entry in entries:
            keys = [self.lead_key(entry), *self._cosigner_keys(entry)[0]]
            self.wanted.update(dict.fromkeys(key for key in keys if key))

    def asked_delegations(self, entries: Sequence[Entry]) -> list[Asked]:
        """The names of the delegations, each once."""
        return self.delegations.asked(entries, _("补登这个代表团") if self.may_add else "")

    # -- deputies ------------------------------------------------------------------------------

    def asked_deputies(self, entries: Sequence[Entry]) -> list[Asked]:
        """One question about all who are not in the roster of that term."""
        people = {name for entry in entries for name in _names(entry) if name not in self.names}
        if not people:
            return []
        shape = _("作为历史代表补登（资格限于该届，不开账号）：%(n)s 名")
        choices = [(NEW_WORD, shape % {"n": len(people)})] if self.may_add else []
        choices.append(("no", _("不补登，有他们的行不导入")))
        return [Asked(WordKind.DEPUTY, EVERYBODY, choices, hint="、".join(sorted(people)[:8]), times=len(people))]

    def lead_key(self, entry: Entry) -> Key | None:
        """The lead signer by name and delegation; without one only when a single deputy has the name."""
        name = entry.values.get("lead")
        if not name:
            return None
        text = entry.values.get("delegation")
        place = self.delegations.name(text or "")
        places = self.names.get(name, set()) | self.planned.get(name, set())
        if place:
            return (name, place)
        return (name, next(iter(places))) if not text and len(places) == 1 else None

    def lead(self, entry: Entry) -> Key | None:
        """:meth:`lead_key`, telling what is unclear."""
        key, name, text = self.lead_key(entry), entry.values.get("lead"), entry.values.get("delegation")
        if key is None:
            if text and not self.delegations.name(text):
                entry.tell("delegation", Doubt.UNSETTLED, text)
            elif name:
                entry.tell("lead", Doubt.UNKNOWN_PERSON if name not in self.names else Doubt.UNSETTLED, name)
        elif len(self.mandates.get(key, [])) > 1:
            entry.tell("lead", Doubt.UNSETTLED, key[0])
        elif key not in self.mandates and not self.agreed:
            entry.tell("lead", Doubt.UNKNOWN_PERSON, key[0])
        return key

    def _cosigner_keys(self, entry: Entry) -> tuple[list[Key], list[str]]:
        """Co-signers told apart, and the names that stay unclear."""
        keys: list[Key] = []
        unclear: list[str] = []
        own = self.delegations.name(entry.values.get("delegation") or "")
        for name in entry.values.get("cosigners") or []:
            places = (self.names.get(name, set()) | self.planned.get(name, set())) - {NOWHERE}
            if own in places:
                keys.append((name, own))
            elif len(places) > 1:
                unclear.append(name)
            else:
                keys.append((name, next(iter(places), NOWHERE)))
        lead = self.lead_key(entry)
        return [key for key in dict.fromkeys(keys) if key != lead], unclear

    def cosigners(self, entry: Entry) -> list[Key]:
        """:meth:`_cosigner_keys`, telling who is left out."""
        keys, unclear = self._cosigner_keys(entry)
        for name in unclear:
            entry.tell("cosigners", Doubt.SAME_NAME, name)
        found = []
        for key in keys:
            if len(self.mandates.get(key, [])) > 1:
                entry.tell("cosigners", Doubt.SAME_NAME, key[0])
            elif key not in self.mandates and not self.agreed:
                entry.tell("cosigners", Doubt.UNKNOWN_PERSON, key[0])
            else:
                found.append(key)
        return found

    def enter(self) -> None:
        """Enter the deputies of the past who are wanted and not there; their mandates have ended."""
        term = self.sitting.term
        assert term is not None  # the session is entered first
        until = min(term.until or date.max, date(self.sitting.year, 12, 31), today() - timedelta(days=1))
        missing = [key for key in self.wanted if key not in self.mandates] if self.agreed else []
        for place in dict.fromkeys(place for _name, place in self.wanted):
            Delegation.objects.get_or_create(term=term, name=place)
        places = {row.name: row for row in Delegation.objects.filter(term=term)}
        people = [Person(county=self.job.county, name=name, **sort_keys(name)) for name, _place in missing]
        Person.objects.bulk_create(people)
        Mandate.objects.bulk_create(
            Mandate(person=person, term=term, delegation=places[place], since=min(term.since, until), until=until)
            for person, (_name, place) in zip(people, missing, strict=True)
        )
        self._read()

    def mandate(self, key: Key | None) -> Mandate | None:
        """The mandate of a deputy told apart."""
        rows = self.mandates.get(key, []) if key else []
        return rows[0] if len(rows) == 1 else None


def _names(entry: Entry) -> list[str]:
    lead = entry.values.get("lead")
    return [*([lead] if lead else []), *(entry.values.get("cosigners") or [])]

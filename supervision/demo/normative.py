"""Normative documents of the demo county in every state, and last year's catalogues, told by the offices' commands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from congress import clock
from congress.models import Body, Congress, Department, Meeting, User
from congress.queries.deadlines import calendar, reading_once
from congress.rules.meetings import MeetingKind, MeetingState
from supervision.demo.people import People
from supervision.demo.telling import NEVER, tell
from supervision.models import NormativeDocument
from supervision.rules.normative import Asker, FilingMaterial, Ground, NormativeEvent, Occasion
from supervision.services.normative import catalogues, registering, requests, reviewing

DATA: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "demo_data" / "normative.yaml").read_text(encoding="utf-8")
)
E = NormativeEvent
SERIAL = re.compile(r"(\d+)号$")


def build_normative(county: Congress, as_of: date) -> None:
    """The review of normative documents over the year before ``as_of``, day by day."""
    with reading_once():
        Register(county, as_of).build()


class Register:
    """The general office, which keeps the register, and who acts beside it."""

    def __init__(self, county: Congress, as_of: date) -> None:
        self.county, self.as_of = county, as_of
        self.office = Body.objects.get(congress=county, kind=Body.Kind.OFFICE)
        self.keeper = User.objects.get(username="duansiping")
        self.people = People(county)
        self.days = calendar(county, as_of)
        self.bodies = {body.short_name: body for body in Body.objects.filter(congress=county)}
        self.organs = {unit.name: unit for unit in Department.objects.filter(county=county)}
        self.townships = {row.name: row for row in Congress.objects.filter(county=county)}
        held = Meeting.objects.filter(county=county, state=MeetingState.CLOSED).order_by("starts_on", "id")
        self.held = list(held.filter(kind__in=list(reviewing.MEETINGS.values())))
        self.numbers: set[tuple[str, str]] = set()

    def build(self) -> None:
        """Documents and catalogues side by side."""
        last = self.as_of - timedelta(days=1)
        for row in DATA["catalogues"]:
            for number, *_told in row["forgotten"]:
                self.number(row["maker"], number, self.as_of.year - 1)
        stories = [Filing(self, row).story() for row in DATA["documents"]]
        tell([*stories, *(self.catalogue(row) for row in DATA["catalogues"])], last)

    def maker(self, name: str) -> tuple[Department | None, Congress | None]:
        """The organ of a name, or else the township's congress."""
        return self.organs.get(name), self.townships.get(name)

    def number(self, maker: str, pattern: str, year: int) -> str:
        """The number of a pattern, or the next one that no other document of the maker's year has.

        Early in a year what was filed lately bears a number of the year before.
        """
        found = pattern.format(year=year)
        while (maker, found) in self.numbers:
            found = SERIAL.sub(lambda held: f"{int(held[1]) + 1}号", found)
        self.numbers.add((maker, found))
        return found

    def workday(self, day: date) -> date:
        """The working day on which something meant for ``day`` happens."""
        return self.days.next_workday(day)

    def meeting(self, kind: MeetingKind, day: date) -> Meeting | None:
        """The first meeting of a kind held on or after a day."""
        return next((row for row in self.held if row.kind == kind and row.starts_on >= day), None)

    def catalogue(self, row: dict[str, Any]) -> Iterator[date]:
        """What a maker says it issued last year: what it filed, and what it forgot."""
        organ, township = self.maker(row["maker"])
        year = self.as_of.year - 1
        yield self.workday(date(year + 1, 1, row["day"]))
        filed = NormativeDocument.objects.filter(organ=organ, township=township, published_on__year=year)
        named = [
            catalogues.Named(one.number, f"关于印发《{one.title}》的通知", one.published_on)
            for one in filed.order_by("published_on")
        ]
        named += [
            catalogues.Named(number.format(year=year), title, date(year, month, day))
            for number, title, month, day in row["forgotten"]
        ]
        catalogues.check_catalogue(
            actor=self.keeper,
            office=self.office,
            organ=organ,
            township=township,
            year=year,
            received_on=clock.today(),
            named=named,
        )


class Filing:
    """One document from its filing to where its row ends."""

    def __init__(self, cast: Register, row: dict[str, Any]) -> None:
        self.cast, self.row = cast, row
        self.published = self._published()
        self.number = cast.number(row["maker"], row["number"], self.published.year)
        self.at = cast.workday(self.published + timedelta(days=row["filed"]))
        self.document: NormativeDocument

    def _published(self) -> date:
        """A day of last year, or so many days before the demo's day."""
        if "last_year" in self.row:
            month, day = self.row["last_year"]
            return date(self.cast.as_of.year - 1, month, day)
        return self.cast.as_of - timedelta(days=self.row["back"])

    def story(self) -> Iterator[date]:
        """Every step on its day; each yield waits for one."""
        yield self.at
        self.document = self._register(self.row["title"], self.number, self.published)
        for name, days, *words in self.row["steps"]:
            day, meeting = self._day(name, days)
            yield day
            self.at = day
            self._act(name, words, meeting)

    def _day(self, name: str, days: int) -> tuple[date, Meeting | None]:
        """When a step is made; what a meeting decides waits for one."""
        day = self.cast.workday(self.at + timedelta(days=days))
        kind = reviewing.MEETINGS.get(E(name)) if name in list(E) else None
        if kind is None:
            return day, None
        meeting = self.cast.meeting(kind, day)
        return (meeting.starts_on if meeting else NEVER), meeting

    def _register(self, title: str, number: str, published: date) -> NormativeDocument:
        organ, township = self.cast.maker(self.row["maker"])
        lacking = {FilingMaterial(one) for one in self.row.get("lacks", ())}
        filed = registering.Filed(
            organ=organ,
            township=township,
            title=title,
            number=number,
            published_on=published,
            submitted_on=clock.today(),
            materials=[one for one in FilingMaterial if one not in lacking],
            grounds=self.row["grounds"],
        )
        return registering.register(actor=self.cast.keeper, filed=filed, office=self.cast.office)

    def _act(self, name: str, words: list[str], meeting: Meeting | None) -> None:
        others: dict[str, Callable[..., None]] = {
            "ask": self._ask,
            "answer": self._answer,
            "find": self._find,
            E.DISTRIBUTE: self._distribute,
            E.REFILE: self._refile,
            E.REOPEN: self._reopen,
        }
        if name in others:
            others[name](*words)
        else:
            self._step(E(name), *words, meeting=meeting)

    def _step(
        self,
        event: NormativeEvent,
        note: str = "",
        *,
        meeting: Meeting | None = None,
        refiled: NormativeDocument | None = None,
    ) -> None:
        materials = list(FilingMaterial) if event is E.SUPPLEMENTED else ()
        done = reviewing.Done(
            on=clock.today(),
            note=note,
            meeting=meeting,
            ground=Ground(self.row["ground"]) if "ground" in self.row else None,
            materials=materials,
            refiled=refiled,
        )
        reviewing.step(actor=self.cast.keeper, document=self.document, event=event, done=done)

    def _offices(self) -> list[Body]:
        return [self.cast.bodies[name] for name in self.row["offices"]]

    def _distribute(self, note: str = "") -> None:
        occasion = Occasion(self.row["occasion"]) if "occasion" in self.row else None
        reviewing.distribute(
            actor=self.cast.keeper, document=self.document, bodies=self._offices(), occasion=occasion, note=note
        )

    def _reopen(self, note: str) -> None:
        reviewing.reopen(actor=self.cast.keeper, document=self.document, bodies=self._offices(), note=note)

    def _find(self, text: str, objects_to: str = "") -> None:
        """The offices answer one after the other, in the order in which they got it."""
        review = self.document.reviews.filter(found_on=None).select_related("document", "body").first()
        assert review is not None  # the rows of the data ask no office twice
        reviewing.give_finding(
            actor=self.cast.people.clerk(review.body),
            review=review,
            text=text,
            objects_to=Ground(objects_to) if objects_to else None,
        )

    def _refile(self, title: str, number: str) -> None:
        """The maker files the mended text, which is a document of its own."""
        again = self._register(title, self.cast.number(self.row["maker"], number, clock.today().year), clock.today())
        self._step(E.REFILE, refiled=again)

    def _ask(self, asker: str, name: str, text: str) -> None:
        claim = requests.Claim(Asker(asker), name, clock.today(), text)
        requests.enter_request(actor=self.cast.keeper, document=self.document, claim=claim)

    def _answer(self, reply: str) -> None:
        request = self.document.requests.get(replied_on=None)
        requests.answer_request(actor=self.cast.keeper, request=request, reply=reply, on=clock.today())

"""联络员表 of the year: leader in charge, contact clerk and phone of each unit, with their posts."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.importkinds import Asked, Column, Entry, ImportKind, Settled
from congress.models import Department, ImportJob, Liaison, Person, Post
from congress.rules.names import sort_keys
from congress.rules.roles import Role
from congress.rules.tables import cells
from congress.rules.tables.cells import Doubt
from congress.services.importing.departments import keeps_people
from congress.services.importing.entries import digest, judge
from congress.services.importing.units import Units


class Liaisons:
    """Writes this year's liaisons. People are known by their posts in the unit; others are entered."""

    def __init__(self, job: ImportJob, settled: Settled) -> None:
        self.job = job
        self.units = Units(job.county, settled)
        self.seen: dict[int, int] = {}

    def asked(self, entries: Sequence[Entry]) -> list[Asked]:
        """The names of the units; one that has ended has no liaison, so none is entered anew."""
        words = self.units.asked([entry.values["unit"] for entry in entries if entry.values.get("unit")])
        return [
            Asked(w.what, w.text, [c for c in w.choices if c[0].isdecimal()], w.certain, w.hint, w.times) for w in words
        ]

    def prepare(self, entries: Sequence[Entry]) -> None:
        """Nothing has to be there before."""

    def check(self, entries: Sequence[Entry]) -> None:
        """Compare with the liaisons of this year."""
        rows = Liaison.objects.filter(department__county=self.job.county, year=today().year)
        known = {row.department_id: row for row in rows.select_related("leader", "contact")}
        for entry in entries:
            unit = self.units.find(entry.values.get("unit") or "")
            if unit is None:
                if entry.values.get("unit"):
                    entry.tell("unit", Doubt.UNSETTLED, entry.values["unit"])
                judge(entry, None, "")
                continue
            if self.seen.setdefault(unit.pk, entry.number) != entry.number:
                entry.tell("unit", Doubt.TWICE, unit.name)
            values = [entry.values.get(key) or "" for key in ("leader", "contact", "phone")]
            entry.digest = digest([unit.pk, values, entry.values.get("mobile") or ""])
            row = known.get(unit.pk)
            same = row and [row.leader.name, row.contact.name, row.phone] == values
            mobile = entry.values.get("mobile")
            same = same and (not mobile or (row is not None and row.contact.phone == mobile))
            judge(entry, row.department_id if row else None, entry.digest if same else "")

    def write(self, entries: Sequence[Entry]) -> None:
        """Confirm the liaison of each unit as the office's list says."""
        for entry in entries:
            unit = self.units.find(entry.values["unit"])
            assert unit is not None  # the check let nothing else through
            mobile = entry.values.get("mobile") or ""
            values = {
                "leader": self._person(unit, entry.values["leader"], Role.UNIT_LEADER, ""),
                "contact": self._person(unit, entry.values["contact"], Role.UNIT_CONTACT, mobile),
                "phone": entry.values["phone"][:30],
                "confirmed_on": today(),
                "confirmed_by": self.job.confirmed_by,
            }
            Liaison.objects.update_or_create(department=unit, year=today().year, defaults=values)
            entry.target = unit.pk

    def _person(self, unit: Department, name: str, role: Role, phone: str) -> Person:
        """Who holds the post in the unit under this name, entered with the post when nobody does."""
        post = Post.objects.current().filter(department=unit, person__name=name).select_related("person").first()
        person = post.person if post else None
        if person is None:
            person = Person.objects.create(county=self.job.county, name=name, phone=phone, **sort_keys(name))
        elif phone and person.phone != phone:
            person.phone = phone
            person.save()
        if not Post.objects.current().filter(department=unit, person=person, role=role).exists():
            Post.objects.create(person=person, department=unit, role=role, since=today())
        return person


LIAISONS = ImportKind(
    key="liaisons",
    label=_("承办单位联络员表"),
    help=_("每个单位的分管领导、联络员和办公电话，记为本年度已确认。账号另在“账号”页开通。"),
    columns=(
        Column(
            "unit",
            _("单位"),
            lambda raw, _y: cells.words(raw),
            ("承办单位", "单位名称", "单位全称", "名称"),
            required=True,
            longest=60,
            example="县交通运输局",
        ),
        Column(
            "leader",
            _("分管领导"),
            lambda raw, _y: cells.name(raw),
            ("分管领导姓名", "负责人", "领导姓名", "分管负责人"),
            required=True,
            longest=60,
            example="王志刚",
        ),
        Column(
            "contact",
            _("联络员"),
            lambda raw, _y: cells.name(raw),
            ("联络员姓名", "联系人", "经办人", "具体联络员"),
            required=True,
            longest=60,
            example="赵敏",
        ),
        Column(
            "phone",
            _("办公电话"),
            lambda raw, _y: cells.words(raw),
            ("电话", "联系电话", "固定电话"),
            required=True,
            longest=30,
            example="0000-7654321",
        ),
        Column(
            "mobile",
            _("联络员手机"),
            lambda raw, _y: cells.words(raw),
            ("手机", "手机号", "手机号码", "联络员电话", "移动电话"),
            longest=30,
            example="13800000000",
        ),
    ),
    allowed=keeps_people,
    importer=Liaisons,
    page="department",
)

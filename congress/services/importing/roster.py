"""代表花名册 of the present term, with the data of the structure table (代表结构表)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from congress.clock import today
from congress.importkinds import Asked, Column, Entry, ImportKind, Settled
from congress.models import Delegation, ImportJob, Mandate, Person, Term
from congress.rules.names import sort_keys
from congress.rules.tables import cells
from congress.rules.tables.cells import Doubt, Read
from congress.rules.tables.text import is_blank, plain, tight
from congress.services.importing.delegations import Delegations
from congress.services.importing.departments import keeps_people
from congress.services.importing.entries import digest, judge

FIELDS = ("sex", "ethnicity", "party", "occupation", "education", "born_on", "phone", "employer")


def _age(raw: str, _year: int | None) -> Read[int]:
    text = tight(raw).removesuffix("岁")
    if is_blank(raw):
        return Read()
    return Read(int(text)) if text.isdecimal() and 18 <= int(text) <= 110 else Read(None, Doubt.NOT_A_NUMBER)


def _birth(raw: str, year: int | None) -> Read[date]:
    """A birth date; of a month alone its first day, which is doubtful."""
    read = cells.day(raw, None)
    if read.doubt is Doubt.PARTIAL_DATE:
        text = plain(raw).rstrip("月.") + ".1"
        return Read(cells.day(text.replace("年", "."), year).value, Doubt.PARTIAL_DATE)
    return read


class Roster:
    """Writes the deputies of the present term: known by name and delegation, of two alike by birth date."""

    def __init__(self, job: ImportJob, settled: Settled) -> None:
        self.job, self.settled = job, settled
        self.term = Term.objects.filter(congress=job.county, since__lte=today()).order_by("-number").first()
        self.delegations = Delegations(self.term, settled)
        self.seen: dict[object, int] = {}

    def asked(self, entries: Sequence[Entry]) -> list[Asked]:
        """The names of the delegations."""
        return self.delegations.asked(entries, str(_("新建这个代表团")))

    def prepare(self, entries: Sequence[Entry]) -> None:
        """Enter the delegations that are new."""
        for text in dict.fromkeys(entry.values.get("delegation") or "" for entry in entries):
            name = self.delegations.name(text)
            if name and self.delegations.find(text) is None and self.term:
                made, _new = Delegation.objects.get_or_create(term=self.term, name=name)
                self.delegations.add(text, made)

    def check(self, entries: Sequence[Entry]) -> None:
        """Find each deputy among those of the term."""
        rows = Mandate.objects.filter(term=self.term).select_related("person", "delegation")
        known: dict[tuple[str, str], list[Mandate]] = {}
        for row in rows:
            known.setdefault((row.person.name, row.delegation.name), []).append(row)
        for entry in entries:
            place = self.delegations.name(entry.values.get("delegation") or "")
            if not place and entry.values.get("delegation"):
                entry.tell("delegation", Doubt.UNSETTLED, entry.values["delegation"])
            born = entry.values.get("born_on")
            name = entry.values.get("name") or ""
            key = (name, place, born)
            if self.seen.setdefault(key, entry.number) != entry.number:
                entry.tell("name", Doubt.TWICE, name)
            self._judge(entry, known.get((name, place), []), born)

    def _judge(self, entry: Entry, alike: list[Mandate], born: date | None) -> None:
        fitting = [row for row in alike if born is None or row.person.born_on in (None, born)]
        if len(fitting) > 1:
            entry.tell("name", Doubt.UNSETTLED, entry.values["name"])
        row = fitting[0] if fitting else None
        values = [entry.values.get(field) for field in (*FIELDS, "constituency", "age")]
        entry.digest = digest([entry.values.get("name"), entry.values.get("delegation"), values])
        judge(entry, row.pk if row else None, entry.digest if row and not self._differences(entry, row) else "")

    @staticmethod
    def _differences(entry: Entry, row: Mandate) -> dict[str, object]:
        """What the file says of the person and is not there yet; what the file leaves open stays."""
        values = {field: entry.values.get(field) for field in FIELDS}
        values["born_in"] = _born_in(entry)
        found = {field: value for field, value in values.items() if value and getattr(row.person, field) != value}
        constituency = entry.values.get("constituency")
        return found | ({"constituency": constituency} if constituency and row.constituency != constituency else {})

    def write(self, entries: Sequence[Entry]) -> None:
        """Enter the deputies, or complete what is known of them."""
        for entry in entries:
            row = self._row(entry)
            differences = self._differences(entry, row)
            constituency = differences.pop("constituency", None)
            if differences:
                for field, value in differences.items():
                    setattr(row.person, field, value)
                row.person.save()
            if constituency:
                row.constituency = str(constituency)
                row.save()
            entry.target = row.pk

    def _row(self, entry: Entry) -> Mandate:
        if entry.target:
            return Mandate.objects.select_related("person").get(pk=entry.target)
        name, delegation = entry.values["name"], self.delegations.find(entry.values["delegation"])
        assert self.term is not None and delegation is not None  # noqa: PT018 the check let nothing else through
        person = Person.objects.create(county=self.job.county, name=name, **sort_keys(name))
        return Mandate.objects.create(person=person, term=self.term, delegation=delegation, since=self.term.since)


def _born_in(entry: Entry) -> int | None:
    born, age = entry.values.get("born_on"), entry.values.get("age")
    return born.year if born else (today().year - age if age else None)


ROSTER = ImportKind(
    key="roster",
    label=_("代表花名册"),
    help=_("本届代表和代表结构表的数据：性别、民族、党派、职业、学历、出生日期、选区、代表团、电话。"),
    columns=(
        Column(
            "name",
            _("姓名"),
            lambda raw, _y: cells.name(raw),
            ("代表姓名", "代表"),
            required=True,
            longest=60,
            example="罗秀英",
        ),
        Column(
            "delegation",
            _("代表团"),
            lambda raw, _y: cells.words(raw),
            ("所在代表团", "所属代表团", "团别", "代表小组"),
            required=True,
            longest=40,
            example="石门镇代表团",
        ),
        Column("sex", _("性别"), lambda raw, _y: cells.sex(raw), (), example="女"),
        Column("ethnicity", _("民族"), lambda raw, _y: cells.words(raw), (), longest=20, example="彝族"),
        Column("party", _("党派"), lambda raw, _y: cells.words(raw), ("政治面貌",), longest=30, example="中共党员"),
        Column(
            "occupation",
            _("职业"),
            lambda raw, _y: cells.words(raw),
            ("职业构成", "代表身份", "身份", "职业类别"),
            longest=40,
            example="农民",
        ),
        Column(
            "education",
            _("学历"),
            lambda raw, _y: cells.words(raw),
            ("文化程度", "教育程度", "最高学历"),
            longest=20,
            example="大专",
        ),
        Column(
            "born_on",
            _("出生日期"),
            _birth,
            ("出生年月", "出生年月日", "生日"),
            example="1978-05-12",
            help=_("只有年月的也可以"),
        ),
        Column("age", _("年龄"), _age, ("周岁",), example="47", help=_("有出生日期的不必填")),
        Column(
            "constituency",
            _("选区"),
            lambda raw, _y: cells.words(raw),
            ("所在选区", "选举单位", "选区名称"),
            longest=60,
            example="第12选区",
        ),
        Column(
            "phone",
            _("电话"),
            lambda raw, _y: cells.words(raw),
            ("联系电话", "手机", "手机号", "手机号码"),
            longest=30,
            example="13800000000",
        ),
        Column(
            "employer",
            _("工作单位及职务"),
            lambda raw, _y: cells.words(raw),
            ("单位及职务", "工作单位", "单位职务", "职务"),
            longest=120,
            example="石门镇岩脚村村民",
        ),
    ),
    allowed=keeps_people,
    importer=Roster,
    page="",
)

"""机关和单位: units with their short and former names, their system, and the way matters reach them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from congress.access import Standing
from congress.importkinds import Asked, Column, Entry, ImportKind, Settled
from congress.models import Department, DepartmentAlias, ImportJob
from congress.rules.tables import cells
from congress.rules.tables.cells import Doubt, Read
from congress.rules.tables.text import is_blank, plain, tight
from congress.services.importing.entries import digest, judge
from congress.services.searching import index_unit

System = Department.System
SYSTEMS = {
    **{str(label): System(value) for value, label in System.choices},
    **dict.fromkeys(
        ["政府部门", "政府工作部门", "县政府部门", "政府组成部门", "政府系统"], System.GOVERNMENT_DEPARTMENT
    ),
    **dict.fromkeys(["政府办", "政府办公室", "督查室"], System.GOVERNMENT_OFFICE),
    **dict.fromkeys(["党委部门", "党委", "县委", "党群"], System.PARTY),
    **dict.fromkeys(["群团", "人民团体", "群众团体"], System.MASS),
    **dict.fromkeys(["国企", "企业", "国有企业"], System.STATE_FIRM),
    **dict.fromkeys(["垂管单位", "垂直管理", "驻县单位", "条管单位"], System.VERTICAL),
    **dict.fromkeys(["乡镇", "街道", "乡镇街道", "乡镇、街道"], System.TOWNSHIP),
    **dict.fromkeys(["法院"], System.COURT),
    **dict.fromkeys(["检察院"], System.PROCURATORATE),
    **dict.fromkeys(["监委", "监察委"], System.SUPERVISORY),
}


def _system(raw: str, _year: int | None) -> Read[str]:
    if is_blank(raw):
        return Read()
    found = SYSTEMS.get(plain(raw)) or SYSTEMS.get(tight(raw))
    return Read(found.value) if found else Read(None, Doubt.UNKNOWN_WORD)


class Departments:
    """Writes units: their names and system; nothing that has been handled moves."""

    def __init__(self, job: ImportJob, settled: Settled) -> None:
        self.job = job
        self.seen: dict[str, int] = {}

    def asked(self, entries: Sequence[Entry]) -> list[Asked]:
        """Nothing is to be settled."""
        return []

    def prepare(self, entries: Sequence[Entry]) -> None:
        """Nothing has to be there before."""

    def check(self, entries: Sequence[Entry]) -> None:
        """Compare with the units of the county."""
        known = {row.name: row for row in Department.objects.filter(county=self.job.county)}
        aliases: dict[int, set[str]] = {}
        for row in DepartmentAlias.objects.filter(county=self.job.county):
            aliases.setdefault(row.department_id, set()).add(row.name)
        for entry in entries:
            name = entry.values.get("name") or ""
            if self.seen.setdefault(name, entry.number) != entry.number:
                entry.tell("name", Doubt.TWICE, name)
            unit = known.get(name)
            wanted = self._wanted(entry, unit)
            names = set(entry.values.get("former") or [])
            entry.digest = digest([wanted, sorted(names)])
            present = unit and self._wanted(Entry(0, {}), unit) == wanted and names <= aliases.get(unit.pk, set())
            judge(entry, unit.pk if unit else None, entry.digest if present else "")

    def _wanted(self, entry: Entry, unit: Department | None) -> list[object]:
        """Short name, system and way as they shall be: what the file says, otherwise what is there."""
        values = entry.values
        system = values.get("system") or (unit.system if unit else System.GOVERNMENT_DEPARTMENT.value)
        through = values.get("through")
        if through is None:
            through = unit.coordinator_id is not None if unit else system == System.GOVERNMENT_DEPARTMENT
        short = values.get("short") or (unit.short_name if unit else (values.get("name") or "")[:20])
        return [short, system, bool(through)]

    def write(self, entries: Sequence[Entry]) -> None:
        """Enter or amend the units, then their other names."""
        office = Department.objects.filter(county=self.job.county, system=System.GOVERNMENT_OFFICE, until=None).first()
        for entry in entries:
            unit = Department.objects.filter(county=self.job.county, name=entry.values["name"]).first()
            short, system, through = self._wanted(entry, unit)
            unit = unit or Department(county=self.job.county, name=entry.values["name"])
            renamed = unit.pk is not None and unit.short_name != short
            unit.short_name, unit.system = str(short), str(system)
            unit.coordinator = office if through and office != unit else None
            unit.save()
            if renamed:
                index_unit(unit)
            for name in entry.values.get("former") or []:
                DepartmentAlias.objects.get_or_create(
                    county=self.job.county, name=name[:40], defaults={"department": unit}
                )
            entry.target = unit.pk


def keeps_people(who: Standing) -> bool:
    """Who imports units, liaisons and rosters: the deputies' office and the administrator."""
    return who.sets_rules


DEPARTMENTS = ImportKind(
    key="departments",
    label=_("机关和单位"),
    help=_("承办单位的全称、简称、曾用名、所属系统。先导入单位，再导入建议，简称就能认出来。"),
    columns=(
        Column(
            "name",
            _("全称"),
            lambda raw, _y: cells.words(raw),
            ("单位全称", "单位名称", "单位", "承办单位", "名称", "机关名称"),
            required=True,
            longest=60,
            example="县交通运输局",
        ),
        Column(
            "short",
            _("简称"),
            lambda raw, _y: cells.words(raw),
            ("单位简称", "规范简称"),
            longest=20,
            example="县交通局",
        ),
        Column(
            "former",
            _("曾用名和其他简称"),
            lambda raw, _y: cells.units(raw),
            ("曾用名", "别名", "其他简称", "原名称", "原单位名称"),
            example="交通局、县交通局",
            help=_("几个的用顿号分开"),
        ),
        Column(
            "system",
            _("系统"),
            _system,
            ("所属系统", "单位性质", "类别", "单位类别"),
            example="县政府工作部门",
            help=_("县政府工作部门、县委部门、群团组织、国有企业、垂直管理单位、乡镇街道等"),
        ),
        Column(
            "through",
            _("经政府办转交"),
            lambda raw, _y: cells.yes(raw),
            ("是否经政府办", "交办途径", "经政府办"),
            example="是",
            help=_("是或者否；空着的，政府工作部门按“是”"),
        ),
    ),
    allowed=keeps_people,
    importer=Departments,
    page="department",
)

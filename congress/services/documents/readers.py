"""知悉对象 by their names: units, offices and people as a clerk writes them, one after another."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Body, Congress, Department, DepartmentAlias, Document, DocumentReader, Mandate, Person, Post
from congress.refusals import Incomplete

SEPARATORS = re.compile(r"[、，,；;\n\t]+")
PLACED = re.compile(r"(?P<name>.+?)[（(](?P<place>.+)[）)]")
Found = Department | Body | Person


def find_readers(county: Congress, text: str) -> list[Found]:
    """The units, offices and people a text names, each once. Raises Incomplete for a name nobody or several bear."""
    names = list(dict.fromkeys(name.strip() for name in SEPARATORS.split(text) if name.strip()))
    if not names:
        return []
    known = _places(county)
    found: list[Found] = []
    unknown = []
    for name in names:
        row = known.get(name) or _person(county, name)
        if row is None:
            unknown.append(name)
        elif row not in found:
            found.append(row)
    if unknown:
        shape = _("没有找到“%(names)s”。请写单位、工作机构的名称或者人员姓名，用顿号分开。")
        raise Incomplete({"readers": shape % {"names": "”“".join(unknown)}})
    return found


def _places(county: Congress) -> Mapping[str, Found]:
    found: dict[str, Found] = {}
    for alias in DepartmentAlias.objects.filter(county=county).select_related("department"):
        found[alias.name] = alias.department
    for unit in Department.objects.filter(county=county):
        found |= {unit.short_name: unit, unit.name: unit}
    for body in Body.objects.filter(Q(congress=county) | Q(congress__county=county)):
        found |= {body.short_name: body, body.name: body}
    return found


def _person(county: Congress, text: str) -> Person | None:
    placed = PLACED.fullmatch(text)
    name = placed["name"] if placed else text
    rows = Person.objects.filter(county=county, name=name)
    if placed:
        place = placed["place"]
        posts = Post.objects.on(today()).filter(
            Q(body__short_name=place)
            | Q(body__name=place)
            | Q(department__short_name=place)
            | Q(department__name=place)
        )
        mandates = Mandate.objects.on(today()).filter(delegation__name=place)
        rows = rows.filter(Q(pk__in=posts.values("person")) | Q(pk__in=mandates.values("person")))
    people = list(rows[:2])
    if len(people) > 1:
        shape = _("有几位“%(name)s”，请在姓名后用括号写明单位或者代表团，如“%(name)s（县财政局）”。")
        raise Incomplete({"readers": shape % {"name": name}})
    return people[0] if people else None


def name_readers(document: Document, readers: list[Found]) -> None:
    """Let these, and no others, be named for a document; inside the command."""
    wanted = {_key(row) for row in readers}
    kept = {(r.person_id, r.department_id, r.body_id): r for r in document.readers.all()}
    for key, row in kept.items():
        if key not in wanted:
            row.delete()
    DocumentReader.objects.bulk_create(
        DocumentReader(document=document, person_id=key[0], department_id=key[1], body_id=key[2])
        for key in map(_key, readers)
        if key not in kept
    )


def _key(row: Found) -> tuple[int | None, int | None, int | None]:
    if isinstance(row, Person):
        return row.pk, None, None
    return (None, row.pk, None) if isinstance(row, Department) else (None, None, row.pk)

"""Units, liaisons and the roster of deputies from the office's own lists."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from congress import clock
from congress.models import Department, Liaison, Mandate
from congress.queries.structure import structure
from tests import importing
from tests.factories import TODAY, World


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def twice(world: World, kind: str, rows: list[list[object]]) -> None:
    """Import, and again: the second time every line is the same."""
    job = importing.checked(world.clerk, importing.book(rows), "a.xlsx", kind=kind)
    job = importing.finished(world.clerk, job)
    assert (job.state, job.error) == ("done", "")
    again = importing.checked(world.clerk, importing.book(rows), "a.xlsx", kind=kind)
    assert set(importing.outcomes(again)) == {"same"}


def test_units_with_their_other_names(world: World) -> None:
    rows = [
        ["单位全称", "简称", "曾用名", "所属系统", "经政府办转交"],
        ["县水务局", "水务局", "县水利局、水利局", "政府部门", "是"],
        ["县总工会", "总工会", "", "群团", ""],
        ["县交通运输局", "县交通局", "交通局", "", ""],
    ]
    twice(world, "departments", rows)
    water = Department.objects.get(name="县水务局")
    assert (water.coordinator, water.system) == (world.government_office, "government_department")
    assert {alias.name for alias in water.aliases.all()} == {"县水利局", "水利局"}
    assert Department.objects.get(name="县总工会").coordinator is None
    world.roads.refresh_from_db()
    assert (world.roads.short_name, world.roads.coordinator) == ("县交通局", world.government_office)


def test_the_list_of_contact_clerks(world: World) -> None:
    rows = [
        ["承办单位", "分管领导", "联络员", "办公电话", "手机"],
        ["县交通运输局", "王志刚", "赵敏", "0000-1", "13911111111"],
        ["县财政局", "钱进", "孙丽", "0000-2", ""],
    ]
    twice(world, "liaisons", rows)
    row = Liaison.objects.get(department=world.roads, year=TODAY.year)
    assert (row.leader, row.contact) == (world.unit_leader.person, world.contact.person)
    assert row.contact.phone == "13911111111"
    assert Liaison.objects.get(department=world.finance).leader.posts.get().department == world.finance


def test_the_roster_with_the_structure_of_the_deputies(world: World) -> None:
    rows = [
        ["姓名", "性别", "民族", "政治面貌", "职业", "文化程度", "出生年月", "代表团", "选区", "联系电话"],
        ["罗秀英", "女", "彝族", "中共党员", "农民", "大专", "1978.5.12", "石门代表团", "第1选区", "13900000001"],
        ["新代表", "男", "汉族", "群众", "教师", "本科", "1980年3月", "河口代表团", "第9选区", ""],
    ]
    twice(world, "roster", rows)
    lead = Mandate.objects.get(person=world.lead.person)
    assert (lead.person.ethnicity, lead.person.born_on, lead.constituency) == ("彝族", dt.date(1978, 5, 12), "第1选区")
    new = Mandate.objects.get(person__name="新代表")
    assert (new.person.born_in, new.delegation.name) == (1980, "河口代表团")


def test_the_structure_table_counts_of_all(world: World, client_of) -> None:
    rows = [
        ["姓名", "性别", "出生年月", "代表团"],
        ["罗秀英", "女", "1978.5.12", "石门代表团"],
        ["杨建国", "男", "", "石门代表团"],
    ]
    twice(world, "roster", rows)
    found = structure(world.clerk)
    by_label = {trait.label: trait for trait in found.traits}
    assert found.total == 3
    assert [(s.label, s.count, s.percent) for s in by_label["性别"].shares] == [("女", 1, "33.3"), ("男", 1, "33.3")]
    assert by_label["性别"].unrecorded == 1
    assert [s.label for s in by_label["年龄"].shares] == ["46–55岁"]
    client = client_of(world.clerk)
    assert "占全体" in client.get(reverse("deputies-structure")).content.decode()
    assert client.get(reverse("deputies-structure-export")).status_code == 200

"""The accounts of the demo, one per persona."""

from __future__ import annotations

from dataclasses import dataclass

from congress.models import Body
from congress.rules.roles import Role

PASSWORD = "Yunling-2026-demo"


@dataclass(frozen=True)
class Persona:
    """Who signs in: ``place`` is a kind of body, or the name of a unit; empty for deputies."""

    key: str
    name: str
    username: str
    words: str
    role: Role | None = None
    place: str = ""


KIND = Body.Kind
ROADS, FINANCE = "县交通运输局", "县财政局"
PERSONAE = (
    Persona("clerk", "李文清", "liwenqing", "代表工委工作人员", Role.CLERK, KIND.DEPUTIES_OFFICE),
    Persona("other_clerk", "何静", "hejing", "财经工委工作人员", Role.CLERK, "财政经济工作委员会"),
    Persona("director", "段思平", "duansiping", "办公室主任", Role.DIRECTOR, KIND.OFFICE),
    Persona("chairman", "高远", "gaoyuan", "常委会主任", Role.CHAIR, KIND.STANDING_COMMITTEE),
    Persona("vice_chairman", "陈志明", "chenzhiming", "常委会副主任", Role.VICE_CHAIR, KIND.STANDING_COMMITTEE),
    Persona("member", "白云", "baiyun", "常委会委员", Role.MEMBER, KIND.STANDING_COMMITTEE),
    Persona("lead", "罗秀英", "luoxiuying", "代表（领衔）"),
    Persona("cosigner", "杨建国", "yangjianguo", "代表（附议）"),
    Persona("outsider", "马玉兰", "mayulan", "代表"),
    Persona("gov_clerk", "周楠", "zhounan", "政府办督查室", Role.UNIT_CONTACT, "县人民政府办公室"),
    Persona("unit_leader", "王志刚", "wangzhigang", "交通局分管领导", Role.UNIT_LEADER, ROADS),
    Persona("contact", "赵敏", "zhaomin", "交通局联络员", Role.UNIT_CONTACT, ROADS),
    Persona("rival", "孙丽", "sunli", "财政局联络员", Role.UNIT_CONTACT, FINANCE),
    Persona("township_clerk", "岩温", "yanwen", "石门镇人大工作人员", Role.CLERK, "石门镇人大主席团"),
    Persona("administrator", "沈工", "shengong", "系统管理员", Role.ADMINISTRATOR, KIND.OFFICE),
    Persona("auditor", "许鉴", "xujian", "审计员", Role.AUDITOR, KIND.OFFICE),
)

"""The county's settings as their pages show them: value, nature, basis, floor, what others do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.clock import today
from congress.labels import label
from congress.models import Congress, DeadlineRule, LegalBasis, Parameter
from congress.models.deadlines import Unit
from congress.queries.deadlines import best_rule
from congress.queries.recipients import Recipient
from congress.queries.reminders import rules_of as reminder_rules_of
from congress.rules import deadlines as rules
from congress.rules.followups import Clock
from congress.rules.reminders import hours_of

PARTS = {
    Recipient.CONTACT: gettext_lazy("承办单位联络员"),
    Recipient.UNIT_LEADER: gettext_lazy("承办单位分管领导"),
    Recipient.COORDINATOR: gettext_lazy("政府办（督查室）"),
    Recipient.OFFICE: gettext_lazy("责任机构（建议为代表工委）"),
    Recipient.LEADING_CHAIR: gettext_lazy("领衔督办的常委会领导"),
    Recipient.ASKER: gettext_lazy("领衔代表"),
    Recipient.ASKERS: gettext_lazy("全体提出代表"),
    Recipient.KEEPERS: gettext_lazy("办公室（会务）"),
    Recipient.CHAIR: gettext_lazy("常委会主任"),
}
GROUPS = {
    "suggestion": gettext_lazy("代表建议"),
    "meeting": gettext_lazy("常委会会议"),
    "report": gettext_lazy("专项工作报告"),
    "inspection": gettext_lazy("执法检查"),
    "opinion": gettext_lazy("审议意见"),
    "inquiry": gettext_lazy("专题询问"),
    "audit": gettext_lazy("审计整改"),
    "budget": gettext_lazy("预算"),
    "final_accounts": gettext_lazy("决算"),
    "major_matter": gettext_lazy("重大事项"),
    "filing": gettext_lazy("备案审查"),
    "appointment": gettext_lazy("人事任免"),
    "oath": gettext_lazy("宪法宣誓"),
    "petition": gettext_lazy("来信来访"),
}


@dataclass(frozen=True)
class Floor:
    """What the law demands at least."""

    value: int
    unit: str
    basis: LegalBasis


def legal_floor(rule: DeadlineRule) -> Floor | None:
    """The floor of a rule; a legal one without a stated floor is its own."""
    if rule.floor_value is not None and rule.floor_basis is not None:
        return Floor(rule.floor_value, rule.floor_unit, rule.floor_basis)
    return Floor(rule.value, rule.unit, rule.basis) if rule.kind == DeadlineRule.Kind.LAW else None


def floor_of(rule: DeadlineRule) -> rules.Term | None:
    """The floor as a period to compare with."""
    floor = legal_floor(rule)
    if floor is None:
        return None
    return rules.Term(
        floor.value,
        rules.Unit(floor.unit),
        rules.Direction(rule.direction),
        rolls=rules.Rolls.ON if rule.rolls else rules.Rolls.OFF,
    )


@dataclass(frozen=True)
class RuleRow:
    """A period that holds now."""

    key: str
    label: str
    period: str
    is_law: bool
    is_own: bool
    basis: LegalBasis
    floor: str
    seen: str
    unverified: bool
    since: date | None
    coming: list[str] = field(default_factory=list)


def period_of(value: int, unit: str, no_later_than: str = "") -> str:
    """3个月; 10个工作日，且不迟于 08-31."""
    text = f"{value}{Unit(unit).label}"
    return text + (_("，且不迟于每年 %(day)s") % {"day": no_later_than} if no_later_than else "")


def rule_rows(county: Congress) -> list[tuple[str, list[RuleRow]]]:
    """Every period by what it belongs to, as it holds today, with what begins later."""
    rows = DeadlineRule.objects.filter(Q(county=county) | Q(county=None)).order_by("id")
    found = list(rows.select_related("basis", "floor_basis"))
    groups: dict[str, list[RuleRow]] = {}
    for key in dict.fromkeys(row.key for row in found):
        same = [row for row in found if row.key == key]
        name = str(GROUPS.get(key.partition(".")[0], _("其他")))
        groups.setdefault(name, []).append(_rule_row(key, same))
    return list(groups.items())


def _rule_row(key: str, rows: list[DeadlineRule]) -> RuleRow:
    now = best_rule(rows, key, today())
    floor = legal_floor(now)
    later = [row for row in rows if row.valid_from and row.valid_from > today()]
    return RuleRow(
        key=key,
        label=now.label,
        period=period_of(now.value, now.unit, now.no_later_than),
        is_law=now.kind == DeadlineRule.Kind.LAW,
        is_own=now.county_id is not None,
        basis=now.basis,
        floor=_("%(period)s（%(basis)s）") % {"period": period_of(floor.value, floor.unit), "basis": floor.basis}
        if floor
        else "",
        seen=now.seen,
        unverified=now.unverified,
        since=now.valid_from,
        coming=[
            _("%(day)s起%(period)s") % {"day": row.valid_from, "period": period_of(row.value, row.unit)}
            for row in later
        ],
    )


def rule_facts(rule: DeadlineRule) -> list[tuple[str, str]]:
    """What a person who changes a period should know."""
    row = _rule_row(rule.key, [rule])
    rolls = _("顺延至下一个工作日") if rule.rolls else _("不顺延")
    facts = [
        (_("现行规定"), row.period),
        (_("性质"), _("法定") if row.is_law else _("本县规定")),
        (_("依据"), f"{row.basis}：{row.basis.text}" if row.basis.text else str(row.basis)),
        (_("法定底线"), row.floor or _("法律没有规定天数")),
        (_("遇休息日"), rolls),
    ]
    return facts + ([(_("各地做法"), row.seen)] if row.seen else [])


def parameter_shape(row: Parameter) -> str:
    """What kind of value a setting takes; read from its choices and its shared value."""
    if row.choices:
        return "choices" if isinstance(row.value, list) else "choice"
    if isinstance(row.value, bool):
        return "flag"
    if isinstance(row.value, int):
        return "number"
    if isinstance(row.value, list):
        return "hours" if _is_hours(row) else "list"
    return "month_day"


def _is_hours(row: Parameter) -> bool:
    try:
        return bool(hours_of(row.value))
    except ValueError:
        return False


@dataclass(frozen=True)
class ParameterRow:
    """A setting that is no period."""

    key: str
    label: str
    words: str
    is_own: bool
    basis: LegalBasis | None
    seen: str


def parameter_rows(county: Congress) -> list[ParameterRow]:
    """Every setting, the county's own value before the shared one."""
    rows = Parameter.objects.filter(Q(county=county) | Q(county=None)).select_related("basis")
    best = {row.key: row for row in sorted(rows.order_by("id"), key=lambda row: row.county_id is not None)}
    order = [row.key for row in rows.order_by("id") if row.county_id is None]
    return [_parameter_row(best[key]) for key in order]


def _parameter_row(row: Parameter) -> ParameterRow:
    return ParameterRow(row.key, row.label, words_of(row), row.county_id is not None, row.basis, row.seen)


def words_of(row: Parameter) -> str:
    """The value in the office's words."""
    names = {choice["value"]: choice["label"] for choice in row.choices}
    match parameter_shape(row):
        case "choice":
            return str(names.get(row.value, row.value))
        case "choices":
            return "、".join(str(names.get(part, part)) for part in row.value) or _("未启用")
        case "flag":
            return _("是") if row.value else _("否")
        case "hours":
            return _("%(begin)s 至 %(end)s") % {"begin": row.value[0], "end": row.value[1]}
        case "list":
            return "、".join(map(str, row.value)) or _("未填写")
    return str(row.value) if row.value != "" else _("未启用")


@dataclass(frozen=True)
class ReminderRow:
    """A threshold: when, who, and whose rule it is."""

    clock: str
    days: int
    when: str
    tell: str
    is_own: bool


def reminder_rows(county: Congress) -> list[tuple[str, list[ReminderRow]]]:
    """Thresholds by clock in the order of a handling, the earliest first."""
    rows = sorted(reminder_rules_of(county), key=lambda row: -row.days)
    groups = []
    for clock in Clock:
        found = [
            ReminderRow(row.clock, row.days, when_of(row.days), parts_of(row.recipients), row.county_id is not None)
            for row in rows
            if row.clock == clock
        ]
        if found:
            groups.append((label(clock), found))
    return groups


def when_of(days: int) -> str:
    """到期前 5 天, 到期当天, 逾期 7 天."""
    if days == 0:
        return _("到期当天")
    return _("到期前 %(n)s 天") % {"n": days} if days > 0 else _("逾期 %(n)s 天") % {"n": -days}


def parts_of(names: list[str]) -> str:
    """Who is told, in words."""
    return "、".join(str(PARTS[Recipient(name)]) for name in names) or _("不提醒")

"""The county's own values: periods, parameters, thresholds of reminders, days of the calendar.

They go before the shared ones and never touch a date already computed; see
:mod:`congress.services.recomputing` for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congress.access import standing
from congress.models import Congress, Day, Deadline, DeadlineRule, LegalBasis, Parameter, ReminderRule, User
from congress.models.deadlines import Unit
from congress.queries.deadlines import ANNOUNCED, rule_for, term_of
from congress.queries.recipients import Recipient
from congress.queries.settings import floor_of, legal_floor, parameter_shape
from congress.refusals import Incomplete, NotAllowed
from congress.rules.deadlines import loosens
from congress.rules.followups import Clock
from congress.rules.notices import Entered
from congress.rules.reminders import hours_of
from congress.services.base import command
from congress.services.steps import need

MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
LOCAL = "本县录入"


def county_of(actor: User) -> Congress:
    """The county whose settings somebody keeps. Raises NotAllowed."""
    if not standing(actor).sets_rules or actor.county is None:
        raise NotAllowed(_("只有代表工委和系统管理员可以修改本县设置。"))
    return actor.county


@dataclass(frozen=True)
class Period:
    """A county's own period and the county paper it rests on."""

    value: int
    unit: Unit
    valid_from: date
    law: str
    article: str
    text: str = ""
    no_later_than: str = ""


def set_rule(*, actor: User, key: str, period: Period) -> DeadlineRule:
    """Let the county's own period hold from a day on, with its own basis.

    Raises NotAllowed; Incomplete when it is looser than the law, rests on nothing, or begins on a day
    for which one has been set and used already.
    """
    county = county_of(actor)
    with command(actor, "set_rule"):
        base = rule_for(county, key, period.valid_from)
        law = need("law", period.law, _("请写明本县制度的名称，如“云岭县人大代表建议办理办法”。"))
        article = need("article", period.article, _("请写明依据的条款，如“第八条”。"))
        if not period.value and base.value:
            raise Incomplete({"value": _("期限不能是零，请填 1 以上的数。")})
        rule = _rule(county, base, period, actor)
        _refuse_looser(rule)
        _refuse_used(county, key, period.valid_from)
        code = f"county-{key}-{period.valid_from}"
        values = {"level": LegalBasis.Level.COUNTY, "law": law, "short": law[:40], "article": article}
        basis, _new = LegalBasis.objects.update_or_create(
            county=county, code=code, defaults={**values, "version": "", "text": period.text.strip()}
        )
        DeadlineRule.objects.filter(county=county, key=key, valid_from=period.valid_from).delete()
        rule.basis = basis
        rule.save()
    return rule


def _rule(county: Congress, base: DeadlineRule, period: Period, actor: User) -> DeadlineRule:
    if period.no_later_than and not MONTH_DAY.fullmatch(period.no_later_than):
        raise Incomplete({"no_later_than": _("请写成“月-日”两位数，如 08-31；不需要则留空。")})
    floor = legal_floor(base)
    return DeadlineRule(
        key=base.key,
        county=county,
        label=base.label,
        clock=base.clock,
        kind=DeadlineRule.Kind.LOCAL,
        value=period.value,
        unit=period.unit,
        direction=base.direction,
        rolls=base.rolls,
        no_later_than=period.no_later_than,
        floor_value=floor.value if floor else None,
        floor_unit=floor.unit if floor else "",
        floor_basis=floor.basis if floor else None,
        seen=base.seen,
        valid_from=period.valid_from,
        set_by=actor,
    )


def _refuse_looser(rule: DeadlineRule) -> None:
    limit = floor_of(rule)
    if limit is None or not loosens(term_of(rule), limit):
        return
    shape = {"floor": f"{rule.floor_value}{Unit(rule.floor_unit).label}", "basis": rule.floor_basis}
    before = rule.direction == "before"
    text = _("不得短于%(floor)s（%(basis)s）。") if before else _("不得宽于%(floor)s（%(basis)s）。")
    raise Incomplete({"value": (text + _("本县规定只能比法律更严，请改小或者改用同一单位。")) % shape})


def _refuse_used(county: Congress, key: str, valid_from: date) -> None:
    """A ledger entry names the row it was computed by, so that row stays as it was."""
    if Deadline.objects.filter(rule__county=county, rule__key=key, rule__valid_from=valid_from).exists():
        text = _("自%(day)s起的规定已用于计算期限，不能改写。请另选一个生效日。")
        raise Incomplete({"valid_from": text % {"day": valid_from}})


def set_parameter(*, actor: User, key: str, value: object) -> Parameter:
    """Let the county's own value of a setting hold from now on. Raises NotAllowed; Incomplete when it does not fit."""
    county = county_of(actor)
    with command(actor, "set_parameter"):
        shared = Parameter.objects.get(county=None, key=key)
        if not _fits(shared, value):
            raise Incomplete({"value": _("这个值不在允许的范围内，请按说明填写。")})
        defaults = {
            "label": shared.label,
            "value": value,
            "choices": shared.choices,
            "basis": shared.basis,
            "seen": shared.seen,
            "set_by": actor,
        }
        row, _new = Parameter.objects.update_or_create(county=county, key=key, defaults=defaults)
    return row


def _fits(shared: Parameter, value: object) -> bool:
    offered = [choice["value"] for choice in shared.choices]
    match parameter_shape(shared):
        case "choice":
            return value in offered
        case "choices":
            return isinstance(value, list) and set(value) <= set(offered)
        case "flag":
            return isinstance(value, bool)
        case "number":
            return type(value) is int and value >= 0
        case "hours":
            return _are_hours(value)
        case "list":
            return isinstance(value, list)
    return value == "" or (isinstance(value, str) and MONTH_DAY.fullmatch(value) is not None)


def _are_hours(value: object) -> bool:
    try:
        hours_of(value)
    except ValueError:
        return False
    return True


def set_reminder(*, actor: User, clock: Clock, days: int, tell: Iterable[Recipient]) -> ReminderRule:
    """Let a threshold of the county hold instead of the shared one; telling nobody switches it off.

    Raises NotAllowed; Incomplete for days nobody could mean.
    """
    county = county_of(actor)
    if not -365 <= days <= 365:
        raise Incomplete({"days": _("请填 -365 到 365 之间的天数，负数为逾期后。")})
    with command(actor, "set_reminder"):
        row, _new = ReminderRule.objects.update_or_create(
            county=county,
            clock=clock,
            days=days,
            defaults={"recipients": sorted(Recipient(name).value for name in tell), "set_by": actor},
        )
    return row


def enter_days(*, actor: User, days: Iterable[Entered], announced: bool) -> list[Day]:
    """Enter days of the calendar, the county's own before the shared ones.

    ``announced`` says they are the State Council's notice: its years are no longer provisional.
    Dates already computed stay. Raises NotAllowed; Incomplete when there are none.
    """
    county = county_of(actor)
    source = ANNOUNCED if announced else LOCAL
    with command(actor, "enter_days"):
        rows = []
        for day in days:
            values = {"kind": day.kind.value, "name": day.name, "source": source}
            rows.append(Day.objects.update_or_create(county=county, on=day.on, defaults=values)[0])
        if not rows:
            raise Incomplete({"text": _("请至少写一天，如“2027-02-15 休 春节”。")})
    return rows


def remove_day(*, actor: User, day: Day) -> None:
    """Take back a day the county entered; the shared calendar or the weekday holds again. Raises NotAllowed."""
    if day.county_id != county_of(actor).pk:
        raise NotAllowed(_("这一天来自公共放假安排，本县不能删除；可以录入本县的安排覆盖它。"))
    with command(actor, "remove_day", _("删除日历 %(day)s") % {"day": day.on}):
        day.delete()

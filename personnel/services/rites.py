"""What a ceremony of the oath is planned as and held as, and everything that forbids it in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from django.utils.translation import gettext as _

from congress.clock import today
from congress.labels import label
from congress.models import Congress
from congress.queries.deadlines import chinese_date
from congress.queries.parameters import value
from congress.refusals import Incomplete
from personnel.models import Ceremony, OathDuty, OathText
from personnel.rules.oaths import Fault, Finding, OathForm, OathState, Organiser, Swearer, findings
from personnel.rules.oaths import Rite as PlainRite


@dataclass(frozen=True)
class Rite:
    """A ceremony as it is planned. ``leader`` is the duty of who leads a group (领誓人)."""

    on: date
    place: str
    host: str
    organiser: Organiser
    form: OathForm
    text: OathText
    duties: Sequence[OathDuty]
    leader: OathDuty | None = None
    at: time | None = None
    witness: str = ""
    note: str = ""


@dataclass(frozen=True)
class Absence:
    """Why somebody was not there, and by which day he makes it up."""

    reason: str
    make_up_by: date


@dataclass(frozen=True)
class Roll:
    """Who was absent, by the duty's key, and how those who were there have sworn."""

    form: OathForm
    leader: OathDuty | None = None
    absent: Mapping[int, Absence] = field(default_factory=dict)


def as_held(ceremony: Ceremony, roll: Roll, there: Sequence[OathDuty]) -> Rite:
    """A planned ceremony as it took place: those who were there, the form and the leader of the day."""
    return Rite(
        on=ceremony.held_on,
        place=ceremony.place,
        host=ceremony.host,
        organiser=Organiser(ceremony.organiser),
        form=roll.form,
        text=ceremony.text,
        duties=there,
        leader=roll.leader,
        witness=ceremony.witness,
    )


def refuse(county: Congress, rite: Rite, duties: Sequence[OathDuty], *, arranged: bool = False) -> None:
    """Raise Incomplete with everything that forbids the ceremony; ``arranged`` ones are expected to be so."""
    plain = PlainRite(
        on=rite.on,
        organiser=rite.organiser,
        form=rite.form,
        text=rite.text.rule,
        swearers={duty.pk: _swearer(duty, arranged) for duty in duties},
        leader=rite.leader.pk if rite.leader else None,
        witness=bool(rite.witness.strip()),
    )
    found = findings(plain, witnessed=bool(value(county, "oath.witness")))
    if found:
        wrong: dict[str, list[str]] = {}
        for one in found:
            name, text = _worded(one, rite)
            wrong.setdefault(name, []).append(text)
        raise Incomplete({name: "".join(texts) for name, texts in wrong.items()})


def _swearer(duty: OathDuty, arranged: bool) -> Swearer:
    state = OathState(duty.state)
    state = OathState.OWED if arranged and state is OathState.ARRANGED else state
    since = None if state is OathState.AWAITING else duty.approved_on or duty.acted_on
    return Swearer(duty.name, since, state, Organiser(duty.organiser))


def _worded(one: Finding, rite: Rite) -> tuple[str, str]:
    """The field a finding belongs to, and what is wrong, by which rule, and what to do."""
    name, text = {
        Fault.NOBODY: ("duties", _("请至少选择一名宣誓人。")),
        Fault.OLD_TEXT: (
            "text",
            _("%(text)s不是%(on)s应使用的誓词（%(basis)s）。请选择当日有效的文本。"),
        ),
        Fault.NOT_APPROVED: ("duties", _("%(who)s的选举结果尚待上级人大常委会批准，批准以后再宣誓。")),
        Fault.BEFORE_OFFICE: (
            "on",
            _("%(who)s当日尚未任职，不能宣誓；宪法宣誓在就职时进行（宪法宣誓决定）。请改期。"),
        ),
        Fault.SWORN_ALREADY: ("duties", _("%(who)s已就此次任职宣誓，不重复宣誓。请从名单中去掉。")),
        Fault.WAIVED: ("duties", _("%(who)s已登记不再宣誓。请从名单中去掉。")),
        Fault.ARRANGED_ELSEWHERE: ("duties", _("%(who)s已安排在另一次仪式。请先从那次仪式移出。")),
        Fault.OTHER_ORGANISER: (
            "duties",
            _("%(who)s不由%(organiser)s组织宣誓。请另行安排，或者改选组织者。"),
        ),
        Fault.NO_LEADER: ("leader", _("集体宣誓由一人领誓（宪法宣誓决定第八条）。请在宣誓人中指定领誓人。")),
        Fault.LEADER_OUTSIDE: ("leader", _("领誓人须是在场的宣誓人之一。请在宣誓人中另选。")),
        Fault.LEADER_ALONE: ("leader", _("单独宣誓不设领誓人。请去掉领誓人，或者改为集体宣誓。")),
        Fault.GROUP_OF_ONE: ("form", _("集体宣誓须有两人以上。请改为单独宣誓。")),
        Fault.WITNESS: (
            "witness",
            _("本县不设监誓人；宪法宣誓决定没有规定监誓人。需要设的，请先在“本县设置”中改为设监誓人。"),
        ),
    }[one.fault]
    shape = {"who": "、".join(one.names), "text": rite.text, "basis": _basis_of_text(rite)}
    return name, text % {**shape, "on": chinese_date(rite.on), "organiser": label(rite.organiser)}


def _basis_of_text(rite: Rite) -> str:
    """The decision by which another text holds on the day of the ceremony."""
    valid = OathText.objects.filter(valid_from__lte=rite.on).order_by("-valid_from").first()
    return valid.basis if valid else rite.text.basis


def refuse_absences(roll: Roll, duties: Mapping[int, OathDuty]) -> None:
    """Raise Incomplete for an absence without a reason or a day to make it up."""
    for pk, absence in roll.absent.items():
        if pk not in duties:
            raise Incomplete({"absent": _("缺席人员不在宣誓人名单中，请刷新后重新登记。")})
        name = duties[pk].name
        if not absence.reason.strip():
            raise Incomplete({"reason": _("请写明%(who)s缺席的原因。") % {"who": name}})
        if absence.make_up_by < today():
            raise Incomplete({"make_up_by": _("请填写%(who)s补行宣誓的日期，不早于今天。") % {"who": name}})

"""Pages of a unit's handling: 面商, 会办意见, 延期, 答复."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from congress.clock import today
from congress.forms.handling import ContactForm, OpinionForm, ReplyForm
from congress.forms.parts import ReasonForm
from congress.kinds import registry
from congress.models import Assignment, CoOpinion
from congress.queries.deadlines import arithmetic, due, foresee
from congress.rules.followups import AssignmentState, Clock
from congress.rules.transitions import Event, Guard
from congress.services import handling, replying
from congress.views.assigning import meets, request_notes, words_of
from congress.views.steps import Step, page

contact = page(
    Step(
        event=Event.CONTACT,
        model=Assignment,
        form=lambda row, **kwargs: ContactForm(**kwargs),
        initial=lambda user, row: {"on": today(), "by": str(user), "met": row.followup.asked_by},
        run=lambda user, row, form, version: handling.log_contact(
            actor=user, assignment=row, meeting=form.meeting(), files=form.uploads()
        ),
        said=lambda row: _("已记录面商。"),
        files=True,
    )
)
opine = page(
    Step(
        event=Event.OPINE,
        model=Assignment,
        form=lambda row, **kwargs: OpinionForm(**kwargs),
        run=lambda user, row, form, version: handling.opine(
            actor=user, assignment=row, paper=form.paper(), files=form.uploads(), version=version
        ),
        said=lambda row: _("会办意见已送主办单位。"),
        lines=lambda row: [_("会办意见送主办单位，由主办单位统一答复代表。")],
        files=True,
    )
)
return_opinion = page(
    Step(
        event=Event.RETURN_OPINION,
        model=Assignment,
        form=lambda row, **kwargs: ReasonForm(name="reason", label=_("退回理由"), **kwargs),
        run=lambda user, row, form, version: handling.return_opinion(
            actor=user, assignment=row, reason=form.cleaned_data["reason"], version=version
        ),
        said=lambda row: _("已退回%(unit)s补充。") % {"unit": row.department},
        notes=lambda row: [opinion.text for opinion in row.opinions.order_by("-id")[:1]],
    )
)


def extended(row: Assignment) -> list[str]:
    """The date an extended answer would have, counted from the same hand-over."""
    followup = row.followup
    first = row.deadlines.filter(clock=Clock.REPLY).order_by("id").first()
    if first is None:
        return []
    entry = foresee(followup.county, registry.of(followup).rule_of(followup, Clock.EXTENSION), first.anchor_on)
    return [_("延期后的%(date)s") % {"date": words_of(due(entry))}, *arithmetic(entry)]


ask_extension = page(
    Step(
        event=Event.ASK_EXTENSION,
        model=Assignment,
        form=lambda row, **kwargs: ReasonForm(name="reason", label=_("延期理由"), **kwargs),
        run=lambda user, row, form, version: handling.ask_extension(
            actor=user, assignment=row, reason=form.cleaned_data["reason"], version=version
        ),
        said=lambda row: _("延期申请已送%(office)s。") % {"office": row.followup.office},
        lines=lambda row: [registry.of(row.followup).word(Guard.EXTENDABLE), *extended(row)],
    )
)


def _asked(user: Any, row: Assignment) -> dict[str, object]:
    request = row.requests.filter(state="open", kind="extension").first()
    return {"reason": request.reason} if request else {}


extend = page(
    Step(
        event=Event.EXTEND,
        model=Assignment,
        form=lambda row, **kwargs: ReasonForm(
            name="reason", label=_("延期理由"), help_text=_("会告知有关各方"), **kwargs
        ),
        initial=_asked,
        run=lambda user, row, form, version: handling.extend(
            actor=user, assignment=row, reason=form.cleaned_data["reason"], version=version
        ),
        said=lambda row: _("已决定延期，并告知有关各方。"),
        lines=extended,
        notes=request_notes,
    )
)
refuse_extension = page(
    Step(
        event=Event.REFUSE_EXTENSION,
        model=Assignment,
        form=lambda row, **kwargs: ReasonForm(name="answer", label=_("不同意的理由"), **kwargs),
        run=lambda user, row, form, version: handling.refuse_extension(
            actor=user, assignment=row, answer=form.cleaned_data["answer"], version=version
        ),
        said=lambda row: _("已告知%(unit)s按原期限答复。") % {"unit": row.department},
        notes=request_notes,
    )
)


def _contact_of(user: Any, row: Assignment) -> dict[str, object]:
    if row.addressee is not None:
        himself = row.addressee
        return {"dated": today(), "signer": himself, "contact_name": himself, "contact_phone": himself.phone}
    liaison = row.department.liaisons.select_related("contact").first()
    return {
        "dated": today(),
        "contact_name": liaison.contact.name if liaison else "",
        "contact_phone": liaison.phone if liaison else "",
    }


def _reply_notes(row: Assignment) -> list[str]:
    notes = [
        _("%(unit)s会办意见：%(text)s") % {"unit": opinion.assignment.department.short_name, "text": opinion.text}
        for opinion in _opinions(row)
    ]
    if meets(row) and not row.contacts.exists():
        text = _(
            "还没有面商记录。法律要求答复前与代表联系沟通，请先记录面商；确实未能联系的，在下面写明原因（代表法第五十一条）。"
        )
        notes.insert(0, text)
    sent_back = row.replies.filter(state="sent_back").order_by("id").last()
    check = sent_back.checks.filter(passed=False).last() if sent_back else None
    if check:
        notes.insert(0, _("%(place)s退回补正：%(note)s") % {"place": check.place, "note": check.note})
    return notes


def _opinions(row: Assignment) -> list[Any]:
    rows = CoOpinion.objects.filter(assignment__followup=row.followup, assignment__round=row.round, returned_at=None)
    return list(rows.select_related("assignment__department"))


reply = page(
    Step(
        event=Event.REPLY,
        model=Assignment,
        form=lambda row, **kwargs: ReplyForm(followup=row.followup, **kwargs),
        initial=_contact_of,
        run=lambda user, row, form, version: replying.reply(
            actor=user, assignment=row, letter=form.letter(), files=form.uploads(), version=version
        ),
        said=lambda row: (
            _("已送%(who)s审核。") % {"who": row.coordinator.short_name if row.coordinator else row.followup.office}
        ),
        notes=_reply_notes,
        submit=_("提交"),
        files=True,
    )
)


def _passed(row: Assignment) -> str:
    """Who has a checked answer now: those who asked, or the responsible office, which checks it in its turn."""
    if row.state == AssignmentState.ANSWERED:
        return _("审核通过，已送达%(who)s。") % {"who": row.followup.asked_by}
    return _("审核通过，已送%(office)s审核。") % {"office": row.followup.office}


def _waiting(request: Any, row: Assignment) -> dict[str, object]:
    return {"reply": row.replies.filter(state="submitted").select_related("outcome", "assignment__department").first()}


pass_reply = page(
    Step(
        event=Event.PASS,
        model=Assignment,
        form=lambda row, **kwargs: ReasonForm(name="note", label=_("审核意见"), required=False, **kwargs),
        run=lambda user, row, form, version: replying.pass_reply(
            actor=user, assignment=row, note=form.cleaned_data["note"], version=version
        ),
        said=_passed,
        lines=lambda row: [_("核对文号、签发人、答复类别是否与内容相符，是否逐条答复，承诺有没有时间。")],
        more=_waiting,
    )
)
send_back_reply = page(
    Step(
        event=Event.SEND_BACK_REPLY,
        model=Assignment,
        form=lambda row, **kwargs: ReasonForm(name="note", label=_("需要补正的内容"), **kwargs),
        run=lambda user, row, form, version: replying.send_back_reply(
            actor=user, assignment=row, note=form.cleaned_data["note"], version=version
        ),
        said=lambda row: _("已退回%(unit)s补正，答复期限不变。") % {"unit": row.department},
        more=_waiting,
    )
)

"""Topics and the agenda: propose, revise, arrange, join, adopt, put off."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.access import standing
from congress.forms.base import CommandForm
from congress.forms.meetings.agenda import AdoptForm, AgendaForm, CombineForm, PutOffForm, TopicForm
from congress.labels import State
from congress.models import AgendaItem, Meeting
from congress.refusals import Conflict
from congress.rules.meeting_moves import MeetingEvent
from congress.rules.meetings import ItemKind, ItemState, MeetingKind
from congress.rules.roles import OFFICE
from congress.services.meetings import agenda, topics
from congress.views.base import SignedInRequest, done, posted, shown
from congress.views.meetings.base import Act, answer, meeting_of, refused, works_on


@login_required
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """提出议题."""
    works_on(request.user)
    meeting = meeting_of(request, pk)
    closed = refused(request, MeetingEvent.PROPOSE, meeting) if request.method == "GET" else None
    if closed:
        return closed
    kind = ItemKind.REPORT if meeting.kind == MeetingKind.STANDING_COMMITTEE else ItemKind.OTHER
    own = next(iter(sorted(standing(request.user).bodies(OFFICE))), None)
    form = TopicForm(posted(request), county=meeting.county_id, initial={"kind": kind.value, "office": own})
    act = Act(
        MeetingEvent.PROPOSE,
        lambda: topics.propose_topic(actor=request.user, meeting=meeting, topic=form.topic()),
        lambda: _("已提出，等待列入议程。"),
        lines=[_("提出后由会务机构编排进议程草案；列入议程的报告，按会议日期往前推算材料期限。")],
    )
    return answer(request, meeting, form, act)


def _item(request: SignedInRequest, pk: int) -> AgendaItem:
    works_on(request.user)
    related = ("meeting__county", "meeting__term", "meeting__body", "organ", "office", "meeting__session__term")
    return shown(request.user, AgendaItem, pk, *related)


@login_required
def revise(request: SignedInRequest, pk: int) -> HttpResponse:
    """修改议题."""
    item = _item(request, pk)
    event = MeetingEvent.PROPOSE if item.state == ItemState.CALLED else MeetingEvent.ARRANGE
    closed = refused(request, event, item.meeting) if request.method == "GET" else None
    if closed:
        return closed
    form = TopicForm(posted(request), county=item.meeting.county_id, initial=TopicForm.starting_from(item))
    act = Act(
        event,
        lambda: topics.revise_topic(
            actor=request.user, item=item, topic=form.topic(), version=form.cleaned_data["version"]
        ),
        lambda: _("议题已修改。"),
        title=_("修改议题"),
        submit=_("保存"),
    )
    return answer(request, item.meeting, form, act)


@login_required
def arrange(request: SignedInRequest, pk: int) -> HttpResponse:
    """编排议程: choose, order, move up and down."""
    works_on(request.user)
    meeting = meeting_of(request, pk)
    closed = refused(request, MeetingEvent.ARRANGE, meeting) if request.method == "GET" else None
    if closed:
        return closed
    items = list(meeting.items.select_related("organ", "office").order_by("position", "id"))
    form = AgendaForm(posted(request), items=items, initial={"version": meeting.version})
    up, down = (_key(request.POST.get(name, "")) for name in ("up", "down"))
    if (
        request.method == "POST"
        and form.is_valid()
        and form.attempt(lambda: bool(_arrange(request, meeting, form, up, down)))
    ):
        stays = bool(up or down)
        return done(request, _("议程已保存。"), "meeting-agenda" if stays else "meeting", meeting.pk)
    conflict = isinstance(form.refusal, Conflict)
    now = meeting.items.exclude(state=ItemState.DROPPED).order_by("position", "id") if conflict else []
    context = {
        "form": form,
        "meeting": meeting,
        "rows": list(form.rows()),
        "current": [(item, State.of(ItemState(item.state))) for item in now],
        "adopts": meeting.kind != MeetingKind.STANDING_COMMITTEE,
        "combine": CombineForm(meeting=meeting, initial={"version": meeting.version}, prefix="join"),
    }
    return render(request, "congress/meetings/agenda.html", context, status=422 if form.errors else 200)


def _arrange(request: SignedInRequest, meeting: Meeting, form: AgendaForm, up: int, down: int) -> Meeting:
    return agenda.arrange_agenda(
        actor=request.user,
        meeting=meeting,
        lines=form.lines(up, down),
        added=form.cleaned_data["added"],
        adopts="adopt" in request.POST,
        version=form.cleaned_data["version"],
    )


def _key(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 12 else 0


@login_required
def combine(request: SignedInRequest, pk: int) -> HttpResponse:
    """合并议题."""
    works_on(request.user)
    meeting = meeting_of(request, pk)
    closed = refused(request, MeetingEvent.ARRANGE, meeting) if request.method == "GET" else None
    if closed:
        return closed
    form = CombineForm(posted(request), meeting=meeting, initial={"version": meeting.version}, prefix="join")
    act = Act(
        MeetingEvent.ARRANGE,
        lambda: agenda.combine_items(
            actor=request.user,
            meeting=meeting,
            items=list(form.cleaned_data["items"]),
            title=form.cleaned_data["title"],
            version=form.cleaned_data["version"],
        ),
        lambda: _("已合并。"),
        title=_("合并议题"),
        to="meeting-agenda",
    )
    return answer(request, meeting, form, act)


@login_required
def adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    """通过议程."""
    works_on(request.user)
    meeting = meeting_of(request, pk)
    closed = refused(request, MeetingEvent.ADOPT, meeting) if request.method == "GET" else None
    if closed:
        return closed
    form = AdoptForm(posted(request), meeting=meeting, initial={"version": meeting.version})
    drafted = meeting.items.filter(state=ItemState.DRAFTED).order_by("position", "id")
    act = Act(
        MeetingEvent.ADOPT,
        lambda: agenda.adopt_agenda(
            actor=request.user,
            meeting=meeting,
            by=form.cleaned_data.get("by"),
            version=form.cleaned_data["version"],
        ),
        lambda: _("议程已通过。"),
        lines=[_("通过后列入议程：《%(title)s》") % {"title": item.title} for item in drafted],
    )
    return answer(request, meeting, form, act)


@login_required
def put_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """改列下次会议."""
    item = _item(request, pk)
    closed = refused(request, MeetingEvent.ARRANGE, item.meeting) if request.method == "GET" else None
    if closed:
        return closed
    form = PutOffForm(posted(request), item=item, initial={"version": item.version})
    act = Act(
        MeetingEvent.ARRANGE,
        lambda: agenda.put_off_item(
            actor=request.user,
            item=item,
            to=form.cleaned_data["to"],
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
        ),
        lambda: _("已改列，材料期限按那次会议的日期重新计算。"),
        lines=[
            _("议题：%(title)s") % {"title": item.title},
            _("没有收到的材料按新的会议日期重新计算期限，已收到的不用重新报送；只列席这一项的人随之改列。"),
        ],
        title=_("改列下次会议"),
    )
    return answer(request, item.meeting, form, act)


@login_required
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """撤回议题: what one has proposed oneself."""
    item = _item(request, pk)
    if item.proposed_by_id != request.user.pk:
        raise Http404
    form = CommandForm(request.POST)
    if form.is_valid() and form.attempt(lambda: bool(topics.withdraw_topic(actor=request.user, item=item))):
        return done(request, _("已撤回。"), "meeting", item.meeting_id)
    context = {"refusal": form.refusal, "meeting": item.meeting, "back_url": reverse("meeting", args=[item.meeting_id])}
    return render(request, "congress/meetings/refused.html", context, status=409)

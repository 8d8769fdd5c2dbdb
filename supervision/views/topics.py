"""One topic, and what its offices enter on it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congress.clock import today
from congress.forms.parts import ReasonForm
from congress.labels import label
from congress.models import Activity
from congress.views.base import SignedInRequest, done, posted, shown
from supervision.access import topics as access
from supervision.forms.topics import (
    AcceptForm,
    AgendaForm,
    AnswerForm,
    FilesForm,
    HangForm,
    PeopleForm,
    PublicationForm,
    SchemeForm,
    StepForm,
    ViewForm,
)
from supervision.models import CollectedView, Publication, Topic, TopicStep
from supervision.queries.topic import page_of
from supervision.rules.ways import StepCode, Way, step_of
from supervision.services import steps, views, ways
from supervision.services.base import basis_of
from supervision.views.base import Act, answer, topic_of, topic_url, trail_of, worked_on


@login_required
def topic(request: SignedInRequest, pk: int) -> HttpResponse:
    """A topic as far as its reader goes."""
    row = topic_of(request.user, pk)
    return render(request, "supervision/topic.html", {"topic": row, "page": page_of(request.user, row)})


@login_required
def printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """The topic's record as a sheet."""
    row = topic_of(request.user, pk)
    context = {
        "topic": row,
        "page": page_of(request.user, row),
        "county": row.county,
        "back_url": topic_url(row),
    }
    return render(request, "supervision/topic_print.html", context)


def _step(request: SignedInRequest, pk: int) -> tuple[TopicStep, Topic]:
    row = shown(request.user, TopicStep, pk)
    topic = worked_on(request, row.topic_id)
    row.topic = topic
    return row, topic


@login_required
def step(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记一步."""
    row, topic = _step(request, pk)
    form = StepForm(posted(request), request.FILES or None, step=row, initial={"on": today(), "version": row.version})
    rule = step_of(Way(topic.way), StepCode(row.code))
    basis = basis_of(rule.basis)
    cited = basis.citation if basis else ""
    words = _("依据：%(basis)s") if rule.is_law else _("本县规定：%(basis)s")
    act = Act(
        label(StepCode(row.code)),
        lambda: steps.take_step(actor=request.user, step=row, done=form.done(), version=form.cleaned_data["version"]),
        _("已登记。"),
        topic_url(topic),
        lines=[words % {"basis": cited}] if cited else [],
        submit=_("登记完成"),
        note=topic.title,
        trail=trail_of(topic),
    )
    return answer(request, form, act)


@login_required
def step_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """取消登记."""
    row, topic = _step(request, pk)
    form = ReasonForm(posted(request), name="reason", label=_("理由"), initial={"version": row.version})
    act = Act(
        _("取消登记"),
        lambda: steps.undo_step(
            actor=request.user,
            step=row,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
        ),
        _("已取消登记。"),
        topic_url(topic),
        lines=[label(StepCode(row.code))],
        tone="late",
        trail=trail_of(topic),
    )
    return answer(request, form, act)


@login_required
def scheme(request: SignedInRequest, pk: int) -> HttpResponse:
    """写方案."""
    topic = worked_on(request, pk)
    form = SchemeForm(posted(request), initial={"scheme": topic.scheme, "version": topic.version})
    act = Act(
        _("方案"),
        lambda: steps.write_scheme(
            actor=request.user,
            topic=topic,
            scheme=form.cleaned_data["scheme"],
            version=form.cleaned_data["version"],
        ),
        _("已保存。"),
        topic_url(topic),
        submit=_("保存"),
        note=topic.title,
        trail=trail_of(topic),
    )
    return answer(request, form, act)


@login_required
def files(request: SignedInRequest, pk: int) -> HttpResponse:
    """添加材料."""
    topic = worked_on(request, pk)
    form = FilesForm(posted(request), request.FILES or None)
    act = Act(
        _("添加材料"),
        lambda: steps.attach_files(actor=request.user, topic=topic, files=form.uploads()),
        _("已添加。"),
        topic_url(topic),
        submit=_("添加"),
        note=topic.title,
        trail=trail_of(topic),
    )
    return answer(request, form, act)


@login_required
def hang(request: SignedInRequest, pk: int) -> HttpResponse:
    """挂上活动."""
    topic = worked_on(request, pk)
    form = HangForm(posted(request), topic=topic)
    act = Act(
        _("挂上活动"),
        lambda: steps.hang_activity(actor=request.user, topic=topic, activity=form.cleaned_data["activity"]),
        _("已挂上。"),
        topic_url(topic),
        lines=[_("活动先在“活动”里登记；挂上以后，参加人员、活动情况和发现的问题都列在议题里。")],
        submit=_("挂上"),
        note=topic.title,
        trail=trail_of(topic),
    )
    return answer(request, form, act)


@login_required
@require_POST
def unhang(request: SignedInRequest, pk: int, activity: int) -> HttpResponse:
    """取下活动."""
    topic = worked_on(request, pk)
    steps.unhang_activity(actor=request.user, topic=topic, activity=shown(request.user, Activity, activity))
    return done(request, _("已取下。"), "topic", topic.pk)


@login_required
def agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """列入会议."""
    topic = worked_on(request, pk)
    form = AgendaForm(posted(request), topic=topic, initial={"item": topic.item_id, "version": topic.version})
    act = Act(
        _("对上会议议题"),
        lambda: steps.put_on_agenda(
            actor=request.user,
            topic=topic,
            item=form.cleaned_data["item"],
            version=form.cleaned_data["version"],
        ),
        _("已保存。"),
        topic_url(topic),
        submit=_("保存"),
        note=topic.title,
        trail=trail_of(topic),
    )
    return answer(request, form, act)


@login_required
def view_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记各方面意见."""
    topic = worked_on(request, pk)
    form = ViewForm(posted(request), request.FILES or None, initial={"collected_on": today()})
    act = Act(
        _("登记各方面意见"),
        lambda: views.collect_view(actor=request.user, topic=topic, said=form.said()),
        _("已登记，报告机关可以看到。"),
        topic_url(topic),
        lines=[_("汇总的意见交报告机关研究，并在报告中作出回应（监督法第十四条）。")],
        submit=_("登记"),
        note=topic.title,
        trail=trail_of(topic),
    )
    return answer(request, form, act)


@login_required
def view_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """回应一条意见."""
    row = shown(request.user, CollectedView, pk)
    topic = topic_of(request.user, row.topic_id)
    if not (access.speaks_for(request.user, topic) or access.works_on(request.user, topic)):
        raise Http404
    form = AnswerForm(posted(request), initial=AnswerForm.starting_from(row))
    act = Act(
        _("回应意见"),
        lambda: views.answer_view(
            actor=request.user, view=row, answer=form.cleaned_data["answer"], version=form.cleaned_data["version"]
        ),
        _("已登记回应。"),
        topic_url(topic),
        lines=[f"{row.get_said_by_display()}{row.name}：{row.text}"],
        submit=_("登记回应"),
        note=topic.title,
        trail=trail_of(topic),
    )
    return answer(request, form, act)


@login_required
def accept_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """收下报告."""
    topic = worked_on(request, pk)
    form = AcceptForm(posted(request), initial={"on": today(), "version": topic.version})
    open_ = views.unanswered(topic)
    warning = _("还有 %(n)s 条汇总的意见没有回应，收下须写明理由（监督法第十四条）。") % {"n": open_}
    act = Act(
        _("收下报告"),
        lambda: views.accept_report(
            actor=request.user,
            topic=topic,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
        ),
        _("已登记收下报告。"),
        topic_url(topic),
        lines=[warning] if open_ else [_("汇总的意见都有回应。")],
        note=topic.title,
        trail=trail_of(topic),
    )
    return answer(request, form, act)


@login_required
def people(request: SignedInRequest, pk: int) -> HttpResponse:
    """检查组、调查委员会."""
    topic = worked_on(request, pk)
    form = PeopleForm(posted(request), topic=topic)
    investigates = topic.way == Way.INVESTIGATION
    line = (
        _("与调查的问题有利害关系的人不得参加调查委员会（监督法第五十七条）。")
        if investigates
        else _("从组成人员和工作机构人员中确定，可以邀请代表（监督法第三十三条）；受检查单位的人不参加（本县规定）。")
    )
    act = Act(
        _("调查委员会") if investigates else _("检查组"),
        lambda: (steps.name_people(actor=request.user, topic=topic, chosen=form.chosen()),),
        _("已保存。"),
        topic_url(topic),
        lines=[line],
        submit=_("保存"),
        note=topic.title,
        trail=trail_of(topic),
    )
    return answer(request, form, act)


@login_required
def publication(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记公布和通报."""
    row = shown(request.user, Publication, pk)
    topic = worked_on(request, row.topic_id)
    row.topic = topic
    form = PublicationForm(posted(request), publication=row)
    act = Act(
        _("登记公布"),
        lambda: ways.record_publication(
            actor=request.user,
            publication=row,
            published_on=form.cleaned_data["published_on"],
            where=form.cleaned_data["where"],
            told_on=form.cleaned_data["told_on"],
            document=form.cleaned_data["document"],
            version=form.cleaned_data["version"],
        ),
        _("已登记。"),
        topic_url(topic),
        lines=[_("向本级人大代表通报，并向社会公布（监督法第十七条、第二十九条、第三十七条）。")],
        submit=_("登记"),
        note=f"{topic.title}：{row.get_paper_display()}",
        trail=trail_of(topic),
    )
    return answer(request, form, act)

"""Pages single ways need: questions and answers of an inquiry, a project's progress, the sharp ways."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.clock import today
from congress.views.base import SignedInRequest, posted, shown
from supervision.access import topics as access
from supervision.forms.topics import ProgressForm, QuestionForm, RareForm, SatisfactionForm, SpokenForm
from supervision.models import InquiryQuestion
from supervision.queries.topic import questions_of, rare_listed
from supervision.rules.rare import Forum, MovedBy
from supervision.rules.topics import TopicPart
from supervision.rules.ways import Way
from supervision.services import rare, ways
from supervision.views.base import Act, answer, topic_of, topic_url, trail_of, worked_on


@login_required
def question_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记询问题目, or a follow-up question (``?follows=``)."""
    topic = worked_on(request, pk)
    form = QuestionForm(posted(request), topic=topic, initial={"follows": request.GET.get("follows", "")})
    act = Act(
        _("登记询问题目"),
        lambda: ways.ask(actor=request.user, topic=topic, question=form.question()),
        _("已登记。"),
        topic_url(topic),
        submit=_("登记"),
        note=topic.title,
        trail=trail_of(topic),
    )
    return answer(request, form, act)


def _question(request: SignedInRequest, pk: int) -> InquiryQuestion:
    row = shown(request.user, InquiryQuestion, pk, "asker", "department")
    row.topic = worked_on(request, row.topic_id)
    return row


@login_required
def question_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """修改询问题目."""
    row = _question(request, pk)
    names = ("text", "asker", "department", "follows", "version")
    form = QuestionForm(posted(request), topic=row.topic, initial={name: getattr(row, name) for name in names})
    act = Act(
        _("修改询问题目"),
        lambda: ways.revise_question(
            actor=request.user, question=row, as_=form.question(), version=form.cleaned_data["version"]
        ),
        _("已修改。"),
        topic_url(row.topic),
        submit=_("保存"),
        trail=trail_of(row.topic),
    )
    return answer(request, form, act)


@login_required
def question_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """记录回答."""
    row = _question(request, pk)
    first = {"answered_by": row.answered_by, "answer": row.answer, "version": row.version}
    form = SpokenForm(posted(request), initial=first)
    act = Act(
        _("记录回答"),
        lambda: ways.record_answer(
            actor=request.user,
            question=row,
            answered_by=form.cleaned_data["answered_by"],
            answer=form.cleaned_data["answer"],
            version=form.cleaned_data["version"],
        ),
        _("已记录。"),
        topic_url(row.topic),
        lines=[_("%(who)s问%(unit)s：%(text)s") % {"who": row.asker, "unit": row.department, "text": row.text}],
        submit=_("保存"),
        trail=trail_of(row.topic),
    )
    return answer(request, form, act)


@login_required
def questions_printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """询问题目单 as a sheet."""
    topic = topic_of(request.user, pk)
    questions = questions_of(request.user, topic) if topic.way == Way.INQUIRY else []
    if not questions and not (topic.way == Way.INQUIRY and access.inside(request.user)):
        raise Http404
    context = {
        "topic": topic,
        "questions": questions,
        "county": topic.county,
        "back_url": topic_url(topic),
    }
    return render(request, "supervision/questions_print.html", context)


@login_required
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记项目进度."""
    topic = worked_on(request, pk)
    form = ProgressForm(posted(request), initial={"month": today()})
    act = Act(
        _("登记项目进度"),
        lambda: ways.record_progress(actor=request.user, topic=topic, progress=form.progress()),
        _("已登记。"),
        topic_url(topic),
        lines=[_("同一个月再登记一次，以后一次为准。")],
        submit=_("登记"),
        note=topic.title,
        trail=trail_of(topic),
    )
    return answer(request, form, act)


@login_required
def rare_cases(request: SignedInRequest) -> HttpResponse:
    """质询、特定问题调查、撤职案."""
    if not access.inside(request.user):
        raise Http404
    context = {"rows": rare_listed(request.user), "keeps": access.keeps_plan(request.user)}
    return render(request, "supervision/rare.html", context)


@login_required
def rare_new(request: SignedInRequest) -> HttpResponse:
    """登记质询案、特定问题调查、撤职案."""
    if not access.keeps_plan(request.user) or request.user.county_id is None:
        raise Http404
    first = {"way": Way.INTERPELLATION.value, "forum": Forum.COMMITTEE.value, "moved_by": MovedBy.MEMBERS.value}
    form = RareForm(posted(request), county=request.user.county_id, initial=first)
    act = Act(
        _("登记质询案、调查、撤职案"),
        lambda: rare.move_rare(actor=request.user, moved=form.moved()),
        _("已登记，按步骤办理。"),
        reverse("rare-cases"),
        lines=[
            _("质询：常委会组成人员三人以上（监督法第五十一条），大会期间代表十人以上（地方组织法第二十四条）。"),
            _("特定问题调查：主任会议或者组成人员五分之一以上（监督法第五十六条）。"),
            _("撤职案：一府一委两院、主任会议或者组成人员五分之一以上（监督法第六十一条），无记名投票。"),
        ],
        submit=_("登记"),
        trail=[(_("质询、调查和撤职案"), reverse("rare-cases"))],
    )
    return answer(request, form, act)


@login_required
def satisfaction(request: SignedInRequest, pk: int) -> HttpResponse:
    """登记提出人是否满意."""
    topic = worked_on(request, pk)
    if topic.way != Way.INTERPELLATION:
        raise Http404
    form = SatisfactionForm(posted(request), initial={"version": topic.version})
    movers = topic.people.filter(part=TopicPart.MOVER).count()
    congress = topic.rare.forum == Forum.CONGRESS
    line = (
        _("提出人共 %(n)s 名；半数以上不满意的，可以要求再作答复（代表法第二十条）。")
        if congress
        else _("提出人共 %(n)s 名；过半数不满意的，可以要求再作答复，由主任会议决定（监督法第五十三条）。")
    )
    act = Act(
        _("登记是否满意"),
        lambda: (
            rare.record_satisfaction(
                actor=request.user,
                topic=topic,
                dissatisfied=form.cleaned_data["dissatisfied"],
                note=form.cleaned_data["note"],
                version=form.cleaned_data["version"],
            ),
        ),
        lambda found: _("可以要求再作答复。") if found[0] else _("不足法定人数，不再答复。"),
        topic_url(topic),
        lines=[line % {"n": movers}],
        submit=_("登记"),
        note=topic.title,
        trail=trail_of(topic),
    )
    return answer(request, form, act)

"""质询案、特定问题调查、撤职案: moved by who may, with what the law wants written; the movers judge the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congress.clock import today
from congress.models import Body, Department, LegalBasis, Mandate, Person, Post, User
from congress.refusals import Incomplete, NotAllowed, Refusal, WrongState
from congress.rules.activities import names_a_case
from congress.rules.roles import COMMITTEE
from congress.services.base import command
from supervision.access.topics import keeps_plan
from supervision.models import RareCase, Topic, TopicPerson
from supervision.rules.plans import Source
from supervision.rules.rare import BASIS, Forum, MovedBy, answers_again, may_move, movers_needed
from supervision.rules.topics import TopicPart, TopicState
from supervision.rules.ways import RARE, StepCode, Way
from supervision.services.base import take_topic
from supervision.services.starting import start_topic
from supervision.services.steps import Done, take_step


@dataclass(frozen=True)
class Moved:
    """What is moved: against whom, about what, by whom."""

    way: Way
    forum: Forum
    moved_by: MovedBy
    title: str
    question: str
    content: str
    organ: Department | None = None
    target: Person | None = None
    movers: Sequence[Person] = ()
    office: Body | None = None
    keeps_sources: bool = False
    unpublished: bool = False


def move_rare(*, actor: User, moved: Moved) -> Topic:
    """Record what was moved in writing, after the legal checks of who may.

    Raises NotAllowed outside the general office; Incomplete for what has to be written (监督法 §51), for movers who
    may not sign; Refusal when too few moved, with the number and the article.
    """
    if not keeps_plan(actor) or actor.county is None:
        raise NotAllowed(_("质询案、特定问题调查和撤职案由常委会办公室登记。"))
    if moved.way not in RARE:
        raise Incomplete({"way": _("请选择质询、特定问题调查或者撤职案。")})
    with command(actor, "move_rare"):
        _refuse_incomplete(moved)
        whole = _whole(actor, moved)
        _refuse_too_few(moved, whole)
        topic = Topic.objects.create(
            county=actor.county,
            year=today().year,
            month=today().month,
            title=moved.title.strip(),
            way=moved.way,
            organ=moved.organ,
            office=moved.office or Body.objects.filter(congress=actor.county, kind=Body.Kind.OFFICE).first(),
            source=Source.MEMBERS,
            basis=LegalBasis.objects.filter(code=BASIS[moved.way, moved.forum]).first(),
            state=TopicState.DRAFT,
            created_by=actor,
        )
        RareCase.objects.create(
            topic=topic,
            forum=moved.forum,
            moved_by=moved.moved_by,
            target=moved.target,
            question=moved.question.strip(),
            content=moved.content.strip(),
            whole=len(whole),
            needed=movers_needed(moved.way, moved.forum, len(whole)),
            keeps_sources=moved.keeps_sources,
            unpublished=moved.unpublished,
        )
        TopicPerson.objects.bulk_create(
            TopicPerson(topic=topic, part=TopicPart.MOVER, person=person)
            for person in {one.pk: one for one in moved.movers}.values()
        )
        start_topic(topic, None)
        first = topic.steps.get(code=StepCode.MOVED)
        take_step(actor=actor, step=first, done=Done(today()))
        topic.refresh_from_db()
    return topic


def _refuse_incomplete(moved: Moved) -> None:
    missing = {
        "title": "" if moved.title.strip() else _("请写明案由。"),
        "question": "" if moved.question.strip() else _("请写明问题（监督法第五十一条）。"),
        "content": "" if moved.content.strip() else _("请写明内容（监督法第五十一条）。"),
    }
    if moved.way is Way.INTERPELLATION and moved.organ is None:
        missing["organ"] = _("请写明质询对象（监督法第五十一条）。")
    if moved.way is Way.REMOVAL and moved.target is None:
        missing["target"] = _("请写明撤职的对象。")
    if any(names_a_case(text) for text in (moved.title, moved.question, moved.content)):
        missing["content"] = _("写到了具体案件。监督不涉及个案的审理，请删去案号和当事人。")
    fields = {name: text for name, text in missing.items() if text}
    if fields:
        raise Incomplete(fields)


def _whole(actor: User, moved: Moved) -> set[int]:
    """Everybody who may sign: members of the committee or deputies of the congress, as of today."""
    if moved.forum is Forum.COMMITTEE:
        posts = Post.objects.on(today()).filter(
            role__in=list(COMMITTEE), body__congress=actor.county, body__kind=Body.Kind.STANDING_COMMITTEE
        )
        whole = set(posts.values_list("person", flat=True))
    else:
        whole = set(Mandate.objects.on(today()).filter(term__congress=actor.county).values_list("person", flat=True))
    strangers = [person for person in moved.movers if person.pk not in whole]
    if strangers:
        text = (
            _("%(who)s不是常委会组成人员，不能联名。")
            if moved.forum is Forum.COMMITTEE
            else _("%(who)s不是代表，不能联名。")
        )
        raise Incomplete({"movers": text % {"who": strangers[0]}})
    return whole


def _refuse_too_few(moved: Moved, whole: set[int]) -> None:
    signed = len({person.pk for person in moved.movers})
    if may_move(moved.way, moved.forum, moved.moved_by, signed, len(whole)):
        return
    basis = LegalBasis.objects.filter(code=BASIS[moved.way, moved.forum]).first()
    if moved.moved_by is not MovedBy.MEMBERS:
        raise Refusal(_("不能这样提出，请核对提出者。"), basis=basis.citation if basis else "")
    needed = movers_needed(moved.way, moved.forum, len(whole))
    text = _("须由%(needed)s人以上联名，现在%(signed)s人，还差%(short)s人。")
    shape = {"needed": needed, "signed": signed, "short": needed - signed}
    raise Refusal(text % shape, basis=basis.citation if basis else "")


def record_satisfaction(
    *, actor: User, topic: Topic, dissatisfied: int, note: str = "", version: int | None = None
) -> bool:
    """How many of the movers are not satisfied with the answer; returns whether they may ask for another one.

    More than half at the committee, half or more at the congress. Raises NotAllowed, WrongState, Conflict, Incomplete.
    """
    with command(actor, "record_satisfaction"):
        topic = take_topic(actor, topic, version)
        case = RareCase.objects.select_for_update(of=("self",)).filter(topic=topic).first()
        if case is None or topic.way != Way.INTERPELLATION:
            raise WrongState(_("只有质询案要登记提出人是否满意。"))
        answered = topic.steps.filter(code=StepCode.ANSWERED).exclude(done_on=None).exists()
        if not answered:
            raise WrongState(_("受质询机关还没有答复。"))
        movers = topic.people.filter(part=TopicPart.MOVER).count()
        if not 0 <= dissatisfied <= movers:
            raise Incomplete({"dissatisfied": _("提出人共%(n)s名，请核对。") % {"n": movers}})
        case.dissatisfied = dissatisfied
        case.save()
        again = answers_again(Forum(case.forum), movers, dissatisfied)
        step = topic.steps.get(code=StepCode.SATISFIED)
        if step.done_on is None:
            take_step(actor=actor, step=step, done=Done(today(), need_word(again, note)))
    return again


def need_word(again: bool, note: str) -> str:
    """What the step says of the result."""
    said = _("可以要求再作答复，由主任会议（主席团）决定。") if again else _("不足法定人数，不再答复。")
    return f"{said}{note.strip()}"

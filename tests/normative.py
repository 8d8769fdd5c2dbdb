"""Normative documents and audit lists at every stage, through the commands of the offices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from congress import clock
from congress.models import Body, Meeting, OutcomeClass
from congress.rules.followups import AssignmentState
from congress.services import assigning, replying
from congress.services.base import command
from supervision.models import AuditList, Catalogue, NormativeDocument, OfficeReview, ReviewRequest
from supervision.rules.normative import Asker, FilingMaterial, Ground, NormativeEvent
from supervision.services import audits
from supervision.services.normative import catalogues, registering, requests, reviewing
from tests.factories import TODAY, World

E = NormativeEvent
ALL = tuple(FilingMaterial)


def general(world: World) -> Body:
    """The general office."""
    return Body.objects.get(congress=world.county, kind=Body.Kind.OFFICE)


def finance_office(world: World) -> Body:
    """The committee's office of the other clerk."""
    return Body.objects.get(congress=world.county, kind=Body.Kind.COMMITTEE)


def filed(world: World, **changes: Any) -> registering.Filed:
    """What the government office files."""
    values: dict[str, Any] = {
        "organ": world.government_office,
        "township": None,
        "title": "云岭县农村公路养护管理办法",
        "number": "云政办发〔2026〕3号",
        "published_on": TODAY - dt.timedelta(days=20),
        "submitted_on": TODAY,
        "materials": ALL,
    }
    return registering.Filed(**{**values, **changes})


def registered(world: World, **changes: Any) -> NormativeDocument:
    """In the register of the general office, kept by its director."""
    return registering.register(actor=world.director, filed=filed(world, **changes))


def step(world: World, row: NormativeDocument, event: E, note: str = "已办理", **details: Any) -> NormativeDocument:
    """One step of today by the director."""
    done = reviewing.Done(on=clock.today(), note=note, **details)
    return reviewing.step(actor=world.director, document=row, event=event, done=done)


def incomplete(world: World) -> NormativeDocument:
    """Filed without its grounds and its electronic copy."""
    return registered(world, materials=(FilingMaterial.TEXT, FilingMaterial.NOTE))


def supplement(world: World) -> NormativeDocument:
    """To be supplemented."""
    return step(world, incomplete(world), E.ASK_SUPPLEMENT, "请补制定依据和电子文本")


def taken(world: World) -> NormativeDocument:
    """Found in form."""
    return step(world, registered(world), E.TAKE)


def review(world: World) -> NormativeDocument:
    """With the finance committee's office."""
    return reviewing.distribute(actor=world.director, document=taken(world), bodies=[finance_office(world)])


def objected(world: World) -> NormativeDocument:
    """The office objects."""
    row = review(world)
    reviewing.give_finding(
        actor=world.other_clerk, review=row.reviews.get(), text="第八条增设了收费", objects_to=Ground.POWERS
    )
    return row


def found(world: World) -> NormativeDocument:
    """The office found nothing."""
    row = review(world)
    reviewing.give_finding(actor=world.other_clerk, review=row.reviews.get(), text="没有发现问题")
    return row


def opinion(world: World) -> NormativeDocument:
    """A written opinion went out."""
    return step(world, objected(world), E.SEND_OPINION, "第八条增设收费，请修改", ground=Ground.POWERS)


def chairpersons(world: World) -> NormativeDocument:
    """The maker did nothing; it lies with the chairpersons' meeting."""
    return step(world, opinion(world), E.ESCALATE, "逾期没有反馈")


def asked(world: World) -> ReviewRequest:
    """A citizen asks for a review."""
    claim = requests.Claim(Asker.CITIZEN, "张三", TODAY, "收费没有依据", "13800000001")
    return requests.enter_request(actor=world.director, document=taken(world), claim=claim)


def open_review(world: World) -> OfficeReview:
    """The office's part that waits for it."""
    return review(world).reviews.get()


def compared(world: World) -> Catalogue:
    """The government office's catalogue of the past year: one document was filed, one was not."""
    with clock.at(TODAY - dt.timedelta(days=120)):
        registering.register(
            actor=world.director,
            filed=filed(
                world,
                number="云政办发〔2025〕8号",
                title="甲办法",
                submitted_on=clock.today(),
                published_on=clock.today(),
            ),
        )
    named = [catalogues.Named("云政办发[2025]8号", "甲办法"), catalogues.Named("云政办发〔2025〕9号", "乙办法")]
    return catalogues.check_catalogue(
        actor=world.director,
        office=general(world),
        organ=world.government_office,
        township=None,
        year=2025,
        received_on=TODAY,
        named=named,
    )


def held(world: World, kind: str, number: int) -> Meeting:
    """A meeting that was held today."""
    body = Body.objects.filter(congress=world.county, kind=kind).first()
    with command(None, "test"):
        body = body or Body.objects.create(congress=world.county, kind=kind, name=kind, short_name="主任会议")
        return Meeting.objects.create(
            county=world.county,
            kind=kind,
            term=world.term,
            body=body,
            number=number,
            state="closed",
            starts_on=TODAY,
            ends_on=TODAY,
            starts_at=dt.time(9),
            place="常委会会议室",
            created_by=world.director,
            closed_at=clock.now(),
        )


REPORTED = TODAY - dt.timedelta(days=30)


def audit_list(world: World) -> AuditList:
    """A list of two problems, kept by the finance committee's office."""
    row = audits.start_list(
        actor=world.other_clerk,
        office=finance_office(world),
        year=2025,
        source="2025年度审计工作报告",
        reported_on=REPORTED,
    )
    problems = [
        audits.Problem(world.roads, "养护资金滞留", Decimal("120.50"), "拨付到位", TODAY + dt.timedelta(days=60)),
        audits.Problem(world.finance, "预算编制不细", None, "细化到项目"),
    ]
    audits.add_problems(actor=world.other_clerk, audit=row, problems=problems)
    row.refresh_from_db()
    return row


def handed_over(world: World) -> AuditList:
    """The list with its units."""
    return audits.hand_over_list(actor=world.other_clerk, audit=audit_list(world))


def mend(world: World, audit: AuditList, code: str = "完成") -> None:
    """The roads bureau answers the first problem, and both offices pass it."""
    followup = audit.problems.order_by("position").first().followup
    row = followup.assignments.get()
    assigning.forward(actor=world.gov_clerk, assignment=row)
    row.refresh_from_db()
    row = assigning.sign_for(actor=world.contact, assignment=row)
    outcome = OutcomeClass.objects.get(kind="rectification", code=code, year=TODAY.year, county=None)
    promised = TODAY + dt.timedelta(days=90) if outcome.needs_tracking else None
    letter = replying.Letter(
        "云交函〔2026〕40号", clock.today(), outcome, "王志刚", "赵敏", "0000-7654321", "资金已拨付", promised
    )
    replying.reply(actor=world.contact, assignment=row, letter=letter, files=[world.scan()])
    row.refresh_from_db()
    if row.state == AssignmentState.COORDINATOR_CHECK:
        replying.pass_reply(actor=world.gov_clerk, assignment=row)
    row.refresh_from_db()
    replying.pass_reply(actor=world.other_clerk, assignment=row)


STAGES: dict[str, Callable[[World], Any]] = {
    "normative document": lambda world: registered(world).pk,
    "step of a document": lambda world: (registered(world).pk, "take"),
    "office's review": lambda world: open_review(world).pk,
    "request for a review": lambda world: asked(world).pk,
    "compared catalogue": lambda world: compared(world).pk,
    "year of the review": lambda world: 2026,
    "audit list": lambda world: audit_list(world).pk,
    "audit problem": lambda world: handed_over(world).problems.order_by("position").first().pk,
    "rectification": lambda world: handed_over(world).problems.order_by("position").first().followup_id,
}

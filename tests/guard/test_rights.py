"""docs/rights.md is the table; every cell is tried."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from congress import access, clock
from congress.models import Assignment, Attachment, Change, Contact, Evaluation, FollowUp, Promise, Reply, User
from congress.refusals import Refusal
from congress.rules.followups import HandlingRole, Mark, UrgingKind
from congress.rules.transitions import Event
from congress.services import assigning, evaluating, handling, judging, promises, replying, returning, urging
from congress.urls_handling import ASSIGNMENT, FOLLOWUP, PROMISE, REPLY
from deputies.kinds import ROUTES
from deputies.models import Suggestion
from deputies.rules import DeclineReason, Difficulty, TransferTo
from deputies.services import entering, examining, publishing, writing
from tests import (
    deciding,
    meetings,
    member_motions,
    motioning,
    normative,
    oaths,
    opining,
    personnel_stages,
    supervising,
    votes,
)
from tests import documents as papers_of
from tests import importing as imports
from tests.factories import TODAY, World

RIGHTS = Path(__file__).parents[2] / "docs" / "rights.md"
STATUS = {"y": {200}, "–": {404}, "→": {302}, "x": {403, 409}}
NOT_PAGES = {
    # posts only, or covered by tests of their own
    "suggestion-autosave",
    "suggestion-remove-file",
    "suggestions-columns",
    "suggestions-save-view",
    "suggestions-delete-view",
    "suggestions-bulk",
    "suggestions-bulk-done",
    "account-enable",
    "document-autosave",
    "matter-list-remove",
    "document-batch-resume",
    "document-draft",
    "ledger-verify",
    "notice-read",
    "notices-read",
    "import-resume",
    "import-sheet",
    "import-reopen",
    "settings-remove-day",
    "session-part-remove",
    "candidate-accept",
    "sign-out",
    "by-link",
    "calendar-feed",
    "calendar-subscribe",
    "calendar-unsubscribe",
    "meeting-withdraw",
    "programme-remove",
    "topic-unhang",
    "appointment-line-remove",
    "review-publish",
}


def tables() -> list[list[dict[str, str]]]:
    """The Markdown tables of the file as lists of rows by column name."""
    found: list[list[dict[str, str]]] = []
    header: list[str] = []
    for line in RIGHTS.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            header = []
        elif not header:
            header = cells
            found.append([])
        elif not set(line) <= set("|-"):
            found[-1].append(dict(zip(header, cells, strict=True)))
    return found


_PERSONAE, PAGES, COMMANDS, SHOWN = tables()


def by_object(rows: list[dict[str, str]]) -> list[tuple[str, list[dict[str, str]]]]:
    """The rows of a table by the stage they need, so that each stage is prepared once."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["object"], []).append(row)
    return list(found.items())


def named(value: object) -> str:
    return (value or "no object") if isinstance(value, str) else ""


STAGES = {
    "forwarding": "handed_over",
    "awaiting": "forwarded",
    "handling": "signed",
    "sent back": "sent_back",
    "paper sent back": "paper_sent_back",
    "office checking": "office_checking",
    "used up": "used_up",
}
MENDED = writing.Paper("关于重建新寨渡口老桥的建议", "石门镇新寨渡口老桥年久失修，影响出行，建议重建。", "all")
FIXED = {
    "roads": lambda world: world.roads.pk,
    "lead's mandate": lambda world: world.lead.person.mandates.get().pk,
    "contact's post": lambda world: world.contact.person.posts.get().pk,
    "lead's account": lambda world: world.lead.pk,
    "period of signing for": lambda world: "suggestion.sign_for",
    "departments": lambda world: "departments",
    "read import": lambda world: imports.job_at(world, "read").pk,
    "worded import": lambda world: imports.job_at(world, "mapped").pk,
    "checked import": lambda world: imports.job_at(world, "checked").pk,
    "hours of reminders": lambda world: "reminders.hours",
    "draft document": lambda world: papers_of.draft(world).pk,
    "document in review": lambda world: papers_of.reviewing(world).pk,
    "document to sign": lambda world: papers_of.signing(world).pk,
    "signed document": lambda world: papers_of.signed(world).pk,
    "issued document": lambda world: papers_of.issued(world, readers="县交通运输局").pk,
    "published document": lambda world: papers_of.published(world).pk,
    "restricted document": lambda world: papers_of.restricted(world).pk,
    "superseded document": lambda world: papers_of.superseded(world).pk,
    "kept number": lambda world: papers_of.kept_number(world).pk,
    "batch of letters": lambda world: papers_of.batch(world).pk,
    "letter of a batch": lambda world: (papers_of.batch(world).pk, 1),
    "kind of circulars": lambda world: "circular",
    "meeting and minutes": lambda world: (papers_of.meeting(world).pk, "chairpersons_minutes"),
    "series of the office": lambda world: "office",
    "letterhead of the office": lambda world: ("office", "ordinary"),
    "prepared meeting": lambda world: meetings.invited(world).pk,
    "chairpersons' meeting": lambda world: meetings.today_notified(world).pk,
    "notified meeting": lambda world: meetings.notified(world).pk,
    "meeting of today": lambda world: meetings.ready(world).pk,
    "open meeting": lambda world: meetings.opened(world, TODAY).pk,
    "report on an agenda": lambda world: meetings.item(meetings.drafted(world)).pk,
    "restricted item": lambda world: meetings.item(meetings.drafted(world), "appointment").pk,
    "material awaited": lambda world: meetings.item(meetings.drafted(world)).materials.first().pk,
    "lead's invitation": lambda world: meetings.notified(world).attendances.get(person=world.lead.person).pk,
    "member's motion being signed": lambda world: member_motions.started(world).pk,
    "member's motion handed in": lambda world: member_motions.entered(world).pk,
    **votes.STAGES,
    **motioning.STAGES,
    **opining.STAGES,
    **supervising.STAGES,
    **personnel_stages.STAGES,
    **oaths.STAGES,
    **normative.STAGES,
    **deciding.STAGES,
    "figure of reports": lambda world: "reports",
}


SHEETS = {
    "urged": lambda world: urging.urge(
        actor=world.clerk, followup=world.signed().followup, kind=UrgingKind.URGE, text="请抓紧"
    )[0],
    "return asked": lambda world: returning.request_return(
        actor=world.contact, assignment=world.forwarded(), reason="不属本单位职责", proposed=world.finance
    ),
    "extension asked": lambda world: handling.ask_extension(
        actor=world.contact, assignment=world.signed(), reason="涉及面广"
    ),
    "reworked": lambda world: world.reworked(),
    "published": lambda world: publishing.publish(
        actor=world.clerk, suggestion=world.answered().assignment.followup.suggestion
    ),
}


def made(world: World, stage: str) -> Any:
    """What the world makes of a stage of the table: a suggestion, follow-up, assignment, reply or promise."""
    if stage == "accepted and confidential":
        draft = world.draft()
        Suggestion.objects.filter(pk=draft.pk).update(confidential=True)
        world.draft = lambda **_kwargs: draft  # type: ignore[method-assign]
        return world.accepted()
    if stage in SHEETS:
        return SHEETS[stage](world)
    if stage == "silent":
        with clock.at(TODAY - dt.timedelta(days=90)):
            return world.reported()
    return getattr(world, STAGES.get(stage, stage))()


def prepare(world: World, stage: str) -> dict[str, int]:
    """Bring one suggestion to a stage; the ids pages of that stage are addressed by."""
    if stage in FIXED:
        return {"suggestion": FIXED[stage](world)}
    if stage == "":
        return {}
    result = made(world, stage)
    suggestion = Suggestion.objects.get()
    ids = {"suggestion": suggestion.pk, "followup": suggestion.followup_id or 0}
    assist = Assignment.objects.filter(role=HandlingRole.ASSIST).first()
    rows = {
        "assignment": assist or Assignment.objects.order_by("-round").first(),
        "reply": Reply.objects.order_by("-id").first(),
        "promise": Promise.objects.first(),
        "file": Attachment.objects.filter(slot=Attachment.Slot.REPLY).first(),
    }
    if stage == "submitted":
        world.leading = world.accepted(title="关于同一条路的另一件建议")  # type: ignore[attr-defined]
    if stage in SHEETS:
        rows["sheet"] = result
    return ids | {name: row.pk for name, row in rows.items() if row}


PLACES = dict.fromkeys(FOLLOWUP, "followup")
PLACES |= dict.fromkeys(ASSIGNMENT, "assignment")
PLACES |= dict.fromkeys(REPLY, "reply")
PLACES |= dict.fromkeys(PROMISE, "promise")
ADDRESS = {event.value.replace("_", "-"): place for event, place in PLACES.items()}
ADDRESS |= {
    **dict.fromkeys(ROUTES.values(), "followup"),
    "suggestion-of-followup": "followup",
    "suggestion-reenter": "followup",
    "hand-over-letter": "assignment",
    "work-sheet": "assignment",
    "opinion-form": "reply",
    **dict.fromkeys(("urging-slip", "request-sheet", "rework-notice"), "sheet"),
    "file": "file",
}


def address(page: str, ids: dict[str, int], world: World) -> str:
    """Where a page of the table is found."""
    if page == "session-register":
        return reverse(page, args=[ids["suggestion"], world.delegation.pk])
    if page == "hand-over-list":
        return f"{reverse(page)}?on={TODAY}"
    if not ids:
        return reverse(page)
    key = ids[ADDRESS.get(page, "suggestion")]
    return reverse(page, args=key if isinstance(key, tuple) else [key])


@pytest.mark.parametrize(("stage", "rows"), by_object(PAGES), ids=named)
def test_every_persona_gets_the_pages_the_table_says(stage: str, rows, world: World, client_of) -> None:
    wrong = []
    with clock.at(TODAY):
        ids = prepare(world, stage)
        for name in ["anonymous", *world.PERSONAE]:
            client = Client() if name == "anonymous" else client_of(getattr(world, name))
            found = {row["page"]: client.get(address(row["page"], ids, world)).status_code for row in rows}
            wrong += [f"{name} {row['page']} {found[row['page']]}" for row in rows if not fits(row, name, found)]
    assert wrong == []


def fits(row: dict[str, str], name: str, found: dict[str, int]) -> bool:
    """Whether a page answered somebody as its cell says."""
    return found[row["page"]] in STATUS[row[name]]


def page_names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    """Every named page of the project, the admin's left out."""
    names: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                names |= page_names(pattern.url_patterns)
        elif pattern.name:
            names.add(pattern.name)
    return names


def test_every_page_is_in_the_table() -> None:
    assert page_names(get_resolver().url_patterns) - NOT_PAGES == {row["page"] for row in PAGES}


def test_every_persona_is_in_the_table() -> None:
    assert set(PAGES[0]) - {"page", "object", "anonymous"} == set(World.PERSONAE)


def run(command: str, actor: User, ids: dict[str, int], world: World) -> None:
    """Run a command of the table as somebody, on the rows as they are stored now."""
    suggestion = Suggestion.objects.get(pk=ids["suggestion"])
    followup = suggestion.followup
    row = Assignment.objects.filter(pk=ids.get("assignment", 0)).first()
    reply = Reply.objects.filter(pk=ids.get("reply", 0)).first()
    promise = Promise.objects.filter(pk=ids.get("promise", 0)).first()
    runs = papers(actor, suggestion, world) | steps(actor, followup, row, world)
    runs |= answers(actor, row, world) | marks(actor, followup, reply, promise, world)
    runs[command]()


def papers(actor: User, suggestion: Suggestion, world: World) -> dict[str, Callable[[], object]]:
    """Commands on the suggestion's own paper."""
    on = {"actor": actor, "suggestion": suggestion}
    return {
        "submit": lambda: writing.submit(**on),
        "answer_invitation": lambda: writing.answer_invitation(**on, agree=False),
        "accept": lambda: examining.accept_suggestion(**on, category=world.category, difficulty=Difficulty.ORDINARY),
        "send_back": lambda: examining.return_to_deputy(**on, reason="请写明路段"),
        "resubmit": lambda: writing.resubmit(**on),
        "reenter": lambda: entering.reenter(**on, sheet=entering.Sheet(MENDED), originals=[world.sheet()]),
        "decline": lambda: examining.decline(**on, ground=DeclineReason.EMPTY, reason="没有内容"),
        "transfer": lambda: examining.transfer(**on, to=TransferTo.LETTER, reason="转信访"),
        "withdraw": lambda: writing.withdraw(**on, reason="已解决"),
        "merge": lambda: examining.merge(**on, leading=world.leading),
    }


def steps(actor: User, followup: Any, row: Any, world: World) -> dict[str, Callable[[], object]]:
    """Commands between the hand-over and the answer."""
    whole, part = {"actor": actor, "followup": followup}, {"actor": actor, "assignment": row}
    share = [assigning.Share(world.roads)]
    lead = urging.Lead(world.chairman.person, TODAY, "第38次主任会议")
    return {
        "propose": lambda: assigning.propose(**whole, units=share),
        "comment": lambda: assigning.comment(**whole, agrees=True, text=""),
        "allot": lambda: assigning.allot(**whole, units=share),
        "hand_over": lambda: assigning.hand_over(**whole, units=share),
        "forward": lambda: assigning.forward(**part),
        "raise": lambda: returning.raise_return(**part, note="属其他系统"),
        "reassign": lambda: returning.reassign(**part, department=world.finance),
        "sign_for": lambda: assigning.sign_for(**part),
        "return": lambda: returning.request_return(**part, reason="不属本单位职责"),
        "refuse_return": lambda: returning.refuse_return(**part, answer="属本单位职责"),
        "urge": lambda: urging.urge(**whole, kind=UrgingKind.URGE),
        "supervise": lambda: urging.urge(**whole, kind=UrgingKind.SUPERVISE),
        "mark_key": lambda: urging.mark_key(**whole, lead=lead),
    }


def answers(actor: User, row: Any, world: World) -> dict[str, Callable[[], object]]:
    """Commands of a unit and of those who check it."""
    part = {"actor": actor, "assignment": row}
    return {
        "contact": lambda: handling.log_contact(**part, meeting=world.meeting()),
        "ask_extension": lambda: handling.ask_extension(**part, reason="涉及面广"),
        "extend": lambda: handling.extend(**part, reason="涉及面广"),
        "refuse_extension": lambda: handling.refuse_extension(**part, answer="按期办结"),
        "opine": lambda: handling.opine(**part, paper=world.opinion_paper()),
        "return_opinion": lambda: handling.return_opinion(**part, reason="请写明金额"),
        "reply": lambda: replying.reply(**part, letter=world.letter(no_contact_reason="外出"), files=[world.scan()]),
        "pass": lambda: replying.pass_reply(**part),
        "send_back_reply": lambda: replying.send_back_reply(**part, note="请补正"),
    }


def marks(actor: User, followup: Any, reply: Any, promise: Any, world: World) -> dict[str, Callable[[], object]]:
    """Commands of the deputies and of what follows from their marks."""
    good = evaluating.Opinion(Mark.GOOD, Mark.GOOD)
    whole, word = {"actor": actor, "followup": followup}, {"actor": actor, "promise": promise}
    talk = evaluating.Talk(TODAY, "代表、单位", "分步办理")
    return {
        "evaluate": lambda: evaluating.evaluate(actor=actor, reply=reply, opinion=good),
        "record_evaluation": lambda: evaluating.record_evaluation(
            actor=actor, reply=reply, person=world.lead.person, opinion=good, sheet=[world.sheet()]
        ),
        "judge": lambda: judging.judge(**whole, finding=judging.Finding(Mark.GOOD, "代表工委", TODAY)),
        "rework": lambda: evaluating.rework(**whole, note="请重新办理"),
        "confer": lambda: evaluating.confer(**whole, talk=talk),
        "close": lambda: evaluating.close(**whole),
        "report_promise": lambda: promises.report_promise(**word, text="已完成"),
        "move_promise": lambda: promises.move_promise(**word, new_due_on=dt.date(2027, 1, 15), text="征地未完成"),
        "evaluate_promise": lambda: promises.evaluate_promise(**word, result=Mark.GOOD),
        "reject_promise": lambda: promises.evaluate_promise(**word, result=Mark.BAD, reason="没有完成"),
        "confirm_promise": lambda: promises.confirm_promise(**word),
    }


@pytest.mark.parametrize(("stage", "rows"), by_object(COMMANDS), ids=named)
def test_every_persona_may_do_what_the_table_says(stage: str, rows, world: World) -> None:
    wrong = []
    with clock.at(TODAY):
        ids = prepare(world, stage)
        for row in rows:
            for name, actor in world.personae.items():
                actor.__dict__.pop("_standing", None)
                mark = transaction.savepoint()
                found = tried(row["command"], actor, ids, world)
                transaction.savepoint_rollback(mark)
                wrong += [f"{name} {row['command']} {found}"] if found != row[name] else []
    assert wrong == []


def tried(command: str, actor: User, ids: dict[str, int], world: World) -> str:
    """``y`` when the command succeeded, ``–`` when it was refused and nothing was written."""
    before = Change.objects.count()
    try:
        run(command, actor, ids, world)
    except Refusal:
        return "–" if Change.objects.count() == before else "refused, but written"
    return "y"


def test_every_event_is_in_the_table() -> None:
    owners = {Event.DECIDE.value}  # a command of the owner whose meeting it was, not of the core
    assert {event.value for event in Event} - {row["command"] for row in COMMANDS} == owners


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: next(iter(row.values())))
def test_every_persona_is_shown_what_the_table_says(row: dict[str, str], world: World) -> None:
    with clock.at(TODAY):
        followup = world.evaluated()
        Evaluation.objects.update(reason="路还没修好")
        found = {name: "y" if shows(row, user, followup) else "–" for name, user in world.personae.items()}
    assert found == {name: row[name] for name in found}


def shows(row: dict[str, str], user, followup: FollowUp) -> bool:
    """Whether one aspect of a follow-up reaches somebody."""
    aspect = next(iter(row.values()))
    if not access.followups(user).filter(pk=followup.pk).exists():
        return False
    marks = access.evaluations(user).filter(reply__assignment__followup=followup)
    return {
        "phones of deputies": lambda: access.reads_phones(user),
        "own or the office's evaluation marks": marks.exists,
        "the words of an evaluation": lambda: any(
            access.reads_reasons(user) or mark.person_id == user.person_id for mark in marks
        ),
        "the contact record": lambda: access.visible_to(user, Contact).filter(assignment__followup=followup).exists(),
    }[aspect]()

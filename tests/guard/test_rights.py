"""docs/rights.md is the table; every cell is tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from congress import access, clock
from congress.models import Attachment, Contact, Evaluation, FollowUp, Reply
from congress.refusals import Refusal
from congress.rules.followups import Mark, UrgingKind
from congress.services import assigning, handling, urging
from deputies.models import Suggestion
from deputies.rules import Difficulty
from deputies.services import examining, writing
from tests.factories import TODAY, World

RIGHTS = Path(__file__).parents[2] / "docs" / "rights.md"
STATUS = {"y": {200}, "–": {404}, "→": {302}, "x": {403, 409}}
NOT_PAGES = {
    # posts only, or covered by tests of their own
    "suggestion-autosave",
    "suggestion-remove-file",
    "account-enable",
    "ledger-verify",
    "sign-out",
    "by-link",
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


def identify(row: dict[str, str]) -> str:
    return " ".join(list(row.values())[:2])


def followup_of(suggestion: Suggestion) -> FollowUp:
    return FollowUp.objects.get(suggestion=suggestion)


SHEETS = {
    "urged": lambda world: (
        urging.urge(actor=world.clerk, followup=world.signed().followup, kind=UrgingKind.URGE, text="请抓紧")[0].pk
    ),
    "return asked": lambda world: (
        assigning.request_return(
            actor=world.contact, assignment=world.forwarded(), reason="不属本单位职责", proposed=world.finance
        ).pk
    ),
    "extension asked": lambda world: (
        handling.ask_extension(actor=world.contact, assignment=world.signed(), reason="涉及面广").pk
    ),
    "reworked": lambda world: world.reworked().pk,
}


def prepare(world: World, stage: str) -> dict[str, int]:
    """Bring one suggestion to a stage; the ids pages of that stage are addressed by."""
    if stage == "":
        return {}
    fixed = {
        "roads": lambda: world.roads.pk,
        "lead's mandate": lambda: world.lead.person.mandates.get().pk,
        "contact's post": lambda: world.contact.person.posts.get().pk,
        "lead's account": lambda: world.lead.pk,
    }
    if stage in fixed:
        return {"suggestion": fixed[stage]()}
    if stage == "draft":
        return {"suggestion": world.draft().pk}
    if stage == "accepted and confidential":
        draft = world.draft()
        Suggestion.objects.filter(pk=draft.pk).update(confidential=True)
        world.draft = lambda **_kwargs: draft  # type: ignore[method-assign]
        stage = "accepted"
    if stage in SHEETS:
        return {"suggestion": 0, "sheet": SHEETS[stage](world)}
    if stage in {"submitted", "accepted"}:
        suggestion = getattr(world, stage)()
        return {"suggestion": suggestion.pk, "followup": suggestion.followup_id}
    made = {"assigned": world.handed_over, "handling": world.signed, "answered": world.answered}.get(stage)
    followup = (
        made().assignment.followup if stage == "answered" else made().followup if made else getattr(world, stage)()
    )
    ids = {"followup": followup.pk, "suggestion": followup.suggestion.pk, "assignment": followup.assignments.get().pk}
    reply = Reply.objects.filter(assignment__followup=followup).first()
    if reply:
        ids |= {"reply": reply.pk, "file": Attachment.objects.get(reply=reply).pk}
    return ids


ADDRESS = {
    "suggestion-accept-followup": "followup",
    "suggestion-of-followup": "followup",
    "hand-over": "followup",
    "close": "followup",
    "hand-over-letter": "assignment",
    "work-sheet": "assignment",
    "opinion-form": "reply",
    "urging-slip": "sheet",
    "request-sheet": "sheet",
    "rework-notice": "sheet",
    "sign-for": "assignment",
    "contact": "assignment",
    "reply": "assignment",
    "evaluate": "reply",
    "file": "file",
}


def address(page: str, ids: dict[str, int], world: World) -> str:
    """Where a page of the table is found."""
    if page == "hand-over-list":
        return f"{reverse(page)}?on={TODAY}"
    if not ids:
        return reverse(page)
    return reverse(page, args=[ids[ADDRESS.get(page, "suggestion")]])


@pytest.mark.parametrize("row", PAGES, ids=identify)
def test_every_persona_gets_the_page_the_table_says(row: dict[str, str], world: World, client_of) -> None:
    with clock.at(TODAY):
        url = address(row["page"], prepare(world, row["object"]), world)
        found = {}
        for name in ["anonymous", *world.PERSONAE]:
            client = Client() if name == "anonymous" else client_of(getattr(world, name))
            found[name] = client.get(url).status_code
    wanted = {name: STATUS[row[name]] for name in found}
    wrong = {name: code for name, code in found.items() if code not in wanted[name]}
    assert wrong == {}


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


def run(command: str, actor, ids: dict[str, int], world: World) -> None:
    """Run a command of the table as somebody."""
    suggestion = Suggestion.objects.get(pk=ids["suggestion"])
    followup = suggestion.followup
    assignment = followup.assignments.first() if followup else None
    reply = Reply.objects.filter(assignment=assignment).first()
    opinion = handling.Opinion(Mark.GOOD, Mark.GOOD)
    {
        "submit": lambda: writing.submit(actor=actor, suggestion=suggestion),
        "accept": lambda: examining.accept_suggestion(
            actor=actor, suggestion=suggestion, category=world.category, difficulty=Difficulty.ORDINARY
        ),
        "answer_invitation": lambda: writing.answer_invitation(actor=actor, suggestion=suggestion, agree=False),
        "hand_over": lambda: handling.hand_over(actor=actor, followup=followup, department=world.roads),
        "sign_for": lambda: handling.sign_for(actor=actor, assignment=assignment),
        "contact": lambda: handling.log_contact(actor=actor, assignment=assignment, meeting=world.meeting()),
        "reply": lambda: handling.reply(
            actor=actor, assignment=assignment, letter=world.letter(), files=[world.scan()]
        ),
        "evaluate": lambda: handling.evaluate(actor=actor, reply=reply, opinion=opinion),
        "close": lambda: handling.close(actor=actor, followup=followup),
    }[command]()


@pytest.mark.parametrize("row", COMMANDS, ids=identify)
def test_every_persona_may_do_what_the_table_says(row: dict[str, str], world: World) -> None:
    with clock.at(TODAY):
        ids = prepare(world, row["object"])
        found = {}
        for name, actor in world.personae.items():
            actor.__dict__.pop("_standing", None)
            mark = transaction.savepoint()
            try:
                run(row["command"], actor, ids, world)
                found[name] = "y"
            except Refusal:
                found[name] = "–"
            transaction.savepoint_rollback(mark)
    assert found == {name: row[name] for name in found}


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

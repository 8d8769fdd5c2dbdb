"""The pages of a vote, as an office and a reader walk through them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from congress import clock
from congress.models import Ballot, BallotResult, Change
from congress.rules.ballots import BallotKind, BallotState
from congress.services.balloting.preparing import Subject
from tests.factories import TODAY, World
from tests.guard.test_budget import BUDGET, count
from tests.papers import Measured
from tests.votes import Hall, assessment, committee_hall, paper

FIGURES = {"issued": "24", "returned": "24", "spoiled": "1"}
HUNDRED = tuple(Subject(f"人选{n:03d}", "人民陪审员") for n in range(100))


@pytest.fixture
def hall(world: World):
    with clock.at(TODAY):
        yield committee_hall(world)


def row(n: int, *figures: int) -> dict[str, str]:
    """The boxes of one line as typed."""
    return {f"line_{n}_{place}": str(figure) for place, figure in enumerate(figures)}


def post(client: Client, page: str, pk: int, **data: object):
    return client.post(reverse(page, args=[pk]), data)


def test_a_vote_walks_through_its_pages(hall: Hall, client_of) -> None:
    director, vice = client_of(hall.world.director), client_of(hall.world.vice_chairman)
    answers = {
        "kind": "decision",
        "method": "secret",
        "question": "关于批准2026年县级预算调整方案的决议（草案）",
        "majority": "more_than_half",
        "scrutineers": "监票甲、监票乙",
        "tellers": "计票丙",
    }
    made = post(director, "ballot-new", hall.meeting.pk, **answers)
    ballot = Ballot.objects.get()
    assert made.url == reverse("ballot", args=[ballot.pk])
    assert [c.name for c in ballot.counters.all()] == ["监票甲", "监票乙", "计票丙"]

    refused = post(director, "ballot-open", ballot.pk, version=ballot.version)
    assert (refused.status_code, "会议通过监票人" in refused.content.decode()) == (422, True)
    post(director, "ballot-open", ballot.pk, version=ballot.version, adopted="on")
    ballot.refresh_from_db()

    page = director.get(reverse("ballot-enter", args=[ballot.pk])).content.decode()
    assert "出席 24 人" in page
    wrong = post(director, "ballot-enter", ballot.pk, version=ballot.version, **FIGURES, **row(0, 20, 3, 1))
    text = wrong.content.decode()
    assert (wrong.status_code, "各栏合计24，与有效票23不符" in text) == (422, True)
    assert 'value="20"' in text, "what was typed stays"
    post(director, "ballot-enter", ballot.pk, version=ballot.version, **FIGURES, **row(0, 20, 2, 1))
    ballot.refresh_from_db()
    assert ballot.state == BallotState.ENTERED

    assert director.get(reverse("ballot-check", args=[ballot.pk])).status_code == 409
    other = post(vice, "ballot-check", ballot.pk, version=ballot.version, **FIGURES, **row(0, 19, 3, 1))
    assert "“赞成”录入为20，复核为19" in other.content.decode()
    empty = post(vice, "ballot-check", ballot.pk, version=ballot.version)
    assert "请再清点一次" in empty.content.decode()
    post(vice, "ballot-check", ballot.pk, version=ballot.version, confirmed="on")
    ballot.refresh_from_db()
    post(director, "ballot-close", ballot.pk, version=ballot.version)
    assert BallotResult.objects.get().lines.get().outcome == "passed"

    read = client_of(hall.world.member).get(reverse("ballot", args=[ballot.pk])).content.decode()
    assert "本次会议应到组成人员27人，实到24人，符合法定人数。" in read
    assert "发出表决票24张，收回24张，其中有效票23张，废票1张" in read
    assert "赞成20票，反对2票，弃权1票。赞成票达到须有的14票，通过。" in read
    assert "实有27人" in read
    printed = Measured(client_of(hall.world.member).get(reverse("ballot-print", args=[ballot.pk])).content)
    assert "监票甲、监票乙" in printed.text
    assert "赞成20票，反对2票，弃权1票" in printed.text


def test_nonsense_is_refused_with_everything_kept(hall: Hall, client_of) -> None:
    director = client_of(hall.world.director)
    bad = {"kind": "personnel", "method": "secret", "question": "关于任命的决定", "majority": "more_than_half"}
    again = post(director, "ballot-new", hall.meeting.pk, **bad, subjects="王强 局长\n王强 局长", scrutineers="李二")
    assert (again.status_code, "列了两次" in again.content.decode(), "李二" in again.content.decode()) == (
        422,
        True,
        True,
    )
    again = post(director, "ballot-new", hall.meeting.pk, **bad)
    assert "请列出表决、测评的姓名或者单位" in again.content.decode()
    again = post(director, "ballot-new", hall.meeting.pk, **{**bad, "kind": "x", "majority": "y", "rule": "z"})
    assert again.status_code == 422
    ballot = hall.opened()
    for figures in ({"issued": "-1", "returned": "x"}, {"issued": "99999999", "returned": "1"}, {}):
        answer = post(director, "ballot-enter", ballot.pk, version=ballot.version, **figures)
        assert answer.status_code == 422
    assert Ballot.objects.get(pk=ballot.pk).state == BallotState.OPEN


def test_two_people_on_one_form_see_each_other(hall: Hall, client_of) -> None:
    ballot = hall.entered(paper((20, 3, 1)))
    seen = ballot.version
    first = {**FIGURES, "spoiled": "0", "reason": "漏计"}
    post(client_of(hall.world.clerk), "ballot-correct", ballot.pk, version=seen, **first, **row(0, 21, 2, 1))
    late = post(client_of(hall.world.director), "ballot-correct", ballot.pk, version=seen, **first, **row(0, 22, 1, 1))
    text = late.content.decode()
    assert (late.status_code, "已被他人更新" in text, 'value="22"' in text) == (422, True, True)
    assert Ballot.objects.get(pk=ballot.pk).lines.get().counts == [21, 2, 1]


def test_a_hundred_names_are_one_page_in_few_queries(hall: Hall, client_of) -> None:
    ballot = hall.opened(BallotKind.PERSONNEL, subjects=HUNDRED, question="关于任命人民陪审员的决定")
    director = client_of(hall.world.director)
    url = reverse("ballot-enter", args=[ballot.pk])
    assert count(director, url) <= BUDGET
    assert director.get(url).content.decode().count("count-box") == 400
    figures = {"issued": "24", "returned": "24"}
    for n in range(100):
        figures |= row(n, 20, 3, 1)
    assert post(director, "ballot-enter", ballot.pk, version=ballot.version, **figures).status_code == 302
    sheet = director.get(reverse("ballot-sheet", args=[ballot.pk]))
    assert sheet["Content-Type"] == "application/pdf"
    text = Measured(sheet.content).text
    assert "票上不署名、不编号" in text
    assert len({name for name in (subject.name for subject in HUNDRED) if name in text}) == 100
    word = director.get(reverse("ballot-sheet", args=[ballot.pk]), {"as": "docx"})
    assert word.content[:2] == b"PK"


def test_the_same_totals_under_another_rule(hall: Hall, world: World, client_of) -> None:
    ballot = assessment_of(hall)
    chairman = client_of(world.chairman)
    before = Change.objects.count()
    page = chairman.get(reverse("ballot-compare", args=[ballot.pk]), {"rule": "shiquan"}).content.decode()
    assert "两等次，基本满意不计" in page
    assert "<b>不满意</b>" in page
    assert chairman.get(reverse("ballot-compare", args=[ballot.pk]), {"rule": "nonsense"}).status_code == 200
    assert Change.objects.count() == before


def assessment_of(hall: Hall) -> Ballot:
    subjects = (Subject("县交通运输局"),)
    return hall.closed(paper((13, 8, 3)), BallotKind.ASSESSMENT, subjects=subjects, question="测评").ballot


PAGES = ("ballot", "ballot-print", "ballot-compare", "ballot-repeat")


def test_pages_of_a_result_keep_to_the_budget(world: World, client_of) -> None:
    with clock.at(TODAY):
        ballot = assessment(world)
        for name in ("director", "member"):
            client = client_of(getattr(world, name))
            for page in PAGES[: 3 if name == "member" else 4]:
                assert count(client, reverse(page, args=[ballot.pk])) <= BUDGET, page
            assert count(client, reverse("ballots")) <= BUDGET
            assert count(client, reverse("api-ballots")) <= BUDGET


def test_the_list_costs_the_same_when_it_grows(hall: Hall, client_of) -> None:
    hall.closed(paper((20, 3, 1)))
    client = client_of(hall.world.director)
    before = [count(client, reverse(page)) for page in ("ballots", "api-ballots")]
    for n in range(3):
        hall.closed(paper((20, 3, 1)), question=f"第{n}项决议")
    assert [count(client, reverse(page)) for page in ("ballots", "api-ballots")] == before

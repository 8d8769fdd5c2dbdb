"""What happens after an appointment: reports, reviews, sanctions; and nobody else learns of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from congress import clock
from congress.access import visible_to
from congress.models import Attachment, Ballot, LegalBasis, Notice
from congress.queries.desk import desk
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.ballots import BallotKind
from congress.services.balloting.preparing import Subject
from congress.services.base import command
from congress.services.files import Upload
from personnel.models import DutyReport, Review, Sanction
from personnel.rules.after import ReviewState, SanctionKind
from personnel.services import after
from tests import oaths, votes
from tests.factories import TODAY, World

FEW = {"director", "chairman", "vice_chairman"}
SITTING = FEW | {"member"}


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def readers(world: World, model, pk: int) -> set[str]:
    return {name for name, user in world.personae.items() if visible_to(user, model).filter(pk=pk).exists()}


# -- Duty reports ----------------------------------------------------------------------------------


def test_a_report_is_asked_for_once_a_year_and_received_with_its_paper(world: World) -> None:
    duty = oaths.of_contact(world)
    report = oaths.report(world, duty)
    assert "本县规定" in Notice.objects.get(person=world.contact.person).text
    person = oaths.incumbent(duty)
    ask = {"actor": world.director, "county": world.county, "incumbents": [person], "due_on": TODAY}
    assert after.ask_reports(**ask, year=2025) == []
    paper = Upload(Attachment.Slot.ORIGINAL, Attachment.Mark.INTERNAL, world.scan().file)
    report = after.receive_report(actor=world.director, report=report, on=TODAY, summary="要点", files=[paper])
    assert (report.received_on, report.received_by, report.files.count()) == (TODAY, world.director, 1)
    with pytest.raises(WrongState, match="登记收到"):
        after.receive_report(actor=world.director, report=report, on=TODAY)


def test_what_is_wrong_with_a_report_is_said(world: World) -> None:
    report = oaths.report(world)
    with pytest.raises(Incomplete, match="今天之后"):
        after.receive_report(actor=world.director, report=report, on=TODAY + dt.timedelta(days=1))
    with pytest.raises(Incomplete, match="早于"):
        after.receive_report(actor=world.director, report=report, on=TODAY - dt.timedelta(days=1))
    ask = {"actor": world.director, "county": world.county, "year": 2025}
    with pytest.raises(Incomplete, match="至少选择一人"):
        after.ask_reports(**ask, incumbents=[], due_on=TODAY)
    person = [oaths.incumbent(oaths.of_contact(world))]
    with pytest.raises(Incomplete, match="已过"):
        after.ask_reports(**ask, incumbents=person, due_on=TODAY - dt.timedelta(days=1))
    with pytest.raises(NotAllowed):
        after.ask_reports(**(ask | {"actor": world.clerk}), incumbents=person, due_on=TODAY)


def test_the_date_of_a_report_is_the_countys_setting(world: World) -> None:
    assert after.due_of(world.county, 2025) == dt.date(2026, 1, 31)


def test_a_report_is_read_by_the_few_and_its_author(world: World) -> None:
    report = oaths.report(world, oaths.of_contact(world))
    assert readers(world, DutyReport, report.pk) == FEW | {"contact"}


def test_a_report_that_is_asked_for_lies_on_its_authors_desk_and_when_late_on_the_keepers(world: World) -> None:
    oaths.report(world, oaths.of_contact(world))
    (own,) = [row for row in desk(world.contact).rows if "履职报告" in row.title]
    assert (own.due.on, own.due.is_law) == (TODAY + dt.timedelta(days=20), False)
    assert own.due.basis.startswith("本县任免办法")
    assert not [row for row in desk(world.director).rows if "履职报告" in row.title]
    with clock.at(TODAY + dt.timedelta(days=21)):
        (late,) = [row for row in desk(world.director).rows if "履职报告" in row.title]
        assert late.due.tone == "late"
        others = set(world.personae) - {"director", "contact"}
        assert not [name for name in others if [r for r in desk(getattr(world, name)).rows if "履职" in r.title]]


# -- Reviews ---------------------------------------------------------------------------------------


def test_a_review_takes_its_grade_from_the_vote_and_is_told_to_the_person(world: World) -> None:
    review = oaths.told(world, oaths.of_contact(world))
    assert (review.state, review.grade, review.rated_on) == (ReviewState.TOLD, "满意", TODAY)
    assert review.basis.level == LegalBasis.Level.COUNTY, "no law knows it"
    assert review.published_on is None, "not published by default"
    notice = Notice.objects.get(person=world.contact.person, title="述职评议反馈")
    assert "满意" not in notice.text


def test_a_result_that_is_there_already_is_taken_over(world: World) -> None:
    review = oaths.listed(world)
    subject = Subject(review.person.name, review.office, review.person)
    place = votes.Hall(world, oaths.hall(world))
    result = place.closed(votes.paper((3, 8, 13)), BallotKind.ASSESSMENT, subjects=(subject,))
    review = after.link_ballot(actor=world.director, review=review, ballot=result.ballot)
    review.refresh_from_db()
    assert (review.state, review.grade) == (ReviewState.RATED, "不满意")


def test_a_vote_without_the_person_is_no_review_of_him(world: World) -> None:
    review = oaths.listed(world)
    place = votes.Hall(world, oaths.hall(world))
    other = place.prepared(BallotKind.ASSESSMENT, subjects=(Subject("县交通运输局"),))
    with pytest.raises(Incomplete, match="不在这次测评的票上"):
        after.link_ballot(actor=world.director, review=review, ballot=other)
    plain = place.prepared()
    with pytest.raises(Incomplete, match="测评方式"):
        after.link_ballot(actor=world.director, review=review, ballot=plain)


def test_the_list_is_the_chairpersons(world: World) -> None:
    person = oaths.incumbent(oaths.appointed(world))
    listing = {"actor": world.director, "county": world.county, "year": 2026, "incumbents": [person]}
    with pytest.raises(Incomplete, match="主任会议"):
        after.list_reviews(**listing, listed_at=oaths.hall(world))
    meeting = oaths.chairpersons(world)
    assert len(after.list_reviews(**listing, listed_at=meeting)) == 1
    assert after.list_reviews(**listing, listed_at=meeting) == [], "once a year"
    with pytest.raises(Incomplete, match="至少选择一人"):
        after.list_reviews(**(listing | {"incumbents": []}), listed_at=meeting)


def test_a_review_is_told_after_the_vote_and_published_after_that(world: World) -> None:
    review = oaths.listed(world)
    feedback = after.Feedback(TODAY, "意见")
    with pytest.raises(WrongState, match="已列入名单"):
        after.tell_review(actor=world.director, review=review, feedback=feedback)
    with pytest.raises(WrongState, match="先反馈本人"):
        after.publish_review(actor=world.director, review=review)


def test_a_review_is_published_by_a_decision_of_its_own(world: World) -> None:
    review = oaths.told(world)
    assert readers(world, Review, review.pk) == SITTING
    after.publish_review(actor=world.director, review=review)
    assert readers(world, Review, review.pk) >= SITTING | {"lead", "clerk"}


def test_a_review_with_nothing_to_mend_ends(world: World) -> None:
    review = oaths.told(world)
    assert after.finish_review(actor=world.director, review=review).state == ReviewState.DONE


def test_before_the_vote_a_review_is_for_the_few(world: World) -> None:
    review = oaths.listed(world, oaths.of_contact(world))
    assert readers(world, Review, review.pk) == FEW


def test_whoever_is_reviewed_reads_it_once_he_was_told(world: World) -> None:
    review = oaths.rated(world, oaths.of_contact(world))
    assert readers(world, Review, review.pk) == SITTING
    after.tell_review(actor=world.director, review=review, feedback=after.Feedback(TODAY, "意见"))
    assert readers(world, Review, review.pk) == SITTING | {"contact"}


def test_the_vote_on_a_person_is_as_closed_as_the_review(world: World) -> None:
    review = oaths.rated(world)
    assert readers(world, Ballot, review.ballot_id) == SITTING


def test_the_vote_on_a_unit_is_open_to_the_offices(world: World) -> None:
    ballot = votes.assessment(world)
    assert readers(world, Ballot, ballot.pk) >= SITTING | {"clerk", "other_clerk"}


# -- Sanctions and the file ------------------------------------------------------------------------


def test_a_sanction_is_for_the_few_and_never_changed(world: World) -> None:
    row = oaths.sanctioned(world, oaths.of_contact(world))
    assert readers(world, Sanction, row.pk) == FEW
    with pytest.raises(DatabaseError), transaction.atomic(), command(None, "test"):
        Sanction.objects.filter(pk=row.pk).update(note="改")


def test_a_sanction_is_notified_after_it_was_decided(world: World) -> None:
    person = oaths.incumbent(oaths.appointed(world))
    notify = {"actor": world.director, "county": world.county, "incumbent": person}
    early = after.Notified(SanctionKind.WARNING, "县监察委员会", TODAY, TODAY - dt.timedelta(days=1))
    with pytest.raises(Incomplete, match="早于处分日期"):
        after.record_sanction(**notify, notified=early)
    nameless = after.Notified(SanctionKind.WARNING, " ", TODAY, TODAY)
    with pytest.raises(Incomplete, match="作出处分的机关"):
        after.record_sanction(**notify, notified=nameless)


def test_the_file_of_a_person_shows_everything_to_the_few_and_less_to_himself(world: World, client_of) -> None:
    duty = oaths.of_contact(world)
    oaths.report(world, duty)
    oaths.told(world, duty)
    oaths.sanctioned(world, duty)
    url = reverse("personnel-file", args=[duty.person_id])
    few = client_of(world.director).get(url).content.decode()
    own = client_of(world.contact).get(url).content.decode()
    for text in ("县交通运输局局长", "2025年度", "2026年度", "满意"):
        assert text in few
        assert text in own
    assert "警告" in few
    assert "警告" not in own
    assert client_of(world.clerk).get(url).status_code == 404


def test_nothing_of_it_reaches_others(world: World, client_of) -> None:
    """Lists, exports, desk, notices, API and the address bar of everybody else know no name."""
    duty = oaths.appointed(world, "密不透风", announced_on=None)
    oaths.report(world, duty)
    oaths.rated(world, duty)
    oaths.sanctioned(world, duty)
    pages = (
        "today",
        "notices",
        "oaths",
        "duty-reports",
        "api-oaths",
        "ballots",
        "api-ballots",
        "meetings",
        "documents",
    )
    outside = set(world.personae) - SITTING
    leaks = []
    for name in sorted(outside):
        client = client_of(getattr(world, name))
        for page in pages:
            response = client.get(reverse(page))
            if response.status_code == 200 and "密不透风" in response.content.decode():
                leaks.append((name, page))
    assert leaks == []

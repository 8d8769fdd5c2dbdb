"""The papers of an opinion's items speak of the opinion, never of a deputy nobody asked."""

from __future__ import annotations

import pytest

from congress import clock
from congress.rules.followups import UrgingKind
from congress.services import assigning, handling, returning, urging
from tests.congress.test_documents import holds, pages
from tests.factories import TODAY, World
from tests.opining import ITEMS, Story


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


@pytest.fixture
def story(world: World) -> Story:
    made = Story(world)
    made.split()
    return made


def test_letter_and_sheet_name_the_opinion_and_ask_for_a_report(story: Story, world: World, client_of) -> None:
    row = story.parts()[0]
    letter = "".join(pages(client_of(world.contact), "hand-over-letter", row.pk))
    holds(letter, "审议意见交办通知", ITEMS[0], "将办理情况书面报送财政经济工委", "出自")
    sheet = "".join(pages(client_of(world.contact), "work-sheet", row.pk))
    holds(sheet, "审议意见办理单", ITEMS[0], "办理情况")
    assert "面商" not in letter + sheet
    assert "代表" not in letter + sheet


def test_slip_and_requests_do_as_well(story: Story, world: World, client_of) -> None:
    row, other = story.parts()
    (slip,) = urging.urge(actor=story.clerk, followup=row.followup, kind=UrgingKind.URGE, text="")
    asked = returning.request_return(actor=world.contact, assignment=row, reason="不属本单位职责")
    assigning.sign_for(actor=world.contact, assignment=other)
    later = handling.ask_extension(actor=world.contact, assignment=other, reason="需要专家论证")
    client = client_of(world.contact)
    papers = [
        "".join(pages(client, "urging-slip", slip.pk)),
        "".join(pages(client, "request-sheet", asked.pk)),
        "".join(pages(client, "request-sheet", later.pk)),
    ]
    for text, heading in zip(papers, ("审议意见催办单", "审议意见退办申请", "审议意见延期申请"), strict=True):
        holds(text, heading)
        assert "代表" not in text

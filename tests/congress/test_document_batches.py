"""Letters of one text to many: each once, resumed after a kill, bound for the printer, with flat memory."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse
from pypdf import PdfReader

from congress import clock
from congress.models import Batch
from congress.official import pdf
from congress.official.content import Layout, Paper
from congress.refusals import Incomplete, NotAllowed, WrongState
from congress.rules.documents.batches import MOST, BatchState, RecipientGroup
from congress.rules.documents.kinds import DocumentCode
from congress.services.documents import batching, issuing, moving
from congress.tasks import work_batches
from tests import documents as papers
from tests.factories import TODAY, World

TEXT = "【姓名】代表：\n您领衔提出的建议共【件数】件已经办理，现征询您的意见。请于4月10日前反馈。"
LIST = "姓名\t件数\n罗秀英\t3\n杨建国\t1\n堃珺喆\t2"


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


@pytest.fixture
def quick(monkeypatch) -> list[Paper]:
    """Letters drawn by a stand-in that keeps what it was asked to draw."""
    drawn: list[Paper] = []
    blank = pdf.render(Paper(Layout.PLAIN, "", "空白"))
    monkeypatch.setattr(pdf, "render", lambda paper: drawn.append(paper) or blank)
    return drawn


def asking(world: World):
    """An issued letter of the deputies' office with places to fill."""
    row = papers.draft(world, DocumentCode.ASKING, actor=world.clerk, title="关于征询办理意见的函", body=TEXT)
    row = moving.sign(actor=world.director, document=moving.submit(actor=world.clerk, document=row))
    return issuing.issue(actor=world.clerk, document=row)


def batch_of(world: World, listed: str = LIST, group: RecipientGroup = RecipientGroup.TYPED) -> Batch:
    return batching.start_batch(actor=world.clerk, document=asking(world), recipients=group, listed=listed)


def test_each_gets_a_letter_with_his_own_words(world: World, quick) -> None:
    batch = batch_of(world)
    batching.work(batch.pk)
    batch.refresh_from_db()
    letters = quick[1:]  # the first is the issued document itself
    assert (batch.state, batch.done) == (BatchState.DONE, 3)
    assert [letter.addressee for letter in letters] == ["罗秀英", "杨建国", "堃珺喆"]
    assert "共3件" in letters[0].blocks[1].text
    assert {letter.number for letter in letters} == {"云人代函〔2026〕1号"}


def test_units_deputies_and_members_are_found_in_the_house(world: World, quick) -> None:
    row = asking(world)
    found = {
        group: batching.start_batch(actor=world.clerk, document=row, recipients=group).total
        for group in (RecipientGroup.UNITS, RecipientGroup.DEPUTIES, RecipientGroup.COMMITTEE)
    }
    assert found == {RecipientGroup.UNITS: 4, RecipientGroup.DEPUTIES: 3, RecipientGroup.COMMITTEE: 3}


def test_what_cannot_be_sent_to_many_is_refused(world: World, quick) -> None:
    with pytest.raises(Incomplete, match="收件人"):
        batch_of(world, listed=" \n ")
    with pytest.raises(Incomplete, match=str(MOST)):
        batch_of(world, listed="\n".join(f"人{n}" for n in range(MOST + 1)))
    draft = papers.draft(world, actor=world.clerk)
    with pytest.raises(WrongState, match="印发以后"):
        batching.start_batch(actor=world.clerk, document=draft, recipients=RecipientGroup.UNITS)
    with pytest.raises(NotAllowed):
        batching.start_batch(actor=world.other_clerk, document=asking(world), recipients=RecipientGroup.UNITS)


def test_a_worker_that_dies_leaves_what_it_has_made(world: World, quick, monkeypatch) -> None:
    batch = batch_of(world, listed="\n".join(f"单位{n}" for n in range(12)))
    real, made = batching._make, []

    def dying(row, paper):
        if len(made) == 7:
            raise OSError("disk full")
        made.append(row.position)
        real(row, paper)

    monkeypatch.setattr(batching, "_make", dying)
    batching.work(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.error) == (BatchState.FAILED, "disk full")
    assert batch.letters.exclude(pdf="").count() == 5  # two of the second five went with the transaction
    monkeypatch.setattr(batching, "_make", real)
    batching.resume(actor=world.clerk, batch=batch)
    with clock.at(TODAY.replace(day=11)):
        work_batches()
    batch.refresh_from_db()
    assert (batch.state, batch.done) == (BatchState.DONE, 12)
    assert len({letter.pdf.name for letter in batch.letters.all()}) == 12


def test_the_printer_gets_one_file_and_the_mail_one_archive(world: World, client_of) -> None:
    batch = batch_of(world)
    batching.work(batch.pk)
    client = client_of(world.clerk)
    bound = PdfReader(
        io.BytesIO(b"".join(client.get(reverse("document-batch-pdf", args=[batch.pk])).streaming_content))
    )
    assert len(bound.pages) == 3
    text = bound.pages[2].extract_text()
    assert "堃珺喆" in text.replace(" ", "").replace("\n", "")
    packed = b"".join(client.get(reverse("document-batch-zip", args=[batch.pk])).streaming_content)
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert names == ["001 罗秀英.pdf", "002 杨建国.pdf", "003 堃珺喆.pdf"]
    assert client.get(reverse("document-batch-letter", args=[batch.pk, 2])).status_code == 200
    assert client.get(reverse("document-batch-letter", args=[batch.pk, 9])).status_code == 404


def test_longer_letters_begin_on_a_new_leaf(world: World, quick, monkeypatch) -> None:
    batch = batch_of(world)
    batching.work(batch.pk)
    letters = list(batch.letters.all())
    assert len(list(batching._contents(letters))) == 3
    letters[0].pages = 3
    assert len(list(batching._contents(letters))) == 6


def test_a_batch_is_started_and_watched_on_its_page(world: World, client_of, quick) -> None:
    row = asking(world)
    client = client_of(world.clerk)
    url = reverse("document-batch-new", args=[row.pk])
    assert "【件数】" in client.get(url).content.decode()
    refused = client.post(url, {"recipients": "typed", "listed": ""})
    assert refused.status_code == 422
    response = client.post(url, {"recipients": "typed", "listed": LIST})
    batch = Batch.objects.get()
    assert response.url == reverse("document-batch", args=[batch.pk])
    page = client.get(response.url).content.decode()
    assert "罗秀英" in page
    assert 'hx-trigger="every 2s"' in page
    batching.work(batch.pk)
    progress = client.get(reverse("document-batch-progress", args=[batch.pk]))
    assert progress["HX-Refresh"] == "true"
    assert "下载合订" in client.get(response.url).content.decode()
    for other in (world.other_clerk, world.chairman, world.contact):
        assert client_of(other).get(response.url).status_code == 404


def resident() -> float:
    """Megabytes this process holds."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 2**20


def test_two_hundred_letters_take_less_than_two_minutes_and_no_more_memory(world: World, monkeypatch) -> None:
    listed = "姓名\t件数\n" + "\n".join(f"第{n}位代表\t{n % 7}" for n in range(1, 201))
    batch = batch_of(world, listed=listed)
    held: list[float] = []
    real = batching._make
    monkeypatch.setattr(batching, "_make", lambda row, paper: (real(row, paper), held.append(resident())))
    began = time.process_time()
    batching.work(batch.pk)
    spent = time.process_time() - began
    batch.refresh_from_db()
    assert (batch.state, batch.done, len(held)) == (BatchState.DONE, 200, 200)
    assert spent < 120, f"{spent:.0f} seconds of processor time"
    assert held[-1] - held[40] < 40, f"{held[40]:.0f} MB became {held[-1]:.0f} MB"
    with batch.pdf.open("rb") as file:
        assert len(PdfReader(file).pages) == 200

"""Pages of documents: drafts from meetings, bad input with everything kept, papers that open, lists and exports."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse
from docx import Document as Docx
from pypdf import PdfReader

from congress import clock
from congress.drafts.catalogue import ABOUT_MEETING
from congress.drafts.facts import facts_of
from congress.models import Document, DocumentSeries, Letterhead, Notice, RegisterEntry
from congress.queries.documents.printing import pdf_of
from congress.rules.documents.kinds import KINDS, DocumentCode
from congress.rules.documents.life import DocumentState
from congress.rules.followups import Openness
from congress.rules.meetings import MeetingKind
from congress.services.documents import issuing, moving, writing
from tests import documents as papers
from tests.factories import TODAY, World

S, C = DocumentState, DocumentCode
LONG = "𬭎䶮堃珺喆镕𫖯" * 40
NASTY = "<script>alert(1)</script>{{ 7*7 }}'; DROP TABLE congress_document;--"


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def typed(**more: object) -> dict[str, object]:
    return {"title": "关于值班的通知", "body": papers.BODY, "openness": "2", "readers": "", **more}


# -- Writing -----------------------------------------------------------------------------------------


def test_a_clerk_chooses_a_kind_writes_and_finds_the_draft(world: World, client_of) -> None:
    client = client_of(world.director)
    page = client.get(reverse("document-new")).content.decode()
    assert "主任会议纪要" in page
    url = reverse("document-write", args=["circular"])
    assert client.get(url).status_code == 200
    response = client.post(url, typed())
    row = Document.objects.get()
    assert response.url == reverse("document", args=[row.pk])
    shown = client.get(response.url).content.decode()
    assert "送核" in shown
    assert "（一）认真学习" in shown


@pytest.mark.parametrize(
    "bad",
    [
        {"title": ""},
        {"title": LONG * 2},
        {"dated": "昨天"},
        {"dated": "2099-01-01"},
        {"openness": "9"},
        {"readers": "没有这个局"},
        {"copies": "抄" * 501},
        {"body": "文" * 60_001},
        {"body": "正文\x00"},
    ],
    ids=lambda bad: next(iter(bad)),
)
def test_a_refused_form_comes_back_with_everything_kept(world: World, client_of, bad) -> None:
    client = client_of(world.director)
    kept = typed(**{"note": "此件公开发布", "copies": "县委办公室", "signature": "云岭县人大常委会办公室", **bad})
    response = client.post(reverse("document-write", args=["circular"]), kept)
    assert response.status_code == 422
    form = response.context["form"]
    assert {name: form[name].value() for name in kept} == {name: str(value) for name, value in kept.items()}
    assert not Document.objects.exists()


@pytest.mark.parametrize("text", [NASTY, LONG, "\x0b\u202e标题\ufeff", "　" * 50 + "正文", "|" * 300, "#\n#\n# 附件"])
def test_strange_text_is_kept_shown_and_printed(world: World, client_of, text: str) -> None:
    client = client_of(world.director)
    client.post(reverse("document-write", args=["circular"]), typed(body=text + "\n正文", annexes=text, note=text[:60]))
    row = Document.objects.get()
    page = client.get(reverse("document", args=[row.pk])).content.decode()
    assert "<script>alert" not in page
    assert pdf_of(row).startswith(b"%PDF-")


def test_two_clerks_meet_and_both_texts_are_on_the_page(world: World, client_of) -> None:
    row = papers.draft(world)
    client = client_of(world.director)
    seen = row.version
    writing.save_draft(actor=world.director, document=row, wording=papers.wording(body="先保存的人写的正文"))
    url = reverse("document-edit", args=[row.pk])
    answer = client.post(url, typed(body="后保存的人写的正文", version=seen))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "先保存的人写的正文" in page
    assert "后保存的人写的正文" in page
    version = answer.context["form"]["version"].value()
    assert client.post(url, typed(body="后保存的人写的正文", version=version)).status_code == 302
    assert Document.objects.get().body == "后保存的人写的正文"


def test_typing_saves_one_draft_and_tells_what_was_recognised(world: World, client_of) -> None:
    client = client_of(world.director)
    url = reverse("document-autosave", args=["circular"])
    first = client.post(url, typed(body="一、甲\n三、丙")).content.decode()
    row = Document.objects.get()
    assert "已存草稿" in first
    assert "一级标题 2" in first
    assert "不相连" in first
    client.post(url, typed(body="一、甲\n二、乙", draft=row.pk, version=row.version))
    row.refresh_from_db()
    assert Document.objects.count() == 1
    assert "二、乙" in row.body
    assert "没有存上" in client.post(url, typed(title="")).content.decode()
    done = client.post(
        reverse("document-write", args=["circular"]), typed(body="定了", draft=row.pk, version=row.version)
    )
    assert done.url == reverse("document", args=[row.pk])


def test_an_issued_document_says_why_it_is_not_edited(world: World, client_of) -> None:
    row = papers.issued(world)
    answer = client_of(world.director).get(reverse("document-edit", args=[row.pk]))
    assert answer.status_code == 409
    assert "不能再修改" in answer.content.decode()


# -- From a meeting ----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ABOUT_MEETING, ids=lambda code: code.value)
def test_every_paper_of_a_meeting_is_drafted_and_printed(world: World, client_of, code: DocumentCode) -> None:
    kind = MeetingKind.CHAIRPERSONS if code is C.CHAIRPERSONS_MINUTES else MeetingKind.STANDING_COMMITTEE
    meeting = papers.meeting(world, kind)
    client = client_of(world.director)
    url = reverse("document-from-meeting", args=[meeting.pk, code.value])
    form = client.get(url).context["form"]
    assert "李某" not in f"{form['title'].value()}{form['body'].value()}"  # personnel before the vote
    names = [field.name for field in form.visible_fields()]
    posted = {name: form[name].value() or "" for name in names}
    response = client.post(url, posted)
    row = Document.objects.get()
    assert response.url == reverse("document", args=[row.pk])
    assert (row.meeting, row.kind) == (meeting, code)
    assert len(PdfReader(io.BytesIO(pdf_of(row))).pages) >= 1
    assert client.get(url).status_code == 302  # the one that was begun is gone on with


def test_minutes_of_the_chairpersons_stand_in_one_click(world: World, client_of) -> None:
    meeting = papers.meeting(world)
    url = reverse("document-from-meeting", args=[meeting.pk, "chairpersons_minutes"])
    body = client_of(world.clerk).get(url).context["form"]["body"].value()
    name = "第十八届人大常委会第三十八次主任会议"
    assert body.splitlines() == [
        f"2026年3月5日，{name}在常委会三楼会议室举行，高远主持会议。现纪要如下：",
        "一、听取县人民政府关于农村公路养护情况的报告",
        "会议听取了县交通运输局王志刚关于此项议题的汇报，进行了审议。",
        "会议同意该报告，提请常委会审议。",
        "二、研究2026年代表视察方案",
        "会议对此项议题进行了研究。",
        "会议【请补充】。",
        "三、审议人事任免事项",
        "会议审议了有关人事任免事项。",
        "会议【请补充】。",
        "出席：高　远",
        "请假：陈志明",
        "列席：县交通运输局副局长王志刚",
        "记录：李文清",
    ]


def test_an_opinion_is_drafted_on_the_item_that_was_chosen(world: World, client_of) -> None:
    meeting = papers.meeting(world, MeetingKind.STANDING_COMMITTEE)
    item = meeting.items.get(position=2)
    url = reverse("document-from-meeting", args=[meeting.pk, "opinion"])
    client = client_of(world.director)
    assert "农村公路养护" in client.get(url).context["form"]["title"].value()
    assert "代表视察" in client.get(f"{url}?item={item.pk}").context["form"]["title"].value()


def test_facts_are_read_in_a_fixed_number_of_queries(world: World, django_assert_max_num_queries) -> None:
    meeting = papers.meeting(world)
    with django_assert_max_num_queries(6):
        facts_of(meeting)


# -- Papers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code.value)
def test_every_kind_is_a_paper_in_pdf_and_word(world: World, client_of, kind) -> None:
    row = papers.draft(
        world, kind.code, upward_signer="高远", adopted="2026年3月5日通过", copies="县委办公室、县政府办公室"
    )
    client = client_of(world.director)
    pdf = client.get(reverse("document-pdf", args=[row.pk]))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
    assert "请遵照执行" in text.replace("\n", "").replace(" ", "")
    word = client.get(reverse("document-docx", args=[row.pk]))
    opened = Docx(io.BytesIO(word.content))
    assert any("请遵照执行" in paragraph.text for paragraph in opened.paragraphs)


def test_the_printed_number_is_the_number_that_was_taken(world: World, client_of) -> None:
    row = papers.issued(world)
    answer = client_of(world.director).get(reverse("document-pdf", args=[row.pk]))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "云人常办发〔2026〕1号" in text.replace(" ", "").replace("\n", "")
    assert client_of(world.director).get(reverse("document-pdf", args=[row.pk])).content == answer.content


def test_verification_says_that_both_agree(world: World, client_of) -> None:
    row = papers.issued(world)
    page = client_of(world.director).get(reverse("document-verify", args=[row.pk])).content.decode()
    assert row.frozen.digest in page
    assert "与印发时的摘要一致" in page


# -- Steps on pages ----------------------------------------------------------------------------------


def test_a_document_walks_its_whole_way_on_pages(world: World, client_of) -> None:
    row = papers.draft(world, openness=Openness.PUBLIC)
    director, chairman = client_of(world.director), client_of(world.chairman)

    def press(client, event: str, **fields: object) -> None:
        url = reverse(f"document-{event}", args=[row.pk])
        version = client.get(url).context["form"].initial["version"]
        answer = client.post(url, {"version": version, **fields})
        assert answer.status_code == 302, answer.content.decode()

    press(director, "submit")
    press(director, "pass")
    press(chairman, "sign")
    press(director, "issue", dated=str(TODAY))
    press(director, "attach", attached=papers.scan().file)
    press(director, "publish")
    row.refresh_from_db()
    assert (row.state, row.scanned) == (S.PUBLISHED, True)
    page = director.get(reverse("document", args=[row.pk])).content.decode()
    for word in ("送核", "核稿通过", "签发", "编号印发", "附签字扫描件", "公开", "扫描件.pdf"):
        assert word in page


@pytest.mark.parametrize(
    ("event", "stage", "fields"),
    [
        ("send-back", "reviewing", {"reason": ""}),
        ("withdraw", "draft", {"reason": " "}),
        ("issue", "signed", {"dated": "2099-01-01"}),
        ("issue", "signed", {"dated": "去年"}),
        ("complete", "draft", {"number": "", "dated": "2026-03-01"}),
        ("complete", "draft", {"number": "某号", "dated": "2026-03-01"}),
        ("record-signing", "signing", {"signer": "高远", "on": "2099-01-01"}),
        ("limit", "issued", {"openness": "0", "readers": "", "reason": "理由"}),
        ("attach", "issued", {}),
    ],
)
def test_a_step_filled_in_badly_is_refused_with_everything_kept(world: World, client_of, event, stage, fields) -> None:
    row = getattr(papers, stage)(world)
    before = row.state
    answer = client_of(world.director).post(reverse(f"document-{event}", args=[row.pk]), fields)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert {name: form[name].value() for name in fields} == fields
    row.refresh_from_db()
    assert row.state == before


def test_the_desk_shows_what_waits(world: World, client_of) -> None:
    papers.signed(world, title="待编号的通报")
    papers.signing(world, title="待签发的通报")
    papers.reviewing(world, actor=world.clerk, title="待核稿的通报")
    papers.issued(world, title="待扫描的通报")
    director = client_of(world.director).get(reverse("today")).content.decode()
    for words in ("待编号的通报", "待核稿的通报", "待扫描的通报", "待附签字扫描件"):
        assert words in director
    chairman = client_of(world.chairman).get(reverse("today")).content.decode()
    assert "待签发的通报" in chairman
    assert "待编号的通报" not in chairman


def test_a_notice_leads_to_its_document(world: World, client_of) -> None:
    row = papers.issued(world, readers="白云")
    notice = Notice.objects.get(document=row, person=world.member.person)
    client = client_of(world.member)
    assert "收到公文" in client.get(reverse("notices")).content.decode()
    answer = client.post(reverse("notice-read", args=[notice.pk]), {"open": "1"})
    assert answer.url == reverse("document", args=[row.pk])


# -- Lists, register, settings, public, API ----------------------------------------------------------


def test_the_list_filters_and_exports_what_is_seen(world: World, client_of) -> None:
    papers.issued(world, title="关于公路养护的通报")
    papers.draft(world, title="关于值班的通报")
    client = client_of(world.director)
    for query, found in (("q=公路", 1), ("state=draft", 1), ("kind=circular", 2), ("year=2026", 1), ("scan=yes", 0)):
        assert len(client.get(f"{reverse('documents')}?{query}").context["rows"]) == found, query
    for query in ("q=%00", "state=nonsense", "sort=nonsense", "page=99", "year=abc"):
        assert client.get(f"{reverse('documents')}?{query}").status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{reverse('documents-export')}?q=公路").content))
    rows = list(book.active.values)
    assert rows[1][:3] == ("云人常办发〔2026〕1号", "关于公路养护的通报", "通报")
    assert len(rows) == 2


def test_numbers_are_kept_and_voided_on_the_register(world: World, client_of) -> None:
    client = client_of(world.director)
    url = reverse("document-register")
    assert client.post(url, {"series": "office", "purpose": ""}).status_code == 422
    assert client.post(url, {"series": "office", "purpose": "OA上的通知"}).status_code == 302
    entry = RegisterEntry.objects.get()
    papers.issued(world, openness=Openness.PARTIES, readers="白云", title="机密的标题")
    page = client.get(f"{url}?series=office").content.decode()
    assert "已取号，未登记" in page
    assert client.post(reverse("document-void", args=[entry.pk]), {"reason": "会议取消"}).status_code == 302
    assert "会议取消" in client.get(f"{url}?series=office").content.decode()
    other = client_of(world.other_clerk).get(f"{url}?series=office").content.decode()
    assert "限定人员知悉" in other
    assert "机密的标题" not in other
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(f"{reverse('document-register-export')}?series=office").content)
    )
    assert [row[0] for row in list(book.active.values)[1:]] == ["云人常办发〔2026〕2号", "云人常办发〔2026〕1号"]
    assert client.get(f"{url}?series=nonsense").status_code == 404


def test_the_office_sets_its_own_numbers_and_letterheads(world: World, client_of) -> None:
    client = client_of(world.director)
    assert "云人常办发〔2026〕1号" in client.get(reverse("document-settings")).content.decode()
    url = reverse("document-series", args=["office"])
    refused = client.post(url, {"form": "没有号", "scope": "year", "kept_by": "office"})
    assert (refused.status_code, refused.context["form"]["form"].value()) == (422, "没有号")
    answer = client.post(url, {"form": "云岭人办〔{year}〕{n}号", "scope": "year", "kept_by": "office", "last": "12"})
    assert answer.status_code == 302
    url = reverse("document-letterhead", args=["office", "ordinary"])
    assert client.post(url, {"text": "", "signature": ""}).status_code == 422
    client.post(url, {"text": "云岭县人大常委会办公室文件", "signature": "云岭县人大常委会办公室"})
    assert papers.issued(world).number == "云岭人办〔2026〕13号"
    assert DocumentSeries.objects.get(county=world.county).set_by == world.director
    assert Letterhead.objects.get(county=world.county).text == "云岭县人大常委会办公室文件"
    for args in (["nonsense", "ordinary"], ["office", "nonsense"], ["congress", "letter"]):
        assert client.get(reverse("document-letterhead", args=args)).status_code == 404


def test_the_public_reads_what_is_published_and_nothing_else(world: World, client) -> None:
    row = papers.published(world, title="关于公开的通报")
    hidden = papers.issued(world, title="不公开的通报", openness=Openness.PUBLIC)
    page = client.get(reverse("public-documents")).content.decode()
    assert "关于公开的通报" in page
    assert "不公开的通报" not in page
    detail = client.get(reverse("public-document", args=[row.pk])).content.decode()
    assert "云人常办发〔2026〕1号" in detail
    assert "请遵照执行" in detail
    assert client.get(reverse("public-document-pdf", args=[row.pk])).content == pdf_of(row)
    assert client.get(reverse("public-document", args=[hidden.pk])).status_code == 404
    assert client.get(f"{reverse('public-documents')}?q=没有&kind=nonsense").status_code == 200


def test_other_systems_read_documents_through_the_api(world: World, client_of) -> None:
    row = papers.issued(world, openness=Openness.STAFF)
    client = client_of(world.member)
    listed = client.get(f"{reverse('api-documents')}?kind=circular").json()
    assert [found["number"] for found in listed["results"]] == ["云人常办发〔2026〕1号"]
    detail = client.get(reverse("api-document", args=[row.pk])).json()
    assert (detail["digest"], detail["body"]) == (row.frozen.digest, papers.BODY)
    assert client_of(world.lead).get(reverse("api-documents")).json()["count"] == 0
    assert client_of(world.lead).get(reverse("api-document", args=[row.pk])).status_code == 404
    assert client.post(reverse("api-documents"), {}).status_code == 405


def test_the_signing_slip_stays_inside(world: World, client_of) -> None:
    row = papers.signing(world, openness=Openness.DEPUTIES)
    slip = papers.scan(papers.Attachment.Slot.SIGNING)
    row = moving.record_signing(actor=world.director, document=row, signer="高远", on=TODAY, sheet=slip)
    row = issuing.issue(actor=world.director, document=row)
    issuing.attach(actor=world.director, document=row, scans=[papers.scan()])
    files = {file.slot: file.pk for file in row.files.all()}
    lead, member = client_of(world.lead), client_of(world.member)
    assert lead.get(reverse("file", args=[files["scan"]])).status_code == 200
    assert lead.get(reverse("file", args=[files["signing"]])).status_code == 404
    assert member.get(reverse("file", args=[files["signing"]])).status_code == 200

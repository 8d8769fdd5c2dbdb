"""Appointments from the motion to the oath and after, each by those who do it, on their own screens."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from congress.clock import today
from personnel.demo.after import REVIEWED
from tests.factories import PDF
from tests.journeys import hall, story
from tests.journeys.conftest import OWN, Persona

pytestmark = [pytest.mark.house, pytest.mark.parametrize("crew", [OWN], indirect=True)]

REPORT = {"name": "履职报告.pdf", "mimeType": "application/pdf", "buffer": PDF}
OUTSIDE = ("other_clerk", "unit_leader", "outsider")
"""Another office, the head of a unit, a deputy: before the vote the name is not there for them."""
LISTS = (
    "/",
    "/personnel/",
    "/personnel/?q={name}",
    "/personnel/offices/",
    "/personnel/oaths/",
    "/meetings/",
    "/meetings/?q={name}",
    "/suggestions/?q={name}",
    "/documents/?q={name}",
    "/activities/?q={name}",
    "{meeting}",
)


def new_name(surname: str) -> str:
    """A name nobody bears."""
    return surname + "".join("零壹贰叁肆伍陆柒捌玖"[int(digit)] for digit in str(next(story.SERIAL)))


def new_bureau(director: Persona, head: str) -> str:
    """An office that stands empty; returns it as it is named in full."""
    organ = f"县{head}局"
    director.open("/personnel/offices/new/")
    director.page.select_option("[name=kind]", "government_member")
    director.page.fill("[name=organ]", organ)
    director.page.fill("[name=title]", "局长")
    director.page.fill("[name=seats]", "1")
    director.page.locator("#main .form-actions button[type=submit]").click()
    director.page.wait_for_url(re.compile(r"/offices/"))
    director.look()
    return f"{organ}局长"


def bring_in(director: Persona, proposer: str, organ: str, signed_by: str) -> str:
    """Register the heading of a motion; returns its address."""
    director.open("/personnel/")
    director.press("登记任免案")
    page = director.page
    page.select_option("[name=proposer]", proposer)
    page.select_option("[name=organ]", label=organ)
    page.fill("[name=signed_by]", signed_by)
    page.fill("[name=signed_on]", f"{today()}")
    director.press("下一步：填写人选")
    return page.url.removeprefix(director.address).removesuffix("lines/")


def add(director: Persona, office: str, names: str) -> None:
    """Fill in who is to be appointed to what, on the page of the names."""
    director.page.select_option("[name=act]", "appoint")
    director.page.select_option("[name=office]", label=office)
    director.page.fill("[name=names]", names)


def table(director: Persona, motion: str) -> None:
    """Tabled, every paper ticked, heard by the chairpersons."""
    director.open(motion)
    director.press("登记提请")
    director.press("登记提请")
    hall.more(director, "材料收讫")
    several = director.page.locator("#main thead [data-pick-all]")
    for box in (several if several.count() else director.page.locator("#main tbody input[type=checkbox]")).all():
        box.check(force=True)
    director.press("登记收讫")
    hall.more(director, "主任会议听取")
    director.page.locator("#main .form-actions button[type=submit]").click()
    director.page.wait_for_url(re.compile(r"/personnel/\d+/$"))
    director.look()


def examine(director: Persona) -> None:
    """The one candidate of the page sits the examination and meets the members."""
    director.press("成绩")
    director.page.fill("[name=mark]", "86")
    director.page.locator("#main .form-actions button[type=submit]").click()
    director.page.wait_for_url(re.compile(r"/personnel/\d+/$"))
    director.press("准备情况")
    director.page.fill("[name=met_on]", f"{today()}")
    director.page.locator("#main .form-actions button[type=submit]").click()
    director.page.wait_for_url(re.compile(r"/personnel/\d+/$"))
    director.look()


def lay_before(director: Persona, motion: str, meeting: str) -> None:
    """Checked, and put before a meeting of today, later than the county's rule has it."""
    director.open(motion)
    director.press("审核通过")
    director.press("审核通过")
    director.press("列入会议")
    number = meeting.strip("/").rpartition("/")[2]
    director.page.select_option("[name=meeting]", number)
    director.press_in_vain("列入会议")
    assert director.shows("本县规定"), "late, by whose rule"
    director.page.fill("[name=late_reason]", "机构刚刚设立，提请人已向主任会议说明")
    director.press("列入会议")
    assert director.shows("已列入议程")


def vote(director: Persona, second: Persona, motion: str, against: int) -> str:
    """One sheet prepared, votes entered by one and checked by the other; returns the address of the ballot."""
    director.open(motion)
    director.press("准备表决")
    director.page.locator("[name=sheets][value=one]").check(force=True)
    director.page.locator("[name=method][value=secret]").check(force=True)
    director.page.fill("[name=scrutineers]", "白云")
    director.page.fill("[name=tellers]", "何静")
    director.press("准备表决")
    director.press("表决票")
    ballot = director.page.url.removeprefix(director.address)
    director.open(ballot + "open/")
    director.page.locator("[name=adopted]").check(force=True)
    director.page.locator("#main .form-actions button[type=submit]").click()
    director.page.wait_for_url(re.compile(r"/ballots/\d+/$"))
    director.open(ballot + "enter/")
    there = int(re.search(r"出席 (\d+) 人", director.page.locator("#main").inner_text())[1])  # type: ignore[index]
    for name, value in (("issued", there), ("returned", there), ("spoiled", 0)):
        director.page.fill(f"[name={name}]", f"{value}")
    fill_in(director, there, against)
    director.press("录入票数")
    second.open(ballot)
    hall.more(second, "复核票数")
    second.page.locator("[name=confirmed]").check(force=True)
    second.press("复核票数")
    director.open(ballot + "close/")
    director.page.locator("#main .form-actions button[type=submit]").click()
    director.page.wait_for_url(re.compile(r"/ballots/\d+/$"))
    director.look()
    return ballot


def fill_in(director: Persona, there: int, against: int) -> None:
    """The first row is typed; a long sheet has the empty ones filled like it."""
    boxes = director.page.locator(".count-table tbody tr").first.locator("input.count-box")
    for box, figure in zip(boxes.all(), (there - against, against, 0, 0), strict=True):
        box.fill(f"{figure}")
    if director.page.locator(".count-table tbody tr").count() > 1:
        director.page.locator("#main").get_by_role("button", name="空着的各行照第一行填写").click()


def text_of(paper: bytes) -> str:
    """The words of a PDF without the spaces between them."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages).split())


def nothing_leaks(personae: dict[str, Persona], name: str, motion: str, meeting: str) -> None:
    """Before the vote no list, search or agenda of the others has the name, and the motion is not there for them."""
    for key in OUTSIDE:
        persona = personae[key]
        for path in LISTS:
            shown = persona.context.request.get(persona.address + path.format(name=name, meeting=meeting)).text()
            assert name not in re.sub(r'(value="|\?q=|&amp;q=)[^"&]*', "", shown), f"{key} reads a name on {path}"
        assert persona.context.request.get(persona.address + motion).status == 404, key


def swear(director: Persona, name: str, place: str) -> None:
    """Arrange a ceremony for one who owes an oath and record it; the three papers are printed."""
    director.open("/personnel/oaths/?q=" + name)
    director.press(name)
    director.press("安排宣誓仪式")
    page = director.page
    for row in page.get_by_role("group", name="宣誓人").locator(".choices label").all():
        row.locator("input").set_checked(name in row.inner_text(), force=True)
    page.fill("[name=on]", f"{today()}")
    page.fill("[name=place]", place)
    page.fill("[name=host]", "高远")
    page.locator("[name=form][value=single]").check(force=True)
    director.press("安排宣誓仪式")
    assert "我宣誓：忠于中华人民共和国宪法" in text_of(director.pdf("打印仪式程序"))
    assert name in text_of(director.pdf("打印宣誓名单"))
    director.press("登记宣誓")
    director.press("登记宣誓")
    assert director.shows("已宣誓")
    assert name in text_of(director.pdf("打印宣誓记录"))


def swear_together(director: Persona, people: list[str]) -> None:
    """Jurors swear before the court, all in one ceremony led by one of them; the list has every name."""
    director.open("/personnel/ceremonies/new/?organiser=court_with_justice")
    page = director.page
    page.get_by_role("group", name="宣誓人").get_by_text("全选").click()
    page.fill("[name=on]", f"{today()}")
    page.fill("[name=place]", "县人民法院审判庭")
    page.fill("[name=host]", "县人民法院院长")
    director.tick("集体宣誓", "形式")
    page.select_option("[name=leader]", index=1)
    director.press("安排宣誓仪式")
    listed = text_of(director.pdf("打印宣誓名单"))
    assert all(name in listed for name in people)


def report(director: Persona, name: str) -> None:
    """The first yearly report is asked for and entered."""
    director.open("/personnel/reports/")
    director.press("要求报送")
    page = director.page
    page.fill("[name=year]", f"{today().year}")
    page.get_by_role("group", name="报告人").locator(".choices label", has_text=name).locator("input").check(force=True)
    page.fill("[name=due_on]", f"{today()}")
    page.locator("#main .form-actions button[type=submit]").click()
    page.wait_for_url(re.compile(r"/reports/"))
    director.look()
    director.open("/personnel/reports/?q=" + name)
    director.press(name)
    director.press("登记收到")
    page.fill("[name=summary]", "公共数据目录编制完成。")
    page.set_input_files("[name=attached]", REPORT)
    page.locator("#main .form-actions button[type=submit]").click()
    page.wait_for_url(re.compile(r"/reports/\d+/$"))
    director.look()


def test_a_head_of_bureau_from_the_motion_to_the_oath_and_the_first_duty_report(personae: dict[str, Persona]) -> None:
    director, leader = personae["director"], personae["vice_chairman"]
    name = new_name("上官")
    office = new_bureau(director, name[1:])
    meeting = hall.plan(director, "standing_committee", "县人大常委会会议厅")

    motion = bring_in(director, "court_president", "县人民法院", "罗院长")
    add(director, office, f"{name}，县发展和改革局副局长")
    director.press_in_vain("增加")
    assert director.shows("应由县长提请"), "who may, by which article"
    director.open(motion)
    hall.more(director, "修改提请人和签署")
    director.page.select_option("[name=proposer]", "county_head")
    director.page.select_option("[name=organ]", label="县人民政府")
    director.page.fill("[name=signed_by]", "李明德")
    director.press("保存")
    director.open(motion + "lines/")
    add(director, office, f"{name}，县发展和改革局副局长")
    director.press("增加")
    add(director, office, name)
    director.press_in_vain("增加")
    assert director.shows("列了两次")

    table(director, motion)
    examine(director)
    lay_before(director, motion, meeting)

    hall.adopt(director, meeting, "审议人事任免事项")
    hall.convene(director, meeting)
    nothing_leaks(personae, name, motion, meeting)
    member = personae["member"]
    member.open(motion)
    assert member.shows(name)
    assert not member.shows("86分"), "marks are not for the meeting"

    hall.open_(director, meeting)
    vote(director, leader, motion, against=2)
    assert director.shows("通过")

    director.open(motion)
    director.press("公告")
    director.press("起草公告")
    hall.issue(director, personae["chairman"], director.page.url.removeprefix(director.address))
    outsider = personae["outsider"]
    outsider.open("/personnel/offices/?q=" + name)
    assert outsider.shows(name), "who holds an office is public"
    for verb in ("通知提请机关", "颁发任命书", "报上一级", "办结"):
        director.open(motion)
        director.press(verb)
        director.press(verb)
    assert director.shows("已办结")
    certificate = text_of(director.pdf("打印任命书"))
    assert name in certificate
    assert office in certificate

    swear(director, name, "县人大常委会会议厅")
    outsider.open("/personnel/oaths/")
    assert outsider.shows(name)
    report(director, name)
    director.press("任职档案")
    assert director.shows(office)


def test_a_meeting_appoints_a_hundred_assessors_and_rejects_a_head_of_bureau(personae: dict[str, Persona]) -> None:
    director, leader, member = personae["director"], personae["vice_chairman"], personae["member"]
    meeting = hall.plan(director, "standing_committee", "县人大常委会会议厅")
    start = next(story.SERIAL)
    people = [new_name("司徒") for _n in range(100)]
    rejected = new_name("令狐")
    office = new_bureau(director, f"第{start}")

    assessors = bring_in(director, "court_president", "县人民法院", "罗院长")
    add(director, "县人民法院人民陪审员", "\n".join(f"{name}\t某村村民" for name in people))
    director.press("增加")
    assert director.shows("已有 100 项")
    table(director, assessors)
    lay_before(director, assessors, meeting)

    head = bring_in(director, "county_head", "县人民政府", "李明德")
    add(director, office, rejected)
    director.press("增加")
    table(director, head)
    examine(director)
    lay_before(director, head, meeting)

    hall.adopt(director, meeting, "审议人事任免事项")
    hall.convene(director, meeting)
    member.open(assessors + "list/print/")
    assert all(name in member.page.content() for name in people)
    hall.open_(director, meeting)

    ballot = vote(director, leader, assessors, against=1)
    sheet = text_of(director.context.request.get(f"{director.address}{ballot}sheet/").body())
    assert all(name in sheet for name in people), "one sheet has them all"
    director.open(assessors)
    assert director.shows("任免事项（100 项）")

    swear_together(director, people)

    vote(director, leader, head, against=20)
    director.open(head)
    assert director.shows("未通过")
    assert director.shows("可以再次提请"), "what may follow"
    for verb in ("通知提请机关", "办结"):
        director.press(verb)
        director.press(verb)
    assert director.shows("已办结")
    director.open("/personnel/oaths/?q=" + rejected)
    assert not director.page.locator("#main tbody a").count(), "who was rejected owes no oath"
    again = bring_in(director, "county_head", "县人民政府", "李明德")
    add(director, office, rejected)
    director.press("增加")
    director.open(again)
    assert director.shows("以前未获通过：1次")


def test_a_deputy_county_head_elected_at_the_congress_swears(personae: dict[str, Persona]) -> None:
    director = personae["director"]
    director.open("/personnel/oaths/?organiser=presidium&q=副县长")
    name = director.page.locator("#main tbody a.row-link").first.inner_text()
    swear(director, name, "县民族文化中心")
    director.press(name)
    assert director.shows("大会主席团")
    assert director.shows("已宣誓")
    personae["outsider"].open("/personnel/oaths/")
    assert personae["outsider"].shows(name)


def test_a_reviewed_head_reports_what_he_mended_and_nobody_of_his_bureau_hears_of_it(
    personae: dict[str, Persona],
) -> None:
    director, head = personae["director"], personae[REVIEWED]
    head.act_on("报告整改情况", "述职评议整改")
    head.page.locator("[name=outcome]").first.check(force=True)
    head.page.fill("[name=contact_phone]", "0000-7654321")
    head.page.fill("[name=summary]", "管护责任已经明确到路段、到人。")
    head.press_in_vain("提交")
    assert head.page.input_value("[name=summary]").startswith("管护责任")
    head.page.set_input_files("[name=attached]", REPORT)
    head.press("提交")
    matter = head.page.url.removeprefix(head.address)
    director.open(matter)
    for verb in ("审核通过", "审核通过", "认定整改结果"):
        director.press(verb)
    director.page.locator("[name=mark][value=good]").check(force=True)
    director.page.fill("[name=source]", "主任会议")
    director.press("认定整改结果")
    assert director.shows("已办结")
    head.open(matter)
    head.press(head.page.locator(".trail a").first.inner_text())
    assert head.shows("已办结"), "the review is over with its rectification"
    for name in ("contact", "unit_leader", "gov_clerk", "other_clerk"):
        answer = personae[name].context.request.get(f"{head.address}{matter}")
        assert answer.status == 404, name

"""A topic from the call to its second deliberation, a law inspection and a special inquiry, each by those who do it."""

from __future__ import annotations

import re

import pytest

from congress.clock import today
from tests.journeys import story
from tests.journeys.conftest import OWN, Persona
from tests.journeys.hall import adopt, convene, fill_in, more, open_, plan, printed

pytestmark = [pytest.mark.house, pytest.mark.parametrize("crew", [OWN], indirect=True)]
People = dict[str, Persona]
ROADS = "县交通运输局"
LEADING_OFFICE = "财政经济工作委员会"


# -- What the stories share -----------------------------------------------------------------------------------


def address_of(persona: Persona) -> str:
    """The address of the page that is open."""
    return persona.page.url.removeprefix(persona.address)


def fill_topic(director: Persona, way: str) -> None:
    """What a topic has besides its title and its organ."""
    director.page.select_option("[name=way]", value=way)
    director.page.select_option("[name=month]", value=f"{today().month}")
    director.page.select_option("[name=office]", label=LEADING_OFFICE)
    director.page.select_option("[name=vice_chair]", label="陈志明")


def added(director: Persona, way: str, title: str, organ: str) -> str:
    """A topic drafted for this year's plan and added to it by decision of a chairpersons' meeting; its address."""
    director.open("/supervision/")
    more(director, "拟订议题")
    director.page.fill("[name=title]", title)
    director.page.select_option("[name=organ]", label=organ)
    fill_topic(director, way)
    director.press("保存")
    director.press(title)
    topic = address_of(director)
    assert director.shows("监督法第六十三条"), "nothing begins before the meeting decided"
    director.press("登记增加议题")
    director.page.select_option("[name=meeting]", index=1)
    director.page.fill("[name=reason]", "群众反映集中。")
    director.press("登记计划调整")
    assert director.shows("群众反映集中。")
    return topic


def take(persona: Persona, topic: str, name: str, *, meeting: int = 0, note: str = "") -> None:
    """Report a step of a topic done; ``meeting`` is the place of the meeting in its list."""
    open_step(persona, topic, name)
    if meeting:
        persona.page.select_option("[name=meeting]", index=meeting)
    for box in persona.page.locator("[name=checks]").all():
        box.check(force=True)
    persona.page.fill("[name=note]", note)
    persona.press("登记完成")


def open_step(persona: Persona, topic: str, name: str) -> None:
    """Open the form of a step of a topic."""
    persona.open(topic)
    persona.press(f"登记完成：{name}")


def arrange(clerk: Persona, kind: str, title: str, unit: str) -> str:
    """An activity of today to which a unit is asked; its address."""
    clerk.open("/activities/new/")
    clerk.page.fill("[name=title]", title)
    clerk.page.select_option("[name=kind]", value=kind)
    clerk.page.fill("[name=place]", "石门镇")
    clerk.tick("白云", "常委会组成人员")
    clerk.tick(unit, "有关单位")
    clerk.press("登记")
    return address_of(clerk)


def hang(clerk: Persona, topic: str, activity: str) -> None:
    """Say that an activity is held for a topic."""
    clerk.open(topic)
    more(clerk, "挂上活动")
    clerk.page.select_option("[name=activity]", value=activity.strip("/").rpartition("/")[2])
    clerk.press("挂上")


def record(clerk: Persona, activity: str, finding: str, unit: str) -> None:
    """Write down what was seen, and one finding for the opinion."""
    clerk.open(activity)
    clerk.press("记录情况")
    clerk.page.fill("[name=found]", "实地查看了四个点，听取汇报，走访群众。")
    clerk.page.fill("[name=text_1]", finding)
    clerk.page.select_option("[name=goes_to_1]", value="opinion")
    clerk.page.select_option("[name=department_1]", label=unit)
    clerk.page.locator("#main .form-actions button[type=submit]").click()
    clerk.page.wait_for_url(f"**{activity}")
    clerk.look()


def publish(clerk: Persona, topic: str, *papers: str) -> None:
    """Write down that papers of a topic were published and told to the deputies."""
    for paper in papers:
        clerk.open(topic)
        clerk.press(f"登记：{paper}")
        clerk.page.fill("[name=published_on]", f"{today()}")
        clerk.page.fill("[name=where]", "县人大网站")
        clerk.page.fill("[name=told_on]", f"{today()}")
        clerk.press("登记")


# -- A law inspection -----------------------------------------------------------------------------------------


def test_a_law_inspection_from_its_scheme_to_the_check_afterwards(personae: People) -> None:
    director, clerk = personae["director"], personae["other_clerk"]
    title = f"检查《中华人民共和国公路法》实施情况（{next(story.SERIAL)}）"
    topic = added(director, "law_check", title, ROADS)

    clerk.open(topic)
    more(clerk, "写方案")
    clerk.page.fill("[name=scheme]", "检查公路养护、治超和安全设施，听汇报、看现场、问群众。")
    clerk.press("保存")
    open_step(clerk, topic, "制定方案")
    clerk.press_in_vain("登记完成")
    assert clerk.shows("会议"), "the chairpersons' meeting adopts the scheme"
    clerk.page.select_option("[name=meeting]", index=1)
    clerk.press("登记完成")

    clerk.open(topic)
    more(clerk, "组成人员")
    clerk.page.select_option("[name=leader]", label="陈志明")
    clerk.tick("白云", "常委会组成人员")
    clerk.tick("罗秀英", "邀请的代表")
    clerk.press("保存")
    take(clerk, topic, "组成检查组")

    visit = arrange(clerk, "law_check", f"公路法执法检查（{next(story.SERIAL)}）", ROADS)
    hang(clerk, topic, visit)
    open_step(clerk, topic, "通知受检查单位")
    clerk.press_in_vain("登记完成")
    assert clerk.shows("本县"), "ten days before, by the county's rule"
    clerk.page.fill("[name=note]", "汛期提前检查，已电话通知。")
    clerk.press("登记完成")
    take(clerk, topic, "受检查单位自查", note="已报送自查报告。")

    open_step(clerk, topic, "实地视察、检查")
    clerk.press_in_vain("登记完成")
    finding = "临水临崖路段防护设施缺失。"
    record(clerk, visit, finding, ROADS)
    assert clerk.shows(title), "the activity leads to its topic"
    take(clerk, topic, "实地视察、检查")
    assert clerk.shows(finding)

    open_step(clerk, topic, "提出执法检查报告")
    clerk.press_in_vain("登记完成")
    assert clerk.shows("核对"), "three contents (监督法第三十六条)"
    take(clerk, topic, "提出执法检查报告")
    take(clerk, topic, "主任会议决定提请审议", meeting=1)

    item = "听取和审议县人大常委会执法检查组关于检查《中华人民共和国土壤污染防治法》实施情况的报告"
    clerk.open(topic)
    more(clerk, "对上会议议题")
    option = clerk.page.locator("[name=item] option", has_text=item).first.get_attribute("value") or ""
    clerk.page.select_option("[name=item]", value=option)
    clerk.press("保存")
    take(clerk, topic, "常委会审议", meeting=1)
    assert clerk.shows("关于检查《中华人民共和国土壤污染防治法》实施情况的审议意见")
    clerk.press("关于检查《中华人民共和国土壤污染防治法》实施情况的审议意见", exact=False)
    assert clerk.shows("已办结")
    clerk.press(title)
    assert address_of(clerk) == topic, "the opinion leads back to its topic"

    for name in ("审议意见交有关机关研究处理", "研究处理情况书面报告"):
        take(clerk, topic, name)
    again = arrange(clerk, "follow_up", f"公路法跟踪检查（{next(story.SERIAL)}）", ROADS)
    hang(clerk, topic, again)
    record(clerk, again, "三处护栏已补齐。", ROADS)
    take(clerk, topic, "跟踪检查")
    publish(clerk, topic, "执法检查报告", "审议意见", "研究处理情况报告")
    assert clerk.shows("已完成")
    assert clerk.page.get_by_text("已公布").count() == 3

    contact = personae["contact"]
    contact.open(topic)
    assert contact.shows("受检查单位自查"), "the inspected unit reads the steps"
    assert not contact.shows(finding), "and not what was found"


# -- A special inquiry ----------------------------------------------------------------------------------------


def put(clerk: Persona, topic: str, text: str) -> None:
    """A question of a member to the roads bureau, on the list."""
    clerk.open(topic)
    more(clerk, "登记询问题目")
    clerk.page.fill("[name=text]", text)
    clerk.page.select_option("[name=asker]", label="白云")
    clerk.page.select_option("[name=department]", label=ROADS)
    clerk.press("登记")


def answer(clerk: Persona, topic: str, text: str) -> None:
    """Write down what the bureau's head answered to a question."""
    clerk.open(topic)
    asked = clerk.page.locator("#questions p", has_text=text).first
    with clerk.page.expect_navigation():
        asked.get_by_role("link", name="记录回答").first.click()
    clerk.look()
    clerk.page.fill("[name=answered_by]", "王志刚，县交通运输局副局长")
    clerk.page.fill("[name=answer]", "年底前全部完成，每月公布进度。")
    clerk.press("保存")


def test_a_special_inquiry_with_a_follow_up_question(personae: People) -> None:
    director, clerk, contact = personae["director"], personae["other_clerk"], personae["contact"]
    topic = added(director, "inquiry", f"农村公路安全隐患治理专题询问（{next(story.SERIAL)}）", ROADS)

    open_step(clerk, topic, "确定询问题目")
    clerk.press_in_vain("登记完成")
    assert clerk.shows("询问题目还没有列出")
    first, second = "危桥什么时候改造完？", "超限超载怎样治理？"
    put(clerk, topic, first)
    put(clerk, topic, second)
    take(clerk, topic, "确定询问题目")
    contact.open(topic)
    assert contact.shows(first), "who has to answer reads what is asked"
    rival = personae["rival"]
    rival.open(topic)
    assert not rival.shows(first)
    personae["member"].open(topic)
    assert personae["member"].shows(second)
    assert clerk.context.request.get(f"{clerk.address}{topic}questions/print/").ok

    take(clerk, topic, "确定到会回答的负责人")
    answer(clerk, topic, first)
    clerk.open(topic)
    with clerk.page.expect_navigation():
        clerk.page.locator("#questions p", has_text=first).get_by_role("link", name="追问").click()
    clerk.look()
    follow_up = "资金缺口怎样解决？"
    clerk.page.fill("[name=text]", follow_up)
    clerk.page.select_option("[name=asker]", label="白云")
    clerk.page.select_option("[name=department]", label=ROADS)
    clerk.press("登记")
    open_step(clerk, topic, "会上询问和回答")
    clerk.page.select_option("[name=meeting]", index=1)
    clerk.press_in_vain("登记完成")
    assert clerk.shows("还有没有记录回答的问题")
    for text in (second, follow_up):
        answer(clerk, topic, text)
    take(clerk, topic, "会上询问和回答", meeting=1)
    assert clerk.shows("已审议")
    for name in ("主持人小结", "审议意见交有关机关研究处理", "研究处理情况书面报告"):
        take(clerk, topic, name)
    assert clerk.shows("已完成")


# -- From the call to the second deliberation -----------------------------------------------------------------


def from_the_call(p: People, title: str) -> str:
    """Two proposals for next year merged into one topic, and the plan adopted and published; the topic's address."""
    director, clerk = p["director"], p["other_clerk"]
    year = f"/supervision/?year={today().year + 1}"
    clerk.open(year)
    clerk.press("去研究")
    call = address_of(clerk)
    for words, proposer in ((title, "马玉兰等十名代表"), (f"{title}的又一件", "石门镇人大主席团")):
        clerk.open(call)
        clerk.press("登记议题建议")
        clerk.page.fill("[name=title]", words)
        clerk.page.locator("[name=source][value=suggestions]").check(force=True)
        clerk.page.fill("[name=proposer]", proposer)
        clerk.page.select_option("[name=organ]", label="县人民政府")
        clerk.page.fill("[name=origin]", "近三年同类代表建议")
        clerk.page.fill("[name=origin_url]", "/suggestions/")
        clerk.press("登记")
    clerk.press("合并")
    clerk.page.select_option("[name=leading]", label=title)
    clerk.page.get_by_label(f"{title}的又一件").check(force=True)
    clerk.press("合并")
    assert clerk.shows("马玉兰等十名代表、石门镇人大主席团"), "both keep their proposers"

    director.open(call)
    row = director.page.locator("tbody tr", has_text=title)
    row.locator("summary").click()
    with director.page.expect_navigation():
        row.get_by_role("link", name="列入草案").click()
    director.look()
    fill_topic(director, "report")
    director.page.locator("[name=again]").check(force=True)
    director.press("列入草案")
    for verb, button in (("结束征集", "结束征集"), ("征求意见", "登记征求意见"), ("登记党组研究", "登记党组研究")):
        director.open(year)
        director.press(verb)
        director.press(button)
    director.open(year)
    director.press("登记通过")
    director.press_in_vain("登记通过")
    assert director.shows("监督法第六十三条"), "no plan without the meeting's decision"
    director.page.select_option("[name=meeting]", index=1)
    director.press("登记通过")
    director.open(year)
    director.press("登记公布")
    director.page.fill("[name=where]", "县人大网站")
    director.press("登记公布")
    director.open(year)
    director.press(title)
    return address_of(director)


def prepare_the_report(p: People, topic: str) -> None:
    """Views of all sides go to the organ, whose report is accepted once it answers them."""
    clerk, gov_clerk = p["other_clerk"], p["gov_clerk"]
    clerk.open(topic)
    assert clerk.shows("近三年同类代表建议"), "the topic keeps what it came from"
    more(clerk, "登记各方面意见")
    clerk.page.select_option("[name=said_by]", value="deputy")
    clerk.page.fill("[name=name]", "罗秀英")
    clerk.page.fill("[name=text]", "管护经费要列入年度预算。")
    clerk.press("登记")
    take(clerk, topic, "汇总各方面意见，交报告机关")
    take(clerk, topic, "报告送工作机构征求意见")
    clerk.open(topic)
    more(clerk, "收下报告")
    clerk.press_in_vain("收下报告")
    assert clerk.shows("监督法第十四条"), "a view nobody answered"
    gov_clerk.open(topic)
    gov_clerk.press("回应")
    gov_clerk.page.fill("[name=answer]", "采纳，明年预算单列管护经费。")
    gov_clerk.press("登记回应")
    clerk.open(topic)
    more(clerk, "收下报告")
    clerk.press("收下报告")
    take(clerk, topic, "报告发给组成人员")


def hold(director: Persona, meeting: str, title: str) -> None:
    """The topic is put on the agenda, everybody told, and the meeting opened."""
    adopt(director, meeting, title)
    convene(director, meeting)
    open_(director, meeting)


def close(director: Persona, meeting: str, speech: str, outcome: str) -> None:
    """The minutes, and the end of the meeting."""
    director.open(meeting + "minutes/")
    director.page.locator("textarea[name^=speeches_]").first.fill(speech)
    director.page.locator("textarea[name^=outcome_]").first.fill(outcome)
    director.press("保存并闭会")
    director.page.locator("#main .form-actions button[type=submit]").click()
    director.page.wait_for_url(re.compile(r"/meetings/\d+/$"))
    director.look()


def chairs_sit(director: Persona) -> None:
    """A chairpersons' meeting of today is open: it decides on the opinion and on what becomes of the report."""
    meeting = plan(director, "chairpersons", "机关三楼会议室")
    director.open(meeting + "agenda/")
    director.page.fill("[name=added]", "研究审议意见和研究处理情况报告")
    director.press("保存并通过")
    convene(director, meeting)
    open_(director, meeting)


def deliberate(p: People, topic: str, title: str) -> None:
    """The report is heard as an item of a meeting; closing the meeting marks the topic."""
    director, clerk = p["director"], p["other_clerk"]
    item = f"听取和审议县人民政府关于{title}的报告"
    meeting = plan(director, "standing_committee", "县人大常委会会议厅")
    clerk.open(meeting + "propose/")
    clerk.page.fill("[name=title]", item)
    clerk.page.select_option("[name=organ]", label="县人民政府")
    clerk.page.locator("#main .form-actions button[type=submit]").click()
    clerk.page.wait_for_url(re.compile(r"/meetings/\d+/$"))
    clerk.open(topic)
    more(clerk, "对上会议议题")
    option = clerk.page.locator("[name=item] option", has_text=item).first.get_attribute("value") or ""
    clerk.page.select_option("[name=item]", value=option)
    clerk.press("保存")
    hold(director, meeting, item)
    close(director, meeting, "白云：养护资金要列入预算", "会议听取和审议了报告，审议意见会后交办。")
    clerk.open(topic)
    assert clerk.shows("已审议")


def go(persona: Persona, opinion: str, verb: str) -> None:
    """Choose a step on an opinion's page."""
    persona.open(opinion)
    more(persona, verb)


def draft(p: People, topic: str, title: str) -> str:
    """The opinion is drafted from the speeches, adopted, issued as a numbered paper and handed over; its address."""
    clerk, director = p["other_clerk"], p["director"]
    clerk.open(topic)
    clerk.press("整理审议意见")
    assert "养护资金要列入预算" in clerk.page.input_value("[name=items]"), "begun with what was said"
    clerk.page.fill("[name=title]", f"关于{title}报告的审议意见")
    clerk.page.select_option("[name=organ]", label="县人民政府")
    clerk.page.fill("[name=items]", "1.把养护资金列入年度预算，年底前修复县乡公路安全隐患。")
    clerk.page.locator("[name=second]").check(force=True)
    clerk.press("保存")
    opinion = address_of(clerk)
    go(clerk, opinion, "登记主任会议通过")
    clerk.page.select_option("[name=meeting]", index=1)
    clerk.press("登记主任会议通过")
    clerk.press("起草审议意见书")
    assert "把养护资金列入年度预算" in clerk.page.input_value("[name=body]")
    document = fill_in(clerk)
    issue(p, document)
    assert "把养护资金列入年度预算" in printed(director, document + "paper.pdf")
    go(clerk, opinion, "交办")
    clerk.press("交办")
    assert clerk.shows("待签收")
    assert re.search(r"〔\d{4}〕\d+号", clerk.page.locator("h1").inner_text()), "under the paper's number"
    return opinion


def issue(p: People, document: str) -> None:
    """Sent to be reviewed, reviewed, signed by the chairman, numbered."""
    for name, verb in (
        ("other_clerk", "送核"),
        ("director", "核稿通过"),
        ("chairman", "签发"),
        ("director", "编号印发"),
    ):
        p[name].open(document)
        more(p[name], verb)
        if verb == "编号印发":
            p[name].page.fill("[name=dated]", f"{today()}")
        p[name].press(verb)


def split(p: People, opinion: str) -> None:
    """The government office signs and hands every item to its unit, with measure and date."""
    gov_clerk = p["gov_clerk"]
    go(gov_clerk, opinion, "签收")
    gov_clerk.press("签收")
    go(gov_clerk, opinion, "分解落实")
    gov_clerk.page.locator("textarea[name^=measure_]").fill("列入年度计划，按月调度。")
    gov_clerk.page.locator("input[name^=planned_on_]").fill(f"{today()}")
    gov_clerk.press_in_vain("下达承办单位")
    assert gov_clerk.shows("第1项"), "the item without a unit, by its number"
    gov_clerk.page.locator("select[name^=department_]").select_option(label=ROADS)
    gov_clerk.press("下达承办单位")


def act(persona: Persona, item: str, verb: str) -> None:
    """Choose a step on an item's page, where it names the unit too."""
    persona.open(item)
    link = persona.page.locator("#main .page-actions a", has_text=re.compile(f"^{verb}( ·|$)")).first
    if not link.is_visible():
        persona.page.locator("#main .page-actions summary").first.click()
    with persona.page.expect_navigation():
        link.click()
    persona.look()


def handle(p: People, opinion: str) -> None:
    """The unit reports on its item, the office comments the draft, the organ reports in writing, the office looks."""
    gov_clerk, contact, clerk = p["gov_clerk"], p["contact"], p["other_clerk"]
    contact.open(opinion)
    item = contact.page.locator("#main tbody a.row-link").get_attribute("href") or ""
    act(contact, item, "签收")
    contact.press("签收")
    act(contact, item, "报告办理情况")
    story.fill_reply(contact)
    contact.page.set_input_files("[name=attached]", story.SCAN)
    contact.page.locator("#main .form-actions button[type=submit]").first.click()
    contact.page.wait_for_url(f"**{item}")
    contact.look()
    act(gov_clerk, item, "审核通过")
    gov_clerk.press("审核通过")
    go(gov_clerk, opinion, "报告送征求意见")
    assert "已全部修复" in gov_clerk.page.input_value("[name=text]"), "gathered from what the unit reported"
    gov_clerk.press("报告送征求意见")
    go(clerk, opinion, "答复征求意见")
    clerk.page.fill("[name=text]", "请补充养护资金安排。")
    clerk.press("答复征求意见")
    go(gov_clerk, opinion, "书面报告常委会")
    gov_clerk.page.fill("[name=number]", f"云政函〔{today().year}〕{next(story.SERIAL)}号")
    gov_clerk.press("书面报告常委会")
    go(clerk, opinion, "记录跟踪检查")
    for name, text in (
        ("on", f"{today()}"),
        ("place", "石门镇"),
        ("people", "陈志明、何静"),
        ("found", "两处未修复。"),
    ):
        clerk.page.fill(f"[name={name}]", text)
    clerk.page.locator("[name=assessment][value=partly]").check(force=True)
    clerk.press("记录跟踪检查")


def table(p: People, opinion: str, title: str) -> str:
    """The chairpersons put the report before a meeting of the committee of today, which opens; its address."""
    director, clerk = p["director"], p["other_clerk"]
    meeting = plan(director, "standing_committee", "县人大常委会会议厅")
    number = meeting.strip("/").rpartition("/")[2]
    go(clerk, opinion, "主任会议决定提请审议")
    clerk.page.select_option("[name=meeting]", index=1)
    clerk.page.select_option("[name=target]", value=number)
    clerk.press("主任会议决定提请审议")
    assert clerk.shows("待常委会审议")
    hold(director, meeting, title)
    return meeting


def vote_no(p: People, meeting: str, title: str) -> None:
    """The committee votes in secret on the report: most are not satisfied."""
    director, clerk = p["director"], p["other_clerk"]
    director.open(meeting)
    row = director.page.locator("tr", has_text=title).first
    row.locator("summary").last.click()
    with director.page.expect_navigation():
        row.get_by_role("link", name="准备表决").click()
    director.look()
    page = director.page
    page.locator("[name=kind][value=assessment]").check(force=True)
    page.locator("[name=method][value=secret]").check(force=True)
    page.fill("[name=question]", "研究处理情况报告满意度测评")
    page.fill("[name=subjects]", "县人民政府")
    page.fill("[name=scrutineers]", "白云")
    page.fill("[name=tellers]", "何静")
    page.locator("#main .form-actions button[type=submit]").click()
    page.wait_for_url(re.compile(r"/ballots/\d+/$"))
    director.look()
    ballot = address_of(director)
    director.open(ballot + "open/")
    page.locator("[name=adopted]").check(force=True)
    page.locator("#main .form-actions button[type=submit]").click()
    page.wait_for_url(re.compile(r"/ballots/\d+/$"))
    director.open(ballot + "enter/")
    there = int(re.search(r"出席 (\d+) 人", page.locator("#main").inner_text())[1])  # type: ignore[index]
    for name, value in (("issued", there), ("returned", there), ("spoiled", 0)):
        page.fill(f"[name={name}]", f"{value}")
    boxes = page.locator("input.count-box")
    for place, figure in enumerate([3, 2, there - 5, *[0] * (boxes.count() - 3)]):
        boxes.nth(place).fill(f"{figure}")
    director.press("录入票数")
    clerk.open(ballot + "check/")
    clerk.page.locator("[name=confirmed]").check(force=True)
    clerk.press("复核票数")
    director.open(ballot + "close/")
    page.locator("#main .form-actions button[type=submit]").click()
    page.wait_for_url(re.compile(r"/ballots/\d+/$"))
    director.look()


def test_a_topic_from_the_call_to_its_second_deliberation(personae: People) -> None:
    p = personae
    director, clerk = p["director"], p["other_clerk"]
    title = f"农村公路管护情况（{next(story.SERIAL)}）"
    topic = from_the_call(p, title)
    prepare_the_report(p, topic)
    deliberate(p, topic, title)
    chairs_sit(director)
    opinion = draft(p, topic, title)
    take(clerk, topic, "审议意见交有关机关研究处理")
    clerk.press(f"关于{title}报告的审议意见", exact=False)
    split(p, opinion)
    handle(p, opinion)
    take(clerk, topic, "研究处理情况书面报告")

    first = table(p, opinion, title)
    vote_no(p, first, title)
    close(director, first, "白云：两处没有修复", "测评结果为不满意。")
    go(clerk, opinion, "重新研究处理")
    clerk.page.fill("[name=note]", "一个月内修复剩余隐患，再次报告。")
    clerk.press("重新研究处理")
    handle(p, opinion)
    table(p, opinion, title)
    go(clerk, opinion, "登记常委会审议结果")
    clerk.page.locator("[name=mark][value=good]").check(force=True)
    clerk.press("登记常委会审议结果")
    assert clerk.shows("已办结")
    take(clerk, topic, "再次审议", meeting=1)
    assert clerk.shows("已完成")
    publish(clerk, topic, "报告", "审议意见", "研究处理情况报告")
    assert clerk.page.get_by_text("已公布").count() == 3
    p["lead"].open(opinion)
    assert p["lead"].shows(title), "a deputy reads the opinion on his telephone, and what became of it"

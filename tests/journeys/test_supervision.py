"""A topic from the call to its second deliberation, a law inspection and a special inquiry, each by those who do it."""

from __future__ import annotations

import pytest

from congress.clock import today
from tests.journeys import story
from tests.journeys.conftest import OWN, Persona
from tests.journeys.test_meetings import more

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
    clerk.page.select_option("[name=members]", label="白云")
    clerk.page.select_option("[name=units]", label=unit)
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
    clerk.page.select_option("[name=members]", label="白云")
    clerk.page.select_option("[name=deputies]", label="罗秀英")
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

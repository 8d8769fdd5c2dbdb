"""The stories of a suggestion: joint handling, extension, dissatisfied twice, paper, key matter, promise."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlparse

import pytest

from congress.rules.followups import FollowUpState
from tests.journeys import story
from tests.journeys.conftest import OWN, Persona

pytestmark = [pytest.mark.house, pytest.mark.parametrize("crew", [OWN], indirect=True)]
ROADS, FINANCE = "县交通运输局", "县财政局"
People = dict[str, Persona]


def start(p: People, matter: str, unit: str, *assisting: str) -> str:
    """A suggestion as far as the hand-over; returns its title."""
    title = story.new_title(matter)
    story.write_and_submit(p["lead"], title)
    story.accept(p["clerk"], title)
    story.hand_over(p["clerk"], title, unit, *assisting)
    return title


def test_the_demo_year_has_every_state_today(personae: People) -> None:
    """Whatever day the house is started on, somebody who looks around finds each state."""
    clerk = personae["clerk"]
    for state in FollowUpState:
        clerk.page.goto(f"{clerk.address}/suggestions/?state={state}")
        assert clerk.page.locator("#main tbody tr").count() > 0, state


def test_a_unit_returns_it_and_the_government_office_reassigns(personae: People) -> None:
    p = personae
    title = start(p, "加固石门镇中学围墙", FINANCE)
    story.do(p["gov_clerk"], title, "转交")
    p["gov_clerk"].press("转交")
    story.do(p["rival"], title, "申请退办")
    p["rival"].page.fill("[name=reason]", "道路设施管护不属于财政部门职责。")
    p["rival"].page.select_option("[name=proposed]", label=ROADS)
    p["rival"].press("申请退办")
    story.do(p["gov_clerk"], title, "改派")
    assert p["gov_clerk"].shows("道路设施管护不属于财政部门职责")
    assert p["gov_clerk"].page.locator("[name=department] option:checked").inner_text() == ROADS
    p["gov_clerk"].press("改派")
    story.do(p["contact"], title, "签收")
    p["contact"].press("签收")
    story.find(p["lead"], title)
    assert p["lead"].shows("改派")


def test_two_units_handle_it_together(personae: People) -> None:
    p = personae
    title = start(p, "修复城关镇客运站站前路", ROADS, FINANCE)
    for _unit in (ROADS, FINANCE):
        story.do(p["gov_clerk"], title, "转交")
        p["gov_clerk"].press("转交")
    for unit in ("contact", "rival"):
        story.do(p[unit], title, "签收")
        p[unit].press("签收")
    opine(p["rival"], title, "无意见。")
    story.do(p["contact"], title, "退回会办意见")
    p["contact"].page.fill("[name=reason]", "请写明资金渠道和到位时间。")
    p["contact"].press("退回会办意见")
    opine(p["rival"], title, "资金列入年度预算，六月底前拨付到位。")
    story.answer_once(p, title)
    story.evaluate(p["lead"], title, "good")
    assert not p["lead"].shows("资金列入年度预算")
    story.do(p["clerk"], title, "办结")
    p["clerk"].press("办结")
    assert p["clerk"].shows("已办结")


def opine(unit: Persona, title: str, text: str) -> None:
    story.do(unit, title, "提会办意见")
    unit.page.fill("[name=signer]", "主要负责人")
    unit.page.fill("[name=text]", text)
    unit.press("提会办意见")


def test_a_difficult_one_is_extended_and_the_deputy_is_told(personae: People) -> None:
    p = personae
    title = start(p, "改造河口镇老桥", ROADS)
    story.forward_and_sign(p["gov_clerk"], p["contact"], title)
    story.do(p["contact"], title, "申请延期")
    p["contact"].page.fill("[name=reason]", "涉及跨县协调和桥梁检测，处理难度大。")
    p["contact"].press("申请延期")
    p["clerk"].act_on("决定延期", title)
    assert p["clerk"].shows("代表法")
    p["clerk"].press("决定延期")
    p["lead"].open("/notices/")
    assert p["lead"].shows("答复期限延长")
    story.find(p["lead"], title)
    assert p["lead"].shows("决定延期")
    assert p["lead"].shows("涉及跨县协调和桥梁检测")


def test_dissatisfied_again_and_again_leads_to_a_conference(personae: People) -> None:
    p = personae
    title = start(p, "疏通河口镇集镇排水沟", ROADS)
    story.forward_and_sign(p["gov_clerk"], p["contact"], title)
    story.answer_once(p, title)
    story.evaluate(p["lead"], title, "bad", "只答复了计划，没有开工。")
    for _round in (2, 3):
        story.do(p["clerk"], title, "重新办理")
        assert p["clerk"].shows("只答复了计划")
        p["clerk"].page.fill("[name=note]", "请写明开工和完工时间。")
        p["clerk"].press("重新办理")
        story.do(p["contact"], title, "签收")
        p["contact"].press("签收")
        story.answer_once(p, title)
        story.evaluate(p["lead"], title, "bad", "只答复了计划，仍没有开工。")
    story.do(p["clerk"], title, "记录会商")
    p["clerk"].page.fill("[name=people]", "代表罗秀英、县交通运输局局长、代表工委")
    p["clerk"].page.fill("[name=result]", "列入四季度工程，代表参加验收。")
    p["clerk"].press("记录会商")
    story.do(p["clerk"], title, "办结")
    p["clerk"].press("办结")
    story.find(p["lead"], title)
    assert p["lead"].shows("第3轮办理")
    assert p["lead"].shows("列入四季度工程")


def test_a_promise_is_put_off_kept_and_evaluated(personae: People) -> None:
    p = personae
    today = dt.date.today()
    title = start(p, "安装石门镇农贸市场护栏", ROADS)
    story.forward_and_sign(p["gov_clerk"], p["contact"], title)
    story.answer_once(p, title, outcome=1, promised_by=today.isoformat())
    story.evaluate(p["lead"], title, "good")
    story.do(p["clerk"], title, "办结")
    p["clerk"].press("办结")
    assert p["clerk"].shows("承诺跟踪")
    story.do(p["contact"], title, "推迟承诺")
    p["contact"].page.fill("[name=new_due_on]", (today + dt.timedelta(days=20)).isoformat())
    p["contact"].page.fill("[name=text]", "护栏到货推迟。")
    p["contact"].press("推迟承诺")
    story.do(p["contact"], title, "报告兑现")
    p["contact"].page.fill("[name=text]", "护栏已全部安装并验收。")
    p["contact"].press("报告兑现")
    p["lead"].act_on("评价兑现", title)
    p["lead"].page.locator("[name=result][value=good]").check(force=True)
    p["lead"].press("提交评价")
    assert p["lead"].shows("已办结")
    assert p["lead"].shows("护栏到货推迟")


def test_a_promise_kept_late_is_evaluated_and_stays_late(personae: People) -> None:
    """The demo year has promises that ran out: the unit keeps one of them at last."""
    contact, lead = personae["contact"], personae["lead"]
    contact.open("/")
    late = contact.page.locator("tr", has=contact.page.get_by_role("link", name="报告兑现")).filter(has_text="罗秀英")
    with contact.page.expect_navigation():
        late.first.get_by_role("link", name="报告兑现").click()
    assert contact.shows("最初承诺")
    contact.page.fill("[name=text]", "工程已完工并通过验收。")
    contact.press("报告兑现")
    path = urlparse(contact.page.url).path
    lead.open(path)
    lead.press("评价兑现", exact=False)
    lead.page.locator("[name=result][value=fair]").check(force=True)
    lead.press("提交评价")
    assert lead.shows("已兑现")
    assert lead.shows("晚于最初承诺")


def test_a_deputy_on_paper_alone_is_served(personae: People) -> None:
    p = personae
    title = story.new_title("修补石门镇新寨村便民桥")
    township = p["township_clerk"]
    township.open("/suggestions/enter/")
    township.page.fill("[name=author]", "罗秀英")
    township.page.fill("[name=title]", title)
    township.page.fill("[name=body]", story.BODY)
    township.tick("同意公开", "同意公开吗")
    township.page.set_input_files("[name=attached]", story.PICTURE)
    township.press("提交")
    assert township.shows("代录")
    story.accept(p["clerk"], title)
    story.hand_over(p["clerk"], title, ROADS)
    story.forward_and_sign(p["gov_clerk"], p["contact"], title)
    story.answer_once(p, title)
    story.do(township, title, "代录评价")
    township.page.locator("[name=process][value=good]").check(force=True)
    township.page.locator("[name=result][value=fair]").check(force=True)
    township.page.set_input_files("[name=attached]", story.PICTURE)
    township.press("保存代录")
    assert township.shows("纸质代录")
    story.find(p["contact"], title)
    assert p["contact"].shows("基本满意")


def test_a_key_suggestion_has_its_leader_who_presses_it(personae: People) -> None:
    p = personae
    title = start(p, "打通城关镇断头路", ROADS)
    story.forward_and_sign(p["gov_clerk"], p["contact"], title)
    story.do(p["clerk"], title, "列为重点督办")
    p["clerk"].page.select_option("[name=leader]", label="陈志明")
    p["clerk"].page.fill("[name=meeting]", "第38次主任会议")
    p["clerk"].press("列为重点督办")
    assert p["clerk"].shows("陈志明")
    story.do(p["vice_chairman"], title, "督办")
    p["vice_chairman"].page.fill("[name=text]", "请七日内报送开工方案。")
    p["vice_chairman"].press("督办")
    p["contact"].open("/notices/")
    assert p["contact"].shows("请七日内报送开工方案")

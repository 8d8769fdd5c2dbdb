"""A major matter from the yearly list to its end, a livelihood project to its marks, the figures of the year."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from congress.clock import today
from tests.journeys import story
from tests.journeys.conftest import OWN, Persona
from tests.journeys.hall import begin_session, convene, fill_in, issue, more, open_, plan, printed

pytestmark = [pytest.mark.house, pytest.mark.parametrize("crew", [OWN], indirect=True)]
ROADS = "县交通运输局"
People = Mapping[str, Persona]


def submit(persona: Persona) -> None:
    """Press the one button of a step's form, and look at what comes."""
    with persona.page.expect_navigation():
        persona.page.locator("#main .form-actions button[type=submit]").first.click()
    assert persona.page.locator(".error-summary").count() == 0, persona.page.locator(".error-summary").inner_text()
    persona.look()


def choose(persona: Persona, name: str, words: str) -> None:
    """Choose the option that contains some words."""
    option = persona.page.locator(f"select[name={name}] option", has_text=words).first
    persona.page.select_option(f"[name={name}]", value=option.get_attribute("value"))


def here(persona: Persona) -> str:
    """The path of the page that is open."""
    return persona.page.url.removeprefix(persona.address)


def prepare(director: Persona, meeting: str, kind: str, question: str, method: str = "hands") -> str:
    """Prepare a vote at a meeting; returns its address."""
    director.open(f"/ballots/new/{meeting.strip('/').rpartition('/')[2]}/")
    page = director.page
    page.locator(f"[name=kind][value={kind}]").check(force=True)
    page.fill("[name=question]", question)
    page.locator(f"[name=method][value={method}]").check(force=True)
    if kind == "decision":
        choose(director, "item", question)
    else:
        page.fill("[name=subjects]", "县人民政府")
    submit(director)
    return here(director)


def count(director: Persona, second: Persona, ballot: str, shares: Sequence[tuple[int, ...]]) -> None:
    """Open, enter, check by another, close. A share is what the later columns have; the first has the rest."""
    director.open(ballot + "open/")
    adopted = director.page.locator("[name=adopted]")
    if adopted.count():
        adopted.check(force=True)
    submit(director)
    director.open(ballot + "enter/")
    there = int(re.search(r"出席 (\d+) 人", director.page.locator("#main").inner_text())[1])  # type: ignore[index]
    for name, value in (("issued", there), ("returned", there), ("spoiled", 0)):
        field = director.page.locator(f"[name={name}]")
        if field.count():
            field.fill(f"{value}")
    boxes = director.page.locator("input.count-box")
    figures = [n for share in shares for n in (there - sum(share), *share)]
    assert boxes.count() == len(figures)
    for place, figure in enumerate(figures):
        boxes.nth(place).fill(f"{figure}")
    director.press("录入票数")
    second.open(ballot)
    second.press("复核票数")
    second.page.locator("[name=confirmed]").check(force=True)
    second.press("复核票数")
    director.open(ballot + "close/")
    submit(director)


def free_year(persona: Persona, path: str, step: int) -> int:
    """The first year after (or before) those that stand on a page."""
    persona.open(path)
    years = [int(year) for year in re.findall(r"(20\d\d)年(?:重大事项|民生实事)", persona.page.inner_text("#main"))]
    return (max(years) if step > 0 else min(years)) + step


# -- A major matter ----------------------------------------------------------------------------------------


def adopt_list(clerk: Persona, entry: str) -> None:
    """Next year's list: drafted, with one line, adopted by a chairpersons' meeting; then it stands."""
    year = free_year(clerk, "/decisions/lists/", 1)
    clerk.press("起草年度清单")
    clerk.page.fill("[name=year]", f"{year}")
    submit(clerk)
    address = here(clerk)
    clerk.press("增加事项")
    clerk.page.select_option("[name=field]", "environment")
    clerk.page.fill("[name=title]", entry)
    clerk.page.locator("[name=form][value=bill]").check(force=True)
    clerk.page.select_option("[name=proposer]", "chairpersons")
    clerk.page.fill("[name=month]", "8")
    submit(clerk)
    assert clerk.shows(entry)
    clerk.press("登记通过")
    clerk.page.select_option("[name=meeting]", index=1)
    submit(clerk)
    assert clerk.shows("主任会议")
    assert not clerk.shows("增加事项")
    clerk.open(address + "print/")
    sheet = load_workbook(io.BytesIO(clerk.context.request.get(f"{clerk.address}{address}export.xlsx").body())).active
    assert any(entry in map(str, row) for row in sheet.iter_rows(values_only=True))


def receive(clerk: Persona, title: str, entry: str) -> str:
    """The motion comes in, from a line of the list; what was learned and said of it; returns its address."""
    clerk.open("/decisions/new/")
    clerk.page.fill("[name=title]", title)
    clerk.page.select_option("[name=field]", "environment")
    clerk.page.locator("[name=form][value=bill]").check(force=True)
    clerk.page.select_option("[name=proposer]", "chairpersons")
    choose(clerk, "entry", entry)
    submit(clerk)
    matter = here(clerk)
    more(clerk, "登记调研、听证、检查")
    clerk.page.locator("[name=kind][value=research]").check(force=True)
    clerk.page.fill("[name=on]", f"{today()}")
    clerk.page.fill("[name=findings]", "两处取水口上游仍有畜禽养殖。")
    submit(clerk)
    more(clerk, "登记意见")
    clerk.page.locator("[name=source][value=deputy]").check(force=True)
    clerk.page.fill("[name=name]", "罗秀英")
    clerk.page.fill("[name=text]", "请写明养殖场搬迁的补偿办法。")
    submit(clerk)
    clerk.press("答复")
    clerk.page.locator("[name=adopted][value=partly]").check(force=True)
    clerk.press_in_vain("答复意见")
    assert clerk.shows("理由")
    clerk.page.fill("[name=answer]", "补偿由县人民政府另行规定。")
    submit(clerk)
    assert clerk.shows("部分采纳")
    return matter


def table(clerk: Persona, matter: str, item: str) -> None:
    """Put before the meeting of today: thirty days too late, so only with a reason."""
    clerk.open(matter)
    clerk.press("列入会议")
    choose(clerk, "item", item)
    clerk.page.locator("[name=intended][value=decision]").check(force=True)
    clerk.press_in_vain("列入会议")
    assert clerk.shows("本县重大事项办法"), "late, by which rule"
    clerk.page.fill("[name=late_reason]", "汛期水质异常，须尽快作出决定")
    submit(clerk)


def carry_out(p: People, matter: str, task: str) -> None:
    """A task to a unit with its date; forwarded, signed for, answered, passed, judged done."""
    clerk, contact = p["other_clerk"], p["contact"]
    clerk.open(matter)
    more(clerk, "交办任务")
    clerk.page.fill("[name=text]", task)
    clerk.page.select_option("[name=department]", label=ROADS)
    clerk.page.fill("[name=due_on]", f"{today() + timedelta(days=40)}")
    submit(clerk)
    clerk.press(task)
    address = here(clerk)

    def act(persona: Persona, verb: str) -> None:
        persona.open(address)
        more(persona, verb)

    act(p["gov_clerk"], "转交")
    p["gov_clerk"].press("转交")
    act(contact, "签收")
    contact.press("签收")
    act(contact, "答复")
    story.fill_reply(contact)
    contact.page.set_input_files("[name=attached]", story.SCAN)
    submit(contact)
    act(p["gov_clerk"], "审核通过")
    p["gov_clerk"].press("审核通过")
    act(clerk, "审核通过")
    clerk.press("审核通过")


def test_a_major_matter_from_the_yearly_list_to_the_mark(personae: dict[str, Persona]) -> None:
    p, serial = personae, next(story.SERIAL)
    director, clerk = p["director"], p["other_clerk"]
    title, entry = f"关于划定水源保护区（{serial}）的议案", f"划定水源保护区（{serial}）"
    adopt_list(clerk, entry)
    matter = receive(clerk, title, entry)

    meeting = plan(director, "standing_committee", "县人大常委会会议厅")
    item = f"审议关于划定水源保护区的决定（草案）（{serial}）"
    director.open(meeting + "agenda/")
    director.page.fill("[name=added]", item)
    director.press("保存议程")
    director.open(meeting + "agenda/adopt/")
    director.page.select_option("[name=by]", index=1)
    submit(director)
    convene(director, meeting)
    table(clerk, matter, item)
    p["member"].open(matter)
    assert p["member"].shows("两处取水口"), "the members read what was learned"
    open_(director, meeting)
    count(director, clerk, prepare(director, meeting, "decision", item), [(2, 1, 0)])

    clerk.open(matter)
    assert clerk.shows("执行中")
    assert clerk.shows("有效")
    director.open(matter)
    director.press("起草文本（带题注）")
    text = issue(director, p["vice_chairman"], fill_in(director))
    assert "会议通过）" in text, "the note of its adoption"
    assert "的议案的决定" not in text

    carry_out(p, matter, f"埋设保护区界桩（{serial}）")
    clerk.open(matter)
    clerk.press("登记执行情况报告")
    clerk.page.fill("[name=report]", "界桩和警示牌已全部埋设。")
    clerk.page.fill("[name=despite]", "任务已经完成，等待判定")
    submit(clerk)
    more(clerk, "登记调研、听证、检查")
    clerk.page.locator("[name=kind][value=inspection]").check(force=True)
    clerk.page.fill("[name=findings]", "抽查十处界桩，位置准确。")
    submit(clerk)
    question = f"水源保护决定执行情况满意度（{serial}）"
    count(director, clerk, prepare(director, meeting, "assessment", question), [(3, 0, 0)])
    clerk.open(matter)
    clerk.press("登记测评结果")
    choose(clerk, "ballot", question)
    submit(clerk)
    assert clerk.shows("已测评")
    assert clerk.shows("满意")
    p["outsider"].open(matter)
    assert p["outsider"].shows("有效")
    assert not p["outsider"].shows("罗秀英"), "who said what is for offices and members"


# -- A livelihood project ----------------------------------------------------------------------------------

CANDIDATES = ("硬化村组道路十公里", "改造农贸市场两处", "新建公共厕所五座")


def collect(clerk: Persona) -> str:
    """A year begun, a wish, three candidates for two places; returns its address."""
    year = free_year(clerk, "/decisions/projects/", -1)
    clerk.press("开始征集")
    clerk.page.fill("[name=year]", f"{year}")
    clerk.page.fill("[name=places]", "2")
    clerk.page.fill("[name=collect_until]", f"{today()}")
    submit(clerk)
    address = here(clerk)
    more(clerk, "登记征集的项目")
    clerk.page.locator("[name=source][value=public]").check(force=True)
    clerk.page.fill("[name=title]", "村里的路下雨不能走")
    submit(clerk)
    for place, title in enumerate(CANDIDATES):
        more(clerk, "列候选项目")
        clerk.page.fill("[name=title]", title)
        clerk.page.fill("[name=content]", "年底前完工并交付使用。")
        clerk.page.select_option("[name=department]", label=ROADS)
        if place == 0:
            clerk.page.locator("[name=ideas]").first.check(force=True)
        submit(clerk)
    clerk.press("确定候选项目")
    submit(clerk)
    clerk.press("登记常委会审议")
    clerk.page.select_option("[name=meeting]", index=1)
    clerk.page.fill("[name=opinion]", "同意提请大会票决。")
    submit(clerk)
    return address


def test_a_livelihood_project_from_a_wish_to_its_mark(personae: dict[str, Persona]) -> None:
    p = personae
    director, clerk, contact = p["director"], p["other_clerk"], p["contact"]
    address = collect(clerk)

    begin_session(p["administrator"], 10)
    meeting = plan(director, "congress", "县民族文化中心", "第十次会议")
    director.open(meeting + "agenda/")
    director.page.fill("[name=added]", "票决民生实事项目")
    director.press("保存并通过")
    convene(director, meeting)
    open_(director, meeting)
    director.open(address)
    director.press("准备大会票决")
    director.page.select_option("[name=meeting]", index=1)
    director.page.fill("[name=scrutineers]", "白云")
    director.page.fill("[name=tellers]", "何静")
    submit(director)
    ballot = here(director)
    clerk.open(address)
    clerk.press("票决情况")
    assert here(clerk) == ballot, "from the projects to their vote"
    sheet = printed(director, ballot + "sheet/")
    assert all(title in sheet for title in CANDIDATES)
    count(director, clerk, ballot, [(5, 1, 0), (20, 1, 0), (60, 1, 0)])

    clerk.open(address)
    assert clerk.shows("实施中")
    assert clerk.page.locator("tr", has_text=CANDIDATES[2]).get_by_text("未当选").count() == 1
    contact.open(address)
    row = contact.page.locator("tr", has_text=CANDIDATES[0])
    for link, percent in (("1月", "40"), ("2月", "100")):
        with contact.page.expect_navigation():
            row.get_by_role("link", name=link).first.click()
        contact.look()
        contact.page.fill("[name=percent]", percent)
        contact.page.fill("[name=text]", "路基和路面完工。")
        submit(contact)
    assert contact.shows("100%")
    lead = p["lead"]
    lead.open(address)
    assert lead.shows("100%")
    assert lead.page.locator("#main tbody a").count() == 0, "a deputy reads, he does not report"
    lead.open(address + "public/")
    assert lead.shows(CANDIDATES[0])
    assert not lead.shows(CANDIDATES[2])

    clerk.open(address)
    clerk.press("登记测评结果")
    for choice in clerk.page.locator("input[type=radio][value=good]").all():
        choice.check(force=True)
    submit(clerk)
    assert clerk.shows("已测评")
    clerk.open(address + "print/")
    assert "100%" in clerk.page.content()


# -- The figures of the year -------------------------------------------------------------------------------


def rows_of(persona: Persona, path: str) -> list[tuple[object, ...]]:
    """The rows of an Excel file without its head."""
    answer = persona.context.request.get(f"{persona.address}{path}")
    assert answer.ok
    return list(load_workbook(io.BytesIO(answer.body())).active.iter_rows(values_only=True))


def test_the_leader_reads_the_figures_and_the_list_behind_one(personae: dict[str, Persona]) -> None:
    leader = personae["chairman"]
    leader.open("/reports/annual/")
    row = leader.page.locator("tr", has_text="作出决议、决定")
    figure = row.locator("td.number a").first
    shown = int(figure.inner_text())
    with leader.page.expect_navigation():
        figure.click()
    leader.look()
    assert shown > 0
    assert leader.page.locator("#main tbody tr").count() == min(shown, 50)
    listed = here(leader)
    path, _mark, query = listed.partition("?")
    behind = rows_of(leader, f"{path}export.xlsx?{query}")
    assert sum(bool(line[0]) for line in behind) >= shown
    book = next(line for line in rows_of(leader, "/reports/annual/export.xlsx") if "作出决议、决定" in line)
    assert shown in book
    leader.open("/reports/annual/print/")
    line = leader.page.locator("tr", has_text="作出决议、决定").inner_text()
    assert str(shown) in line.split()

"""Forms and ballots as pages, the county's own fonts, and what many papers cost."""

from __future__ import annotations

import resource
import shutil
import time
from datetime import date
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from congress.official import ballots, docx, fonts, forms, pdf
from congress.official.content import Layout, Paper, parse
from tests.papers import RARE, Measured

SC = "青河县人民代表大会常务委员会"
MEETING = "青河县第十八届人民代表大会常务委员会第三十二次会议"
NAMES = ["李文清", "欧阳海", "周敏", "王镕", "刘𫖯", "张䶮堃", "罗秀英", "杨建国", "吴𬭎", "黄珺"]
LETTER = Paper(
    Layout.LETTER,
    SC + "办公室",
    "代表建议交办通知",
    number="青常办函〔2026〕3号",
    addressee="县交通运输局",
    blocks=parse("现将罗秀英代表提出的建议交由你单位办理。\n" + "请按期答复。" * 20),
    signature=SC + "办公室",
    dated=date(2026, 3, 5),
)


def measured(paper: Paper) -> Measured:
    return Measured(pdf.render(paper))


VOTES = ("赞成", "反对", "弃权")


def test_a_ballot_of_a_hundred_names_repeats_its_head_and_tells_no_voter() -> None:
    candidates = [ballots.Candidate(f"{NAMES[n % 10]}", f"第{n}人民法院审判员") for n in range(100)]
    found = measured(ballots.names_ballot(SC, MEETING, "人事任免表决票", candidates, VOTES))
    assert len(found.pages) >= 4
    for number, page in enumerate(found.pages, 1):
        for word in ("姓名", "职务", *VOTES):
            assert page.text.count(word) >= 1
        assert f"第{number}页共{len(found.pages)}页" in page.text
    assert found.text.count("人民法院审判员") == 100
    assert not [word for word in ("编号：", "序号", "姓名：", "签名") if word in found.text]
    lines = found.pages[0].lines(within=40)
    assert len(lines) > 15
    assert all(0 not in run.glyphs for run in found.runs)


def test_several_matters_on_one_ballot_are_no_people() -> None:
    projects = ("新建农村公路", "改造供水管网")
    found = measured(ballots.items_ballot(SC, MEETING, "民生实事项目表决票", projects, VOTES))
    assert all(word in found.text for word in ("表决项", *projects, *VOTES))
    assert not [word for word in ("姓名", "职务", "人选") if word in found.text]


def test_a_hundred_names_for_one_office_stand_in_two_columns_within_the_text_area() -> None:
    candidates = [ballots.Candidate(f"{NAMES[n % 10]}", "人民陪审员") for n in range(100)]
    paper = ballots.names_ballot(SC, MEETING, "任命人民陪审员表决票", candidates, VOTES)
    found = measured(paper)
    assert len(found.pages) <= 4
    assert found.text.count("罗秀英") == 10
    assert "拟任免职务：人民陪审员" in found.pages[0].text
    assert "从左到右、自上而下" in found.pages[0].text
    for page in found.pages:
        assert page.text.count("赞成") >= 2
        assert all(27 <= run.x <= 184 for run in page.runs if "页" not in run.text)
        assert all(run.size >= 10 for run in page.runs)
    first, second = (next(run for run in found.pages[0].runs if name in run.text) for name in ("李文清", "欧阳海"))
    assert first.y == pytest.approx(second.y, abs=0.5)
    assert second.x - first.x > 70
    assert docx.render(paper)[:2] == b"PK"


def test_an_election_of_a_hundred_has_a_mark_a_name_the_legend_and_blanks() -> None:
    candidates = [ballots.Candidate(NAMES[n % 10]) for n in range(101)]
    found = measured(ballots.election_ballot(SC, MEETING, "选举常务委员会委员选票", candidates, 90, blanks=3))
    text = found.text
    for words in ("应选90名", "赞成的画“○”", "反对的画“×”", "弃权的不画", "整张选票作废"):
        assert words in text
    assert text.count("罗秀英") == 10
    assert text.count("李文清") == 11
    assert "另选人" in found.pages[-1].text


def test_the_ballot_on_one_motion_is_one_page_with_three_choices() -> None:
    motion = "关于批准2025年县本级财政决算的决议（草案）"
    (page,) = measured(ballots.motion_ballot(SC, MEETING, motion, VOTES)).pages
    for word in ("表决票", MEETING, "决议（草案）", *VOTES, "多选", "不署名、不编号"):
        assert word in page.text
    assert "页" not in page.text.replace("页面", "")


def test_the_election_ballot_says_how_many_and_leaves_room_for_somebody_else() -> None:
    stands = [ballots.Candidate("张䶮堃", "代主任")]
    text = measured(ballots.election_ballot(SC, MEETING, "选举县监察委员会主任选票", stands, 1, blanks=2)).text
    assert "应选1名" in text
    assert text.count("另选人") >= 4
    assert "张䶮堃代主任" in text


def test_the_rating_ballot_has_a_column_for_each_choice() -> None:
    choices = ["满意", "基本满意", "不满意", "弃权"]
    subjects = ["县人民政府的报告", "县财政局答询"]
    text = measured(ballots.rating_ballot(SC, MEETING, "满意度测评票", subjects, choices)).text
    assert "测评项目满意基本满意不满意弃权" in text
    assert "县财政局答询" in text


def test_the_report_of_a_count_has_every_figure_and_a_place_for_each_to_sign() -> None:
    tally = ballots.Tally(
        facts=(("事项", "关于任命的决定"), ("出席", "24（法定出席14人）")),
        of_what="表决项",
        choices=(*VOTES, "未投票"),
        rows=tuple((f"{name}（审判员）", ("20", "2", "1", "1"), "通过") for name in NAMES),
        remarks=("全体组成人员按实有27人计算，过半数为14人。",),
        signers=(("监票人", "监票甲、监票乙"), ("计票人", "计票丙")),
    )
    paper = ballots.count_report(SC, MEETING, "表决结果报告单", tally)
    found = measured(paper)
    for words in ("表决结果报告单", "赞成反对弃权未投票结果", "监票甲、监票乙", "计票丙", "过半数为14人", "20211通过"):
        assert words in found.text
    assert docx.render(paper)[:2] == b"PK"


def test_the_registration_book_has_a_page_for_each_delegation() -> None:
    groups = [
        forms.Group(place, tuple(forms.Attendee(name, note="请假" if n == 1 else "") for n, name in enumerate(NAMES)))
        for place in ("城关镇代表团", "石门乡代表团")
    ]
    found = measured(forms.registration_book("青河县人民代表大会", "第五次会议", "2026年1月6日", groups))
    assert len(found.pages) == 2
    assert "石门乡代表团（10人）" in found.pages[1].text
    assert "城关镇" not in found.pages[1].text
    assert found.text.count("请假") == 2


def test_the_attendance_sheet_sets_names_two_a_row_and_guests_with_their_office() -> None:
    members = forms.Group("组成人员", tuple(forms.Attendee(name) for name in NAMES[:5]))
    guests = forms.Group("列席人员", (forms.Attendee("陈国强", "副县长"),))
    found = measured(forms.attendance_sheet(SC, MEETING, "2026年7月28日", [members, guests]))
    (page,) = found.pages
    assert "组成人员（5人）" in page.text
    assert "姓名签名姓名签名" in page.text
    assert "陈国强副县长" in page.text
    assert page.find("李文清").y == pytest.approx(page.find("欧阳海").y, abs=0.5)


def test_the_opinion_form_asks_twice_and_ticks_nothing() -> None:
    asked = forms.Inquiry(
        (("标题", "关于修路的建议"), ("征询对象", RARE)), ("满意", "基本满意", "不满意"), ("请本人填写。",)
    )
    (page,) = measured(forms.opinion_form("青河县", asked)).pages
    assert page.text.count("□满意□基本满意□不满意") == 2
    assert RARE in page.text
    assert "请本人填写" in page.text


# -- Fonts -----------------------------------------------------------------------------------------
@pytest.fixture
def county_fonts(tmp_path: Path, settings):
    """A folder with a font that calls itself 仿宋_GB2312, and a file that is none."""
    font = TTFont(fonts.SHIPPED / "FandolKai-Regular.otf", lazy=True)
    for entry in font["name"].names:
        if entry.nameID in {1, 4}:
            entry.string = "FangSong_GB2312"
    font.save(tmp_path / "simfang.otf")
    shutil.copy(__file__, tmp_path / "broken.ttf")
    settings.FONTS_DIR = str(tmp_path)
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    for known in (fonts.sources, pdf._fonts, pdf._sheet):
        known.cache_clear()


def test_the_countys_own_fonts_go_first_and_the_shipped_ones_stand_behind(county_fonts: Path) -> None:
    assert fonts.sources()["county-body"] == county_fonts / "simfang.otf"
    found = measured(LETTER)
    assert "county-body" in found.fonts
    assert "FandolFang" not in found.fonts
    assert all(0 not in run.glyphs for run in found.runs)


def test_without_fonts_of_the_county_the_shipped_ones_serve(settings) -> None:
    settings.FONTS_DIR = "/nowhere"
    _forget()
    assert set(fonts.sources()) == {"FandolFang", "FandolKai"}
    assert measured(LETTER).fonts == {"FandolFang", "Noto-Serif-CJK-SC-Bold"}


# -- Cost ------------------------------------------------------------------------------------------
def test_a_hundred_letters_take_little_time_and_no_more_memory() -> None:
    for _warm in range(5):
        pdf.render(LETTER)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    for _letter in range(100):
        assert len(pdf.render(LETTER)) < 400_000
    assert (time.process_time() - start) / 100 < 0.6
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000, "KB"

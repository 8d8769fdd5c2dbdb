"""The order of names."""

import pytest

from congress.rules.names import KEY_MAX, pinyin_key, sort_keys, stroke_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("单于飞", "shan yu fei"),
        ("曾国强", "zeng guo qiang"),
        ("仇小燕", "qiu xiao yan"),
        ("尉迟静", "yuchi jing"),
        ("罗秀英", "luo xiu ying"),
        ("张䶮", "zhang yan"),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, key: str) -> None:
    assert pinyin_key(name) == key


def test_sixty_characters_are_a_name_too() -> None:
    assert pinyin_key("庄" * 60) == ("zhuang " * 60)[:KEY_MAX]


def by_strokes(*names: str) -> list[str]:
    return sorted(names, key=stroke_key)


@pytest.mark.parametrize(
    "surnames",
    [
        "丁马王方邓石卢叶田白包冯吕朱任刘孙李杨吴张陈罗周赵胡钟黄曹梁彭董蒋谢潘",
        "于万马",
        "王韦尤毛文方尹孔邓",
        "艾石龙卢叶田史白丛印包冯",
        "李杨吴何余邹沈宋张陆陈",
        "林杭欧尚罗周郑单屈",
    ],
)
def test_surnames_of_one_number_of_strokes_stand_in_stroke_order(surnames: str) -> None:
    assert "".join(by_strokes(*surnames)) == surnames


def test_of_one_surname_two_characters_come_first_and_then_the_given_name() -> None:
    names = ["王强", "王一鸣", "王文", "王丁", "王文清", "王文才"]
    assert by_strokes(*names) == ["王丁", "王文", "王强", "王一鸣", "王文才", "王文清"]


def test_rare_characters_of_names_have_their_place_and_unknown_ones_come_last() -> None:
    assert by_strokes("张䶮", "张一", "张𬭎", "张喆") == ["张一", "张喆", "张𬭎", "张䶮"]
    assert by_strokes("\U0003134a一", "龘一", "A一") == ["龘一", "A一", "\U0003134a一"]
    assert stroke_key("") == ""
    assert len(stroke_key("庄" * 60)) <= KEY_MAX
    assert sort_keys("王强") == {"pinyin_key": "wang qiang", "stroke_key": stroke_key("王强")}

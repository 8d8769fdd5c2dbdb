"""The order of names."""

import pytest

from congress.rules.names import KEY_MAX, pinyin_key


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

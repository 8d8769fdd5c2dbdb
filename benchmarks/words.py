"""Chinese text that reads like suggestions and has the spread of one: common words and rare ones."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

import yaml

from congress.demo.county import DATA

WORDS = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
VERBS, MATTERS, REPLY = WORDS["verbs"], WORDS["matters"], WORDS["reply"]


def places() -> list[str]:
    """Townships and streets of the county."""
    return [*DATA["townships"], *DATA["streets"]]


def names(chance: random.Random, count: int) -> list[str]:
    """People's names, a few with rare characters."""
    return [_name(chance) for _n in range(count)]


def _name(chance: random.Random) -> str:
    if chance.random() < 0.01:
        return str(chance.choice(DATA["special"]))
    return str(chance.choice(DATA["surnames"]) + chance.choice(DATA["given"]))


def titles() -> list[str]:
    """Every title there may be."""
    return [f"关于{verb}{place}{matter}的建议" for verb, place, matter in product(VERBS, places(), MATTERS)]


def sentences(chance: random.Random, count: int) -> list[str]:
    """Sentences that bodies are put together from."""
    return [_sentence(chance) for _n in range(count)]


def _sentence(chance: random.Random) -> str:
    return str(chance.choice(WORDS["sentences"])).format(
        place=chance.choice(places()),
        matter=chance.choice(MATTERS),
        verb=chance.choice(VERBS),
        who=_name(chance),
        n=chance.randrange(3, 900),
        m=chance.randrange(20, 9000),
        y=chance.randrange(1965, 2015),
        y2=chance.randrange(2018, 2030),
    )

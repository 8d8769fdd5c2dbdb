"""Chinese text that reads like suggestions and has the spread of one: common words and rare ones."""

from __future__ import annotations

import random
from itertools import product

from congress.demo.county import DATA

VERBS = [
    "修复",
    "新建",
    "改造",
    "整治",
    "规范",
    "完善",
    "加快建设",
    "提升",
    "扩建",
    "养护",
    "解决",
    "优化",
    "保护",
    "支持",
]
MATTERS = [
    "通村公路路面",
    "农贸市场",
    "老旧小区管网",
    "中小学周边交通",
    "农村饮水工程",
    "河道堤防",
    "乡镇卫生院设备",
    "养老服务中心",
    "路灯和监控",
    "城区停车位",
    "垃圾分类收集点",
    "幼儿园学位",
    "公交线路",
    "文化活动广场",
    "高标准农田",
    "水库灌渠",
    "古树名木",
    "消防通道",
    "电动车充电桩",
    "村级集体经济",
    "返乡创业就业",
    "殡葬服务",
    "医保异地结算",
    "残疾人就业",
    "留守儿童关爱",
    "物业服务质量",
    "森林防火道路",
    "茶叶产业园",
    "冷链物流",
    "特色民宿",
    "红色旅游线路",
    "校园食品安全",
    "农村寄递物流",
    "电网改造",
    "燃气入户",
    "污水处理厂",
    "噪声扰民",
    "犬只管理",
    "骆驼养殖示范基地",
    "清代古戏台",
]
SENTENCES = (
    "{place}{matter}问题反映多年，影响群众{n}户{m}人的出行和生活。",
    "据走访，{place}现有{matter}始建于{y}年，年久失修，存在安全隐患。",
    "今年以来，{who}等群众先后{n}次向代表反映，盼望尽快解决。",
    "有关部门已经做了不少工作，但资金缺口较大，进展不快。",
    "建议由主管部门牵头，会同{place}人民政府现场勘查，拿出方案并列入{y2}年计划。",
    "建议{verb}{matter}，概算投资{m}万元，分两期实施，先易后难。",
    "建议建立长效机制，明确管护主体、经费来源和考核办法，定期向社会公开进展。",
    "建议加强宣传引导，发挥村规民约作用，让群众参与监督。",
    "涉及{place}的，请与规划衔接，避免重复建设和资金浪费。",
    "建议人大常委会跟踪督办，适时组织代表视察{matter}的落实情况。",
)
REPLY = "您提出的建议收悉。经研究，现答复如下：我单位已组织现场踏勘，与您当面沟通，明确了实施方案和完成时限，将按计划推进并接受代表监督。"


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
    return chance.choice(SENTENCES).format(
        place=chance.choice(places()),
        matter=chance.choice(MATTERS),
        verb=chance.choice(VERBS),
        who=_name(chance),
        n=chance.randrange(3, 900),
        m=chance.randrange(20, 9000),
        y=chance.randrange(1965, 2015),
        y2=chance.randrange(2018, 2030),
    )

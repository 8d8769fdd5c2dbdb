"""Titles in balanced lines: a trapezium or a diamond, no word, name or number torn apart, no lonely character."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from math import ceil, inf

from congress.official.text import width
from congress.rules.names import SURNAMES

WORDS = (
    "人民代表大会|常务委员会|常委会|人民政府|人民法院|人民检察院|监察委员会|委员会|办公室|代表大会|"
    "主任会议|全体会议|会议|审议意见|工作报告|报告|建议|批评|意见|情况|决议|决定|通知|公告|"
    "办法|规定|条例|方案|名单|任免|任命|免去|职务|代表资格|代表团|代表|同志|预算|决算|执行|"
    "国民经济|社会发展|计划|审计|财政|教育|卫生|环境保护|生态环境|交通|运输|水利|农业|农村|"
    "乡村振兴|公路|道路|停车场|学校|医院|养老|服务|管理|建设|加强|进一步|加快|推进|改善|增设|"
    "解决|落实|完善|提高|规范|支持|整治|治理|保护|问题|工作|项目|工程|研究|处理|办理|答复|"
    "视察|检查|执法检查|调研|专题询问|评议|测评|满意度|监督|实施|贯彻|关于|质量安全|安全|质量|"
    "食品|药品|污水|垃圾|生活|城区|停车|教育局|财政局|公安局|卫生健康|民政|接受|辞去|请求|"
    "批准|召开|印发|本级|上半年|下半年|年度|第一|第二|第三|次会议|人大"
)
"""Words of the trade that stay whole; longest first where one holds another."""
FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
) + "".join(name for name in SURNAMES if len(name) == 1)
WHOLE = re.compile(
    r"[0-9A-Za-z.%\-]+[年月日届次号个项期级]?"
    r"|第?[一二三四五六七八九十百〇0-9]+(?:次会议|[届次号期批])"
    rf"|[{FAMILY}][\u4e00-\u9fff]{{1,2}}(?=同志|等|、)"
    r"|" + "|".join(sorted(WORDS.split("|"), key=len, reverse=True))
)
"""What is never torn apart."""
PAIRS = dict(zip("《〔（“‘【", "》〕）”’】", strict=True))
CLOSING = "，。、；：？！》〕）”’】的和与及等了为"
"""Never at the beginning of a line."""
OPENING = "《〔（“‘【第"
"""Never at the end of a line."""
HELD = 12
"""The longest text in brackets that is kept on one line."""
FREEDOM = 5
"""How far a line may be from the equal share, in characters."""
STEP = 2.0
"""How much longer or shorter than its neighbour a line had best be."""
HOURGLASS = 40
LONELY = 50
MORE_LINES = 30
TORN = 60
"""The price of a break inside what may be a word, against a line one character longer than its shape wants."""


def lines(title: str, most: float) -> list[str]:
    """A title in lines of at most ``most`` characters; breaks that were typed stand."""
    return [line for part in title.split("\n") if part.strip() for line in _lines(part.strip(), most)]


@lru_cache(maxsize=512)
def _lines(title: str, most: float) -> tuple[str, ...]:
    fewest = ceil(width(title) / most)
    found = [_Search(title, count, most).best(0, count, 0.0, False) for count in (fewest, fewest + 1)]
    costs = [cost + MORE_LINES * more for more, (cost, _split) in enumerate(found)]
    return found[costs.index(min(costs))][1] if min(costs) < inf else (title,)


class _Search:
    """The cheapest way to cut a title into a number of lines, each cut near where equal lines would have it."""

    def __init__(self, title: str, count: int, most: float) -> None:
        self.title, self.most = title, most
        self.each = width(title) / count
        self.torn = _torn(title)
        self.upto = [0.0, *accumulate(width(sign) for sign in title)]
        self.known: dict[tuple[int, int, float, bool], tuple[float, tuple[str, ...]]] = {}

    def best(self, start: int, left: int, before: float, falls: bool) -> tuple[float, tuple[str, ...]]:
        """Price and lines of what begins at a character, after a line of the width ``before``."""
        key = (start, left, before, falls)
        if key not in self.known:
            ways = [self._way(start, end, left, before, falls) for end in self._ends(start, left)]
            self.known[key] = min(ways, key=lambda way: way[0], default=(inf, ()))
        return self.known[key]

    def _ends(self, start: int, left: int) -> Iterable[int]:
        if left == 1:
            return (len(self.title),) if self.upto[-1] - self.upto[start] <= self.most else ()
        return (
            end
            for end in range(start + 1, len(self.title))
            if abs(self.upto[end] - self.upto[start] - self.each) <= FREEDOM
            and self.upto[end] - self.upto[start] <= self.most
            and self.upto[-1] - self.upto[end] <= self.most * (left - 1)
        )

    def _way(self, start: int, end: int, left: int, before: float, falls: bool) -> tuple[float, tuple[str, ...]]:
        wide = self.upto[end] - self.upto[start]
        step = wide - before if before else STEP
        cost = (abs(step) - STEP) ** 2
        cost += HOURGLASS if falls and step > 0 else 0
        cost += LONELY if wide < self.each / 2 else 0
        line = (self.title[start:end],)
        if left == 1:
            return cost, line
        rest, following = self.best(end, left - 1, wide, falls or step < 0)
        return cost + rest + self.torn.get(end, 0), line + following


@lru_cache(maxsize=512)
def _torn(title: str) -> dict[int, float]:
    """What a break before each character costs, where it costs anything."""
    costs: dict[int, float] = {}
    at = 0
    while at < len(title):
        found = WHOLE.match(title, at)
        end = found.end() if found else at + 1
        costs.update(dict.fromkeys(range(at + 1, end), TORN))
        if not found and at + 1 < len(title) and not WHOLE.match(title, at + 1):
            costs[at + 1] = 4.0  # two characters of no known word may be one
        at = end
    for start, mark in enumerate(title):
        end = title.find(PAIRS.get(mark, "\0"), start)
        if 0 < end - start <= HELD:
            costs.update(dict.fromkeys(range(start + 1, end + 1), TORN))
    for place in range(1, len(title)):
        if title[place] in CLOSING or title[place - 1] in OPENING:
            costs[place] = 2.0 * TORN
        elif title[place - 1] in "的，、":
            costs[place] = 0.0
    return costs

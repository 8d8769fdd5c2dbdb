"""Ten requests and reports of the demo year: references, no content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse

from congress.models import Congress, User
from decisions.models import Matter, PartyRequest
from decisions.rules.requests import SENT_TO, Channel, RequestKind, RequestState

Q, R = RequestKind.REQUEST, RequestKind.REPORT
ROWS = (
    (Q, "关于召开县十八届人民代表大会会议的请示", "召开县人民代表大会会议", 340),
    (Q, "关于年度监督工作计划的请示", "主任会议通过年度监督工作计划", 320),
    (Q, "关于重大事项年度清单的请示", "主任会议通过年度清单", 300),
    (R, "关于代表建议办理工作情况的报告", "", 250),
    (Q, "关于民生实事候选项目的请示", "常委会审议候选项目", 240),
    (R, "关于执法检查情况的报告", "", 170),
    (Q, "关于批准财政决算的请示", "常委会审查批准决算", 120),
    (R, "关于常委会党组上半年工作的报告", "", 110),
    (Q, "关于开展专题询问的请示", "常委会专题询问", 20),
    (Q, "关于调整重大项目投资计划的请示", "常委会审议投资计划调整", 3),
)


def build_requests(county: Congress, as_of: date, matters: Sequence[Matter]) -> None:
    """Most are answered; one waits, one is being written."""
    director = User.objects.get(username="duansiping")
    PartyRequest.objects.bulk_create(
        _row(county, director, n, as_of, matters[n % len(matters)]) for n in range(len(ROWS))
    )


def _row(county: Congress, director: User, n: int, as_of: date, matter: Matter) -> PartyRequest:
    kind, subject, act, back = ROWS[n]
    on, newest, waits = as_of - timedelta(days=back), n == len(ROWS) - 1, n == len(ROWS) - 2
    state = SENT_TO[kind] if kind is R or waits else RequestState.REPLIED
    state = RequestState.DRAFTED if newest else state
    answered = state == RequestState.REPLIED
    return PartyRequest(
        county=county,
        kind=kind,
        channel=Channel.PARTY_GROUP,
        subject=subject,
        state=state,
        number="" if newest else f"云人常党组〔{on.year}〕{n + 1}号",
        sent_on=None if newest else on,
        reply_number=f"云委复〔{on.year}〕{n + 3}号" if answered else "",
        replied_on=on + timedelta(days=6) if answered else None,
        act=act or "",
        act_url=reverse("matter", args=[matter.pk]) if newest or n == 6 else "",
        entered_on=on,
        entered_by=director,
    )

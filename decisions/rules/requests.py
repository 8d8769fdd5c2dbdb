"""请示、报告 to the Party committee: kept as references beside the act they precede, never with their content."""

from __future__ import annotations

import re
from collections.abc import Mapping

from congress.rules.codes import Code


class RequestKind(Code):
    """A request waits for its answer, a report does not."""

    REQUEST = "request"
    REPORT = "report"


class RequestState(Code):
    """Where a request or report stands."""

    DRAFTED = "drafted"
    SENT = "sent"
    REPLIED = "replied"
    FILED = "filed"


class Channel(Code):
    """By which way it goes up."""

    PARTY_GROUP = "party_group"
    LEADER = "leader"
    ORGAN_BRANCH = "organ_branch"


SENT_TO: Mapping[RequestKind, RequestState] = {
    RequestKind.REQUEST: RequestState.SENT,
    RequestKind.REPORT: RequestState.FILED,
}
"""A report is done with when it is sent; a request waits for the 批复."""

SEVERAL = re.compile(r"[；;\n]|（[二三]）|[二三]、|另请示")


def one_matter(kind: RequestKind, subject: str) -> bool:
    """一文一事: a request asks one thing. Subjects that list several are several requests."""
    return kind is not RequestKind.REQUEST or SEVERAL.search(subject.strip()) is None

"""The office's words for the codes of this app."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congress.labels import LABELS, TONES
from deputies.rules import CosignState, Difficulty, Publicity, SuggestionState

LABELS.update(
    [
        (SuggestionState.DRAFT, _("草稿")),
        (SuggestionState.SUBMITTED, _("已提交")),
        (SuggestionState.ACCEPTED, _("已受理")),
        (CosignState.INVITED, _("待附议")),
        (CosignState.CONFIRMED, _("已附议")),
        (CosignState.DECLINED, _("未附议")),
        (Publicity.ALL, _("同意公开")),
        (Publicity.TITLE, _("只公开标题")),
        (Publicity.NONE, _("不公开")),
        (Difficulty.ORDINARY, _("一般（三个月内答复）")),
        (Difficulty.DIFFICULT, _("涉及面广、处理难度大（六个月内答复）")),
    ]
)
TONES.update([(SuggestionState.DRAFT, "ink"), (SuggestionState.SUBMITTED, "wait"), (SuggestionState.ACCEPTED, "done")])
TONES.update([(CosignState.INVITED, "wait"), (CosignState.CONFIRMED, "done"), (CosignState.DECLINED, "ink")])

"""In which order names stand: by strokes or by pinyin, as the county's setting says."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.models import Congress
from congress.queries.parameters import rows
from congress.rules.names import pinyin_key, stroke_key

ORDER = "names.order"
PINYIN = "pinyin"


def name_order(county: Congress, path: str = "") -> tuple[str, ...]:
    """Columns to order persons by; ``path`` leads to the person: ``person__``."""
    first, second = ("pinyin_key", "stroke_key") if _by_pinyin(county) else ("stroke_key", "pinyin_key")
    return f"{path}{first}", f"{path}{second}"


def key_of(county: Congress, name: str) -> str:
    """The key of a name nobody in the house bears."""
    return pinyin_key(name) if _by_pinyin(county) else stroke_key(name)


def order_words(county: Congress) -> str:
    """How a list of names says in which order it stands."""
    return _("按姓名汉语拼音为序") if _by_pinyin(county) else _("按姓氏笔画为序")


def _by_pinyin(county: Congress) -> bool:
    setting = rows(county, [ORDER]).get(ORDER)
    return setting is not None and setting.value == PINYIN

"""Chips of dates and states as ready markup: a list has one in every row, too many for templates in templates."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import conditional_escape as esc
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from congress.labels import State
from congress.queries.deadlines import Due, chinese_date


@lru_cache(maxsize=8)
def shape(tone: str) -> SafeString:
    """The drawing of a tone, rendered once per process."""
    return mark_safe(render_to_string("components/shape.html", {"tone": tone}).strip())  # noqa: S308  (our own template)


def badge(state: State) -> SafeString:
    """A state: word, shape and colour."""
    tone = state.tone or "ink"
    return mark_safe(f'<span class="chip tone-{tone}">{shape(tone)}{esc(state.label)}</span>')  # noqa: S308  (escaped)


def due_chip(due: Due, named: bool = False, compact: bool = False) -> SafeString:
    """A due date: how near, which day, and behind it how it came about.

    ``named`` begins with the clock's name; ``compact`` is the chip alone.
    """
    name = f'<span class="chip-clock">{esc(due.clock)}</span>' if named else ""
    day = _("%(month)d月%(day)d日") % {"month": due.on.month, "day": due.on.day}
    unsure = _("（暂定）") if due.provisional else ""
    words = f'{shape(due.tone)}{name}{esc(due.phrase)}<span class="chip-date">{esc(day)}{esc(unsure)}</span>'
    if compact:
        return mark_safe(f'<span class="chip tone-{due.tone}">{words}</span>')  # noqa: S308  (escaped)
    return mark_safe(  # noqa: S308  (escaped)
        f'<details class="due" data-popover>\n<summary class="chip tone-{due.tone}">'
        f'<span class="visually-hidden">{esc(due.clock)} </span>{words}</summary>\n'
        f'<div class="due-why">{due_why(due)}</div>\n</details>'
    )


def due_why(due: Due) -> SafeString:
    """How a date came about, and by which rule."""
    source = _("法定期限") if due.is_law else _("本县规定")
    lines = [str(line) for line in due.lines]
    if due.was:
        lines.append(_("原期限：") + _("、").join(chinese_date(day) for day in due.was))
    if due.provisional:
        lines.append(_("暂定：所涉年份的节假日安排尚未公布，先按周一至周五计算，公布后复核。"))
    if due.basis:
        lines.append(_("依据：") + due.basis)
    head = f'<b>{esc(due.clock)} {chinese_date(due.on)}</b> <span class="why-source">{esc(source)}</span>'
    text = "\n".join(f"<p>{esc(line)}</p>" for line in lines)
    return mark_safe(f'<div class="why">\n<p class="why-head">{head}</p>\n{text}\n</div>')  # noqa: S308  (escaped)

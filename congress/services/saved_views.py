"""Keeping the filters and columns of a list for oneself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from congress.models import SavedView, User
from congress.refusals import Incomplete, NotAllowed
from congress.services.base import command

MOST = 20
LONGEST = 1000


def save_view(*, actor: User, page: str, name: str, query: str) -> SavedView:
    """保存视图 under a name; the same name again replaces it.

    Raises Incomplete without a name, with a query that is too long, or when there are too many.
    """
    with command(actor, "save_view"):
        name = name.strip()
        if not name:
            raise Incomplete({"name": _("请给视图起个名称。")})
        if len(name) > 30 or len(query) > LONGEST:
            raise Incomplete({"name": _("名称最多 30 个字，筛选条件也不能过长。")})
        mine = SavedView.objects.filter(user=actor, page=page).exclude(name="")
        if mine.exclude(name=name).count() >= MOST:
            raise Incomplete({"name": _("最多保存 %(n)s 个视图，请先删除不用的。") % {"n": MOST}})
        row, _new = SavedView.objects.update_or_create(user=actor, page=page, name=name, defaults={"query": query})
    return row


def keep_columns(*, actor: User, page: str, columns: str) -> SavedView:
    """Remember the columns chosen for a page."""
    with command(actor, "keep_columns"):
        row, _new = SavedView.objects.update_or_create(
            user=actor, page=page, name="", defaults={"query": columns[:LONGEST]}
        )
    return row


def delete_view(*, actor: User, view: SavedView) -> None:
    """删除 one's own view. Raises NotAllowed."""
    with command(actor, "delete_view"):
        if view.user_id != actor.pk:
            raise NotAllowed(_("只能删除自己保存的视图。"))
        view.delete()

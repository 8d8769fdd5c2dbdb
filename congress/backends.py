"""Finding who is signed in, with what every page shows of him, in one query."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from congress.models import Notice, User


class HouseBackend(ModelBackend):
    """Django's backend, reading the account together with its person, county and count of unread notices."""

    def get_user(self, user_id: int) -> User | None:
        """The active account of a session, or None."""
        unread = Notice.objects.filter(person=OuterRef("person"), read_at=None).order_by().values("person")
        count = Coalesce(Subquery(unread.annotate(number=Count("pk")).values("number")), 0)
        rows = User.objects.select_related("person", "county").annotate(unread_notices=count)
        return rows.filter(pk=user_id, is_active=True).first()

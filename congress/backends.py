"""Finding who is signed in, with what every page shows of him, in one query."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from congress.models import User


class HouseBackend(ModelBackend):
    """Django's backend, reading the account together with its person and county."""

    def get_user(self, user_id: int) -> User | None:
        """The active account of a session, or None."""
        return User.objects.select_related("person", "county").filter(pk=user_id, is_active=True).first()

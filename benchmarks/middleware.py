"""Says in a header how many queries a page took."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

HEADER = "X-Queries"


class QueryCountMiddleware:
    """Counts; costs next to nothing, and the empty page pays it too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count the queries of one request."""
        count = 0

        def counted(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            nonlocal count
            count += not sql.startswith(("SAVEPOINT", "RELEASE"))
            return execute(sql, *rest)

        with connection.execute_wrapper(counted):
            response = self.get_response(request)
        response[HEADER] = str(count)
        return response

"""Accounts of the loaded counties signed in without a password, and requests over one kept connection."""

from __future__ import annotations

import http.client
import re
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from benchmarks.middleware import HEADER
from congress.models import User

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def session_of(user: User) -> str:
    """A session key of an account, as signing in would have made it."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "congress.backends.HouseBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


@dataclass(frozen=True)
class Answer:
    """What came back, and in how many milliseconds."""

    status: int
    millis: float
    queries: int
    location: str
    text: str


class Visitor:
    """Somebody signed in, with one connection to the site."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies = {settings.SESSION_COOKIE_NAME: session}
        self.token = ""

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path)

    def post(self, path: str, **data: str) -> Answer:
        """Send a form with the token of the page seen last."""
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self.token, **data}))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": "localhost", "Cookie": cookies, "Referer": "http://localhost/"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        response = self._answer(method, path, body, headers)
        text = response.read().decode("utf-8", "replace")
        millis = (time.perf_counter() - began) * 1000
        self._keep(response, text)
        queries = int(response.headers.get(HEADER, 0))
        return Answer(response.status, millis, queries, response.headers.get("Location", ""), text)

    def _answer(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        """The server closes a connection nobody used for two seconds: then a GET is asked on a new one."""
        if method != "GET":
            self.connection.close()
        try:
            self.connection.request(method, path, body, headers)
            return self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            if method != "GET":
                raise
            self.connection.close()
            self.connection.request(method, path, body, headers)
            return self.connection.getresponse()

    def _keep(self, response: http.client.HTTPResponse, text: str) -> None:
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        found = TOKEN.search(text)
        self.token = found.group(1) if found else self.token

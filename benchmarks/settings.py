"""The product's settings as they are in service, with an empty page and a count of queries in a header."""

from congress.settings import *  # noqa: F403
from congress.settings import BASE_DIR, MIDDLEWARE, TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE = ["benchmarks.middleware.QueryCountMiddleware", *MIDDLEWARE]
TEMPLATES[0]["DIRS"] = [BASE_DIR / "templates", BASE_DIR / "benchmarks" / "templates"]  # type: ignore[index]

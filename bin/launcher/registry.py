"""Where packages come from: the machine's own pip configuration, handed on to uv, which does not read it."""

import os
import shlex
import subprocess
from pathlib import Path

_PAIRS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}


def uv_environment(python: Path) -> dict[str, str]:
    """Return our environment with pip's settings under uv's names; what is set for uv already wins."""
    found = {_PAIRS[name]: value for name, value in _pip_settings(python).items() if name in _PAIRS}
    if "UV_INDEX" in found:
        # pip looks in every index; with hashes pinned that is safe for uv too.
        found["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return found | dict(os.environ)


def _pip_settings(python: Path) -> dict[str, str]:
    """Read ``pip config list``: files first, then install's own section, then the environment."""
    listing = subprocess.run(
        [python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    ).stdout
    settings: dict[str, str] = {}
    for scope in ("global.", "install.", ":env:."):
        for line in listing.splitlines():
            key, _, value = line.partition("=")
            if key.startswith(scope):
                settings[key.removeprefix(scope)] = _plain(value)
    return settings


def _plain(value: str) -> str:
    """Undo the quoting of ``pip config list`` and join several values with spaces."""
    return " ".join(" ".join(shlex.split(value)).replace("\\n", " ").split())

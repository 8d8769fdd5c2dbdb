"""The environment of the Django processes, and which servers were given from outside."""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .leftovers import MARK
from .refusal import Refusal

# Listening everywhere, and how this very machine is reached then.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104


@dataclass(frozen=True)
class Given:
    """Which servers the person runs; the others we run ourselves."""

    database: bool
    broker: bool

    @property
    def everything(self) -> bool:
        """Whether nothing is left for us to run."""
        return self.database and self.broker


def given_servers(environ: Mapping[str, str] = os.environ) -> Given:
    """Read which servers were given; half a database is a mistake worth stopping for."""
    pair = ("DATABASE_URL", "DATABASE_OWNER_URL")
    missing = [name for name in pair if not environ.get(name)]
    if len(missing) == 1:
        present = next(name for name in pair if name not in missing)
        raise Refusal(
            f"设置了 {present}，但缺少 {missing[0]}",
            "DATABASE_URL（应用角色）和 DATABASE_OWNER_URL（所有者角色）须同时设置；都不设置则使用内置数据库。",
        )
    return Given(database=not missing, broker=bool(environ.get("REDIS_URL")))


def server_environment(data: Path) -> dict[str, str]:
    """The environment of the embedded servers: nothing of the person's that could change them."""
    kept = {name: os.environ[name] for name in ("PATH", "TZ", "LD_LIBRARY_PATH") if name in os.environ}
    return {"LC_ALL": "C.UTF-8", MARK: str(data)} | kept


def django_environment(data: Path, secret_key: str, host: str, port: int) -> dict[str, str]:
    """What every Django process gets; what the person has set wins where it may."""
    env = dict(os.environ)
    env.setdefault("CONGRESS_SECRET_KEY", secret_key)
    env.setdefault("CONGRESS_HOSTS", ",".join(_hosts(host)))
    env.setdefault("CONGRESS_STATIC_ROOT", str(data / "static"))
    env |= {
        "CONGRESS_DATA": str(data),
        "CONGRESS_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        MARK: str(data),
    }
    return env


def _hosts(host: str) -> list[str]:
    """Names the site may be asked by: this machine's own, when it listens beyond itself."""
    names = ["localhost", "127.0.0.1", "[::1]"]
    if host in EVERYWHERE:
        names += [socket.gethostname(), *_addresses()]
    elif host not in names:
        names.append(f"[{host}]" if ":" in host else host)
    return list(dict.fromkeys(names))


def _addresses() -> list[str]:
    """The address of the outgoing interface: asked of the routing table, nothing is sent."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))
            return [probe.getsockname()[0]]
    except OSError:
        return []

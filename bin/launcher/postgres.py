"""The embedded PostgreSQL: one folder, one socket, no TCP port, passwords for everyone."""

import os
import shutil
import signal
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from . import leftovers, process
from .binaries import Binaries
from .process import Account
from .refusal import Refusal
from .screen import Screen
from .service import Service

DATABASE = "congress"
_TOP = "postgres"
_SAFE = {
    "listen_addresses": "",
    "max_connections": "120",
    "log_min_messages": "warning",
    # Disks without moving parts, pages that ask for few rows: no reading from end to end, no compiling of queries.
    "random_page_cost": "1.1",
    "jit": "off",
    # After a kill every file is flushed before recovery: by one call instead of one for each of thousands of files.
    "recovery_init_sync_method": "syncfs",
}
_THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
_BUILTIN_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")

_ROLES = r"""
\set ON_ERROR_STOP on
SELECT format('CREATE ROLE %I LOGIN', name) FROM (VALUES ('congress_owner'), ('congress_app')) wanted (name)
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE congress_owner NOSUPERUSER NOCREATEROLE {createdb} PASSWORD '{owner}';
ALTER ROLE congress_app NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD '{app}';
SELECT 'CREATE DATABASE {database} OWNER congress_owner'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{database}') \gexec
"""
_INSIDE = r"""
\connect {database}
SET client_min_messages = warning;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO congress_app;
SELECT format('CREATE EXTENSION IF NOT EXISTS %I', name) FROM pg_available_extensions
 WHERE name IN ('btree_gin', 'pg_trgm') \gexec
"""


@dataclass(frozen=True)
class Postgres:
    """A database cluster of ours."""

    binaries: Binaries
    folder: Path
    sockets: Path
    log: Path
    account: Account | None
    passwords: dict[str, str]
    throw_away: bool = False

    @property
    def socket(self) -> Path:
        """The path clients connect to."""
        return self.sockets / ".s.PGSQL.5432"

    def url(self, role: str) -> str:
        """Return the address for one of the two roles."""
        return f"postgresql://congress_{role}:{self.passwords[role]}@{quote(str(self.sockets), safe='')}/{DATABASE}"

    def check_version(self) -> None:
        """Refuse a folder written by another major version: PostgreSQL cannot read it."""
        marker = self.folder / "PG_VERSION"
        if not marker.exists():
            return
        found, ours = marker.read_text().strip(), str(self.binaries.major())
        if found != ours:
            raise Refusal(
                f"数据目录 {self.folder} 由 PostgreSQL {found} 建立，本程序使用 PostgreSQL {ours}，不能直接打开",
                "请用原来版本的程序导出（pg_dump），再导入新的数据目录，步骤见 docs/operations.md。",
            )

    def create(self, screen: Screen) -> None:
        """Initialise the cluster; a half-made one from an interrupted start is thrown away."""
        if self.folder.exists() and any(self.folder.iterdir()):
            return
        fresh = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        self._own(fresh)
        password = fresh.with_name("password.new")
        password.write_text(self.passwords["top"])
        self._give(password, 0o600)
        try:
            self._initdb(fresh, password, screen)
        finally:
            password.unlink(missing_ok=True)
        if self.folder.exists():
            self.folder.rmdir()
        fresh.rename(self.folder)

    def service(self, env: dict[str, str]) -> Service:
        """Describe the server process. SIGINT is its "fast" stop: it does not wait for clients."""
        settings = _SAFE | (_THROW_AWAY if self.throw_away else {})
        settings |= {"unix_socket_directories": str(self.sockets), "unix_socket_permissions": "0700"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._own(self.sockets)
        return Service(
            name="数据库 PostgreSQL",
            argv=[self.binaries.tool("postgres"), "-D", str(self.folder), *options],
            env=env,
            cwd=self.folder,
            log=self.log,
            ready=self._answers,
            patience=600,
            stop_signal=signal.SIGINT,
            stop_patience=120,
            account=self.account,
            before=self._clear_stale,
        )

    def make_roles(self, screen: Screen) -> None:
        """Make the two roles, the database, and what only a superuser may do in it."""
        fields = {"database": DATABASE, "owner": self.passwords["owner"], "app": self.passwords["app"]}
        script = _ROLES.format(createdb="CREATEDB" if self.throw_away else "NOCREATEDB", **fields)
        script += _INSIDE.format(database=DATABASE) + _INSIDE.format(database="template1")
        self._psql(script, screen)

    def _psql(self, script: str, screen: Screen) -> None:
        env = dict(os.environ, PGPASSWORD=self.passwords["top"], PGCLIENTENCODING="UTF8")
        argv = [self.binaries.tool("psql"), "-X", "-q", "-h", str(self.sockets), "-U", _TOP, "-d", _TOP]
        process.run(argv, screen, env=env, feed=script)

    def _initdb(self, folder: Path, password: Path, screen: Screen) -> None:
        argv = [self.binaries.tool("initdb"), "-D", str(folder), "-U", _TOP, f"--pwfile={password}"]
        argv += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"]
        argv += [*(_BUILTIN_LOCALE if self.binaries.major() >= 17 else ()), *(["--no-sync"] if self.throw_away else [])]
        process.run(argv, screen, cwd=folder, account=self.account)

    def _answers(self) -> bool:
        """A server that is up asks for a password; one still starting says it is not ready."""
        body = (196608).to_bytes(4, "big") + b"user\0" + _TOP.encode() + b"\0database\0" + _TOP.encode() + b"\0\0"
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(2)
                client.connect(str(self.socket))
                client.sendall((len(body) + 4).to_bytes(4, "big") + body)
                return client.recv(1) == b"R"
        except OSError:
            return False

    def _clear_stale(self) -> None:
        leftovers.free_database(self.folder.resolve(), self.socket)

    def _own(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._give(folder, 0o700)

    def _give(self, path: Path, mode: int) -> None:
        path.chmod(mode)
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)

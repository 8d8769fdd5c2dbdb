"""The data folder: its parts, who may use it, and the secrets kept in it."""

import fcntl
import hashlib
import os
import secrets
import stat
import tempfile
from pathlib import Path
from typing import IO

from . import account
from .process import Account
from .refusal import Refusal, from_os_error

_SOCKET_LIMIT = 100
_LONGEST_SOCKET = "postgres/.s.PGSQL.5432"
_ROOM_NEEDED = 200 * 2**20
_SHARED = Path("/var/lib/congress")


class DataFolder:
    """Everything that lives as long as the installation, under one folder."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.abspath(path))
        self.log = self.path / "log"
        self.secrets = self.path / "secrets"
        self.static = self.path / "static"
        self._lock: IO[str] | None = None

    def open(self) -> None:
        """Make the folder usable and ours alone, or refuse with the reason."""
        try:
            self._make()
            self._take()
        except OSError as error:
            raise from_os_error(error) from error

    def _make(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
        with tempfile.NamedTemporaryFile(dir=self.path) as probe:
            probe.write(b"." * 4096)
            probe.flush()
        free = self.free()
        if free < _ROOM_NEEDED:
            raise Refusal(f"磁盘空间不足：{self.path} 只剩 {free >> 20} MB，至少需要 200 MB", "请清理磁盘后再启动。")
        for part in (self.log, self.secrets, self.static, self.part("valkey"), self.part("beat")):
            part.mkdir(exist_ok=True, mode=0o700)

    def part(self, name: str) -> Path:
        """Return the path of one part of the folder."""
        return self.path / name

    def free(self) -> int:
        """Bytes an ordinary user may still write."""
        room = os.statvfs(self.path)
        return room.f_bavail * room.f_frsize

    def _take(self) -> None:
        handle = (self.path / "lock").open("a+")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            raise Refusal(
                f"已在运行（pid {handle.read().strip() or '未知'}），数据目录 {self.path}",
                "要再开一套，请换数据目录和端口：bin/serve --data 目录 --port 端口",
            ) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        self._lock = handle

    def secret(self, name: str, *, make: bool = True) -> str:
        """Return a secret kept in the folder, made at its first use and readable by us alone."""
        path = self.secrets / name
        if not path.exists():
            if not make:
                raise Refusal(f"缺少文件 {path}", "它是数据库的口令，请从备份中恢复该文件。")
            handle = os.open(path.with_suffix(".new"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(48))
            path.with_suffix(".new").rename(path)
        return path.read_text().strip()

    def database(self, owner: Account | None) -> Path:
        """Return where the database lives: here, or linked from here when its user cannot come in.

        Below root's private home the database user would need the parents opened; they stay shut.
        """
        here = self.part("postgres")
        if here.is_symlink():
            return here.resolve()
        if not here.exists() and not account.can(owner, self.path, os.X_OK):
            there = self._shared_place() / "postgres"
            here.symlink_to(there)
            return there
        return here

    def _shared_place(self) -> Path:
        """A folder of our own outside, which the database user can pass through."""
        place = _SHARED / _digest(self.path)
        for folder in (_SHARED, place):
            folder.mkdir(exist_ok=True, mode=0o711)
        return place

    def sockets(self, owner: Account | None) -> Path:
        """Return the folder of the sockets: ours, or a short one when the path would be too long."""
        here = self.part("run")
        fits = len(os.fsencode(here / _LONGEST_SOCKET)) <= _SOCKET_LIMIT
        if not fits or not account.can(owner, self.path, os.X_OK):
            here = _short_base() / f"congress-{os.geteuid()}-{_digest(self.path)}"
        _make_private(here)
        return here


def shared_binaries(version: str) -> Path:
    """Where a copy of the database programs goes when their user cannot reach ours."""
    _SHARED.mkdir(exist_ok=True, mode=0o711)
    return _SHARED / f"server-{version}"


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:8]


def _short_base() -> Path:
    if os.geteuid() == 0:
        return Path("/run")
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    usable = own and len(own) < 60 and os.access(own, os.W_OK)
    return Path(own if usable else "/tmp")  # noqa: S108  (a folder of ours alone is made in it)


def _make_private(folder: Path) -> None:
    """Create a folder only we (and, passing through, the database user) can enter; refuse somebody else's."""
    mode = 0o711 if os.geteuid() == 0 else 0o700
    folder.mkdir(exist_ok=True, mode=mode)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise Refusal(f"运行目录被别的用户占用：{folder}", "请删除它，或换一个路径较短的数据目录（--data）。")
    folder.chmod(mode)

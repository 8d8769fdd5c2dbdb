"""PostgreSQL refuses to run as root: the user it drops to, and what that user can reach."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from .process import Account
from .refusal import Refusal

NAME = "congress-db"


def database_account(database: Path) -> Account | None:
    """Return whom the database runs as when we are root: the owner of its files; None when we are not root."""
    if os.geteuid() != 0:
        return None
    if database.exists() and (owner := database.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        entry = _create()
    return Account(entry.pw_uid, entry.pw_gid)


def _create() -> pwd.struct_passwd:
    tool = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
    command = [tool or "", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    if not tool or subprocess.run([*command, "--shell", "/usr/sbin/nologin", NAME], capture_output=True).returncode:
        todo = "请改用普通用户运行，或用 DATABASE_URL 和 DATABASE_OWNER_URL 指定已有的数据库。"
        raise Refusal(f"PostgreSQL 不能以 root 身份运行，而系统用户 {NAME} 无法创建。", todo)
    return pwd.getpwnam(NAME)


def can(account: Account | None, path: Path, mode: int) -> bool:
    """Whether the account may use a path so: asked of the kernel by a child that is that account."""
    if account is None:
        return True
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(account.gid)
        os.setuid(account.uid)
        os._exit(0 if os.access(path, mode) else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

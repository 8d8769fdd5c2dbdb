"""The one exception a person at the terminal ever sees, and what the system's errors mean to them."""

import errno


class Refusal(Exception):
    """Something is wrong that a person can put right: what, and what to do about it."""

    def __init__(self, what: str, todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo


class Stopped(Exception):
    """The person (or the system) asked us to stop while something was still starting."""


_MEANING = {
    errno.ENOSPC: ("磁盘已满", "请清理磁盘后再启动。"),
    errno.EDQUOT: ("磁盘配额已用完", "请清理文件或提高配额后再启动。"),
    errno.EROFS: ("磁盘是只读的", "请换一个可写的数据目录：bin/serve --data 目录"),
    errno.EACCES: ("没有权限", "请换一个可写的数据目录（bin/serve --data 目录），或改由目录的所有者运行。"),
    errno.EPERM: ("没有权限", "请换一个可写的数据目录（bin/serve --data 目录），或改由目录的所有者运行。"),
    errno.ENOTDIR: ("路径中有一段不是目录", "请检查 --data 给出的目录。"),
    errno.EEXIST: ("同名文件已存在", "请检查 --data 给出的目录。"),
}


def from_os_error(error: OSError) -> Refusal:
    """Say in Chinese what an operating-system error means here."""
    what, todo = _MEANING.get(error.errno or 0, (f"系统错误：{error.strerror or error}", "请检查磁盘和权限后重试。"))
    where = f"：{error.filename}" if error.filename else ""
    return Refusal(f"{what}{where}", todo)

"""System packages: found by trying what needs them, installed with apt-get when that is allowed."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from . import process
from .refusal import Refusal
from .screen import Screen


@dataclass(frozen=True)
class Need:
    """A package and how to see that the machine has what it brings."""

    package: str
    present: Callable[[], bool]


def _library(name: str) -> Callable[[], bool]:
    def present() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return present


def _chinese_fonts() -> bool:
    """Whether fontconfig knows a Noto or Source Han face with Chinese glyphs."""
    if not shutil.which("fc-list"):
        return False
    listing = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False).stdout
    return any(family in listing for family in ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif"))


def _chromium() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


def _venv_module() -> bool:
    probe = [sys.executable, "-c", "import venv, ensurepip"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


SERVICE = (
    Need("libpango-1.0-0", _library("libpango-1.0.so.0")),
    Need("libpangoft2-1.0-0", _library("libpangoft2-1.0.so.0")),
    Need("libharfbuzz-subset0", _library("libharfbuzz-subset.so.0")),
    Need("fonts-noto-cjk", _chinese_fonts),
)
TESTS = (*SERVICE, Need("chromium", _chromium))


def ensure(needs: tuple[Need, ...], screen: Screen) -> None:
    """Install what is missing, or say exactly what to install."""
    if os.environ.get("CONGRESS_PYTHON"):
        return
    missing = [need.package for need in needs if not need.present()]
    if missing:
        _install(missing, screen)
        still = [need.package for need in needs if not need.present()]
        if still:
            raise Refusal(f"已安装但仍不可用：{' '.join(still)}", "请检查这些系统组件后重试。")


def ensure_venv_module(screen: Screen) -> None:
    """Debian ships Python without the means to create environments."""
    if not _venv_module():
        _install([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"], screen)


def _install(packages: list[str], screen: Screen) -> None:
    prefix = _privilege()
    by_hand = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if prefix is None:
        raise Refusal(f"缺少系统组件：{' '.join(packages)}", f"请由管理员执行：{by_hand}")
    with screen.step(f"安装系统组件 {' '.join(packages)}"):
        try:
            _apt(prefix, packages, screen)
        except Refusal as error:
            raise Refusal(
                f"系统组件安装失败。\n{error.what}", f"请检查网络和软件源，或由管理员执行：{by_hand}"
            ) from error


def _privilege() -> list[str] | None:
    """What to put before apt-get; None when we may not run it."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    allowed = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if allowed and allowed.returncode == 0 else None


def _apt(prefix: list[str], packages: list[str], screen: Screen) -> None:
    """Install; when the package lists are missing or old, update them once and try again."""
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    install = [*quiet, "install", "-y", "--no-install-recommends", *packages]
    if process.attempt(install, screen)[0]:
        process.run([*quiet, "update"], screen)
        process.run(install, screen)

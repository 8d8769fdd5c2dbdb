"""The Python environment: created once, synced only when a requirements file has changed."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import process, registry, system_packages
from .refusal import Refusal
from .screen import Screen

ROOT = Path(__file__).resolve().parents[2]
_FILES = {
    "serve": ("tools.txt", "base.txt", "embedded.txt"),
    "serve-with-given-servers": ("tools.txt", "base.txt"),
    "test": ("test.txt",),
}


def prepared_python(purpose: str, screen: Screen) -> Path:
    """Return an interpreter with everything installed; ``CONGRESS_PYTHON`` names one kept by somebody else."""
    given = os.environ.get("CONGRESS_PYTHON")
    if given:
        return _given_python(given)
    return _Environment(ROOT / ".venv", screen).prepare(purpose)


def _given_python(given: str) -> Path:
    found = shutil.which(given)
    if not found:
        raise Refusal(f"CONGRESS_PYTHON 指向的解释器不存在：{given}", "请改正或取消这个环境变量。")
    return Path(found)


class _Environment:
    """A virtual environment inside the project folder."""

    def __init__(self, folder: Path, screen: Screen) -> None:
        self.folder = folder
        self.screen = screen
        self.python = folder / "bin" / "python"
        self.stamp = folder / "requirements.digest"

    def prepare(self, purpose: str) -> Path:
        """Create and fill the environment unless it is as wanted already."""
        if not self._is_ready(purpose):
            self.folder.mkdir(exist_ok=True)
            with self._alone():
                if not self._is_ready(purpose):
                    self._fill(purpose)
        return self.python

    def _is_ready(self, purpose: str) -> bool:
        """A test environment holds everything the service needs, so it serves too."""
        if not self.python.exists() or not self.stamp.exists():
            return False
        return self.stamp.read_text().strip() in {_digest(purpose), _digest("test")}

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two commands started together must not fill one environment."""
        with (self.folder / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _fill(self, purpose: str) -> None:
        self.stamp.unlink(missing_ok=True)
        if not self._runs():
            self._create()
        files = [ROOT / "requirements" / name for name in _FILES[purpose]]
        with self.screen.step("安装 Python 依赖包（按哈希校验）"):
            self._sync(files)
        self.stamp.write_text(_digest(purpose) + "\n")

    def _runs(self) -> bool:
        """Whether the interpreter starts and is the version we run on (the system's may have been upgraded)."""
        if not self.python.exists():
            return False
        probe = [str(self.python), "-c", "import sys, pip; print(*sys.version_info[:2])"]
        answer = subprocess.run(probe, capture_output=True, text=True, check=False)
        return answer.stdout.split() == [str(part) for part in sys.version_info[:2]]

    def _create(self) -> None:
        system_packages.ensure_venv_module(self.screen)
        with self.screen.step("创建 Python 虚拟环境 .venv"):
            process.run([sys.executable, "-m", "venv", str(self.folder)], self.screen)

    def _sync(self, files: list[Path]) -> None:
        """Install with uv; where uv does not run, pip does the same more slowly."""
        names = [str(path) for path in files]
        pip = [str(self.python), "-m", "pip", "install", "--quiet", "--require-hashes"]
        code, _ = process.attempt([*pip, "-r", str(ROOT / "requirements" / "tools.txt")], self.screen)
        if not code:
            uv = [str(self.folder / "bin" / "uv"), "pip", "sync", "--quiet", "--require-hashes"]
            env = registry.uv_environment(self.python)
            code, _ = process.attempt([*uv, "--python", str(self.python), *names], self.screen, env=env)
        if code:
            self._sync_with_pip(pip, names)

    def _sync_with_pip(self, pip: list[str], names: list[str]) -> None:
        try:
            process.run([*pip, *(part for name in names for part in ("-r", name))], self.screen)
        except Refusal as error:
            todo = "请检查网络，或用 pip config 设置可用的软件源（pip config set global.index-url 地址）后重试。"
            raise Refusal(f"依赖包安装失败。\n{error.what}", todo) from error


def _digest(purpose: str) -> str:
    """Identify the requirement files and the interpreter they were installed for."""
    text = hashlib.sha256(f"{purpose} {sys.version_info[:2]}".encode())
    for name in _FILES[purpose]:
        text.update((ROOT / "requirements" / name).read_bytes())
    return text.hexdigest()

"""The Django side: preparing the database, and the three processes in service."""

import hashlib
import http.client
from collections.abc import Callable
from pathlib import Path

from . import process
from .environment import EVERYWHERE
from .folders import DataFolder
from .machine import ROOT
from .refusal import Refusal
from .screen import Screen
from .service import Service

_MEMORY = Path("/dev/shm")  # noqa: S108  (heartbeat files must not wait for a disk)
_CELERY = ("celery", "-A", "congress")


class Application:
    """Runs management commands and describes the processes."""

    def __init__(self, python: Path, env: dict[str, str], folder: DataFolder, screen: Screen) -> None:
        self.python = python
        self.env = env
        self.folder = folder
        self.screen = screen

    def manage(self, *arguments: str) -> str:
        """Run a management command; its failure is shown with its last lines."""
        return process.run([str(self.python), "manage.py", *arguments], self.screen, env=self.env, cwd=ROOT)

    def prepare(self, demo: bool) -> None:
        """Bring the database and the static files up to date."""
        title = "准备数据库：结构、法规与参数" + ("、演示数据（仅在没有数据时）" if demo else "")
        todo = "请检查数据库是否可用；若刚升级过程序，请把以上内容发给维护人员。"
        self._step(title, todo, "prepare", *(["--demo"] if demo else []))
        self._collect_static()

    def personae(self) -> str:
        """Return the text that says who can sign in to the demonstration."""
        return self.manage("demo", "--personae").strip()

    def worker(self) -> Service:
        """Describe the Celery worker. It stops warmly: a running task is finished first."""
        options = ["--pool=prefork", "--concurrency=1", "--without-gossip", "--without-mingle", "--loglevel=INFO"]
        log = self.folder.log / "worker.log"
        return self._service(
            "后台任务", ["celery", "-A", "congress", "worker", *options], log, _word_in(log, b" ready.")
        )

    def beat(self) -> Service:
        """Describe the scheduler; no pid file that could go stale."""
        schedule = self.folder.part("beat") / "schedule"
        options = [f"--schedule={schedule}", "--pidfile=", "--loglevel=INFO"]
        log = self.folder.log / "beat.log"
        return self._service(
            "定时任务", ["celery", "-A", "congress", "beat", *options], log, _word_in(log, b"beat: Start")
        )

    def web(self, host: str, port: int, workers: int, control: Path) -> Service:
        """Describe the web server. Threads, because a browser opens connections it does not use at once."""
        options = ["--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}", "--workers", str(workers)]
        options += ["--worker-class", "gthread", "--threads", "8", "--timeout", "60", "--graceful-timeout", "20"]
        options += ["--control-socket", str(control)]
        if _MEMORY.is_dir():
            options += ["--worker-tmp-dir", str(_MEMORY)]
        command = ["gunicorn", *options, "congress.wsgi:application"]
        return self._service("网站", command, self.folder.log / "web.log", lambda: answers(host, port))

    def _service(self, name: str, command: list[str], log: Path, ready: Callable[[], bool]) -> Service:
        argv = [str(self.python), "-m", *command]
        return Service(name=name, argv=argv, env=self.env, cwd=ROOT, log=log, ready=ready)

    def _step(self, title: str, todo: str, *arguments: str) -> None:
        try:
            with self.screen.step(title):
                self.manage(*arguments)
        except Refusal as error:
            raise Refusal(f"{title}失败。\n{error.what}", todo) from error

    def _collect_static(self) -> None:
        root = Path(self.env["CONGRESS_STATIC_ROOT"])
        stamp, wanted = root / ".digest", _static_digest()
        if not stamp.exists() or stamp.read_text() != wanted:
            self._step("整理静态文件", "请检查数据目录的空间与权限。", "collectstatic", "--noinput", "--clear")
            stamp.write_text(wanted)


def answers(host: str, port: int) -> bool:
    """Whether the site answers a request at all."""
    connection = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _word_in(log: Path, word: bytes) -> Callable[[], bool]:
    """Make a probe: whether the log has said a word since now."""
    began = log.stat().st_size if log.exists() else 0

    def said() -> bool:
        with log.open("rb") as file:
            file.seek(began)
            return word in file.read()

    return said


def _static_digest() -> str:
    """Identify our static files and the packages that bring more."""
    text = hashlib.sha256((ROOT / "requirements" / "base.txt").read_bytes())
    for path in sorted(path for folder in (ROOT / "static", *ROOT.glob("*/static")) for path in folder.rglob("*")):
        if path.is_file():
            text.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return text.hexdigest()

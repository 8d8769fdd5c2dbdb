"""Keeps services alive: ordered start, restart with back-off, ordered stop."""

import time
from collections.abc import Callable, Sequence

from . import interrupt
from .folders import DataFolder
from .refusal import Refusal
from .screen import Screen
from .service import Service

_STEADY = 60.0
_LONGEST_PAUSE = 30.0
_LOW_ROOM = 100 * 2**20


class Supervisor:
    """Holds the services in the order they started in."""

    def __init__(self, screen: Screen, folder: DataFolder) -> None:
        self.screen = screen
        self.folder = folder
        self.services: list[Service] = []
        self._looked = time.monotonic()

    def start(self, service: Service) -> None:
        """Start one service and wait until it answers."""
        with self.screen.step(f"启动{service.name}"):
            self.services.append(service)
            service.start()
            service.wait_until_ready(self.screen)

    def start_together(self, services: Sequence[Service], meanwhile: Callable[[], None]) -> None:
        """Start services in order without waiting for each, do something useful, then wait for all."""
        with self.screen.step("启动" + "、".join(service.name for service in services)):
            for service in services:
                self.services.append(service)
                service.start()
            meanwhile()
            for service in services:
                service.wait_until_ready(self.screen)

    def watch(self) -> None:
        """Serve until asked to stop."""
        while not interrupt.requested():
            for service in self.services:
                self._look_after(service)
            self._housekeeping()
            interrupt.nap(1.0 if all(service.is_running() for service in self.services) else 0.1)

    def stop(self) -> None:
        """Stop in reverse order: who uses a server ends before the server."""
        for service in reversed(self.services):
            with self.screen.step(f"停止{service.name}"):
                graceful = service.stop()
            if not graceful:
                self.screen.say(f"  ! {service.name}没有按时结束，已强制终止；未完成的任务会在下次启动后重做。")
        self.services.clear()

    def _look_after(self, service: Service) -> None:
        if service.is_running() or interrupt.requested():
            return
        if service.child is not None:
            self._note_death(service)
        elif time.monotonic() >= service.resume_at:
            self._restart(service)

    def _note_death(self, service: Service) -> None:
        code = service.child.returncode if service.child else 0
        lived = time.monotonic() - service.began
        service.sweep()
        service.failures = 1 if lived > _STEADY else service.failures + 1
        pause = min(_LONGEST_PAUSE, 0.1 * 2 ** (service.failures - 1))
        service.resume_at = time.monotonic() + pause
        self.screen.say(f"  ! {service.name}意外退出（{_cause(code)}），{pause:.1f} 秒后重新启动。日志：{service.log}")

    def _restart(self, service: Service) -> None:
        """Start again; the others wait for it by their own retries."""
        try:
            service.start()
        except (OSError, Refusal) as error:
            service.failures += 1
            service.resume_at = time.monotonic() + _LONGEST_PAUSE
            self.screen.say(f"  ! {service.name}无法重新启动（{error}），{_LONGEST_PAUSE:.0f} 秒后再试。")

    def _housekeeping(self) -> None:
        if time.monotonic() - self._looked < _STEADY:
            return
        self._looked = time.monotonic()
        try:
            for service in self.services:
                service.trim_log()
            if self.folder.free() < _LOW_ROOM:
                self.screen.say(
                    f"  ! 磁盘空间不足：{self.folder.path} 只剩 {self.folder.free() >> 20} MB，请尽快清理。"
                )
        except OSError as error:
            self.screen.say(f"  ! 整理日志失败：{error}")


def _cause(code: int) -> str:
    return f"信号 {-code}" if code < 0 else f"退出码 {code}"

"""One line per step on the terminal, with the seconds it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Screen:
    """Prints steps and events; ``quiet`` keeps only what must be read."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet
        self.live = sys.stdout.isatty() and not quiet
        self._began = 0.0
        self._spoke = 0.0
        self._title = ""

    def say(self, text: str = "") -> None:
        """Print a line whatever happens to the terminal: a closed pipe must not stop the service."""
        try:
            print(text, flush=True)
        except OSError:
            self.quiet = True

    def note(self, text: str) -> None:
        """Print a line unless quiet."""
        if not self.quiet:
            self.say(text)

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Show a step and, when it ends well, how long it took."""
        self._title, self._began = title, time.monotonic()
        self._spoke = self._began
        if self.live:
            self._draw(f"  … {title}")
        try:
            yield
        except BaseException:
            self._finish("✗")
            raise
        self._finish("✓")

    def tick(self, detail: str = "") -> None:
        """Called while waiting: keep the person informed, at most once in ten seconds off a terminal."""
        now = time.monotonic()
        if now - self._spoke < (0.5 if self.live else 10):
            return
        self._spoke = now
        text = f"  … {self._title}（已 {now - self._began:.0f} 秒）{detail[:60]}"
        if self.live:
            self._draw(text)
        else:
            self.note(text)

    def _finish(self, mark: str) -> None:
        text = f"  {mark} {self._title}（{time.monotonic() - self._began:.1f} 秒）"
        if self.live:
            self._draw(text, end="\n")
        else:
            self.note(text)

    def _draw(self, text: str, end: str = "") -> None:
        try:
            print(f"\r\x1b[2K{text}", end=end, flush=True)
        except OSError:
            self.live, self.quiet = False, True

"""A small SMTP server on this machine: takes real connections, keeps what it is sent."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default


@dataclass
class Sink:
    """Messages taken so far; addresses in ``refused`` are answered 550; ``down`` closes at once."""

    host: str = "127.0.0.1"
    port: int = 0
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)


class _Talk(socketserver.StreamRequestHandler):
    sink: Sink

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self) -> None:
        self.say("220 sink")
        to = ""
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()
            if verb.startswith("RCPT TO:"):
                to = line[8:].split(">")[0].strip("< ")
                self.say("550 no such mailbox" if to in self.sink.refused else "250 ok")
            elif verb == "DATA":
                self.say("354 go on")
                self.sink.mails.append((to, self.data()))
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def data(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        return email.message_from_bytes(b"".join(lines), policy=default)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def sink() -> Iterator[Sink]:
    """A running server and what it took."""
    taken = Sink()
    with _Server((taken.host, 0), type("Talk", (_Talk,), {"sink": taken})) as server:
        taken.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
        thread.start()
        try:
            yield taken
        finally:
            server.shutdown()
            thread.join(5)

"""The embedded broker: Valkey on a socket, every write in its append-only file."""

import socket
from pathlib import Path

from .service import Service


def valkey_service(program: Path, folder: Path, sockets: Path, log: Path, env: dict[str, str]) -> Service:
    """Describe the broker process."""
    path = sockets / "valkey.sock"
    settings = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "daemonize": "no",
        "maxmemory-policy": "noeviction",
    }
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return Service(
        name="消息队列 Valkey",
        argv=[str(program), *options],
        env=env,
        cwd=folder,
        log=log,
        ready=lambda: _answers(path),
        before=lambda: path.unlink(missing_ok=True),
    )


def valkey_url(sockets: Path) -> str:
    """Return the address Celery understands."""
    return f"redis+socket://{sockets / 'valkey.sock'}"


def _answers(path: Path) -> bool:
    """While it still loads its file it answers with an error."""
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
    except OSError:
        return False

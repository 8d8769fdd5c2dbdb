"""``bin/serve``: the whole system with one command."""

import argparse
import errno
import os
import socket
import time
from pathlib import Path

from . import environment, interrupt, leftovers, system_packages
from .application import Application
from .folders import DataFolder
from .machine import ROOT, prepared_python
from .refusal import Refusal, Stopped
from .screen import Screen
from .servers import start_servers
from .supervisor import Supervisor


def options(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="bin/serve", description="启动县人大常委会工作系统（Ctrl-C 停止）", add_help=False
    )
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只在本机；0.0.0.0 表示所有网卡")
    default = Path(os.environ.get("CONGRESS_DATA") or ROOT / "var")
    parser.add_argument("--data", type=Path, default=default, help="数据目录，默认 ./var，也可用环境变量 CONGRESS_DATA")
    parser.add_argument("--no-demo", action="store_true", help="不装入演示数据")
    parser.add_argument("--workers", type=int, default=2, help="网站进程数，默认 2")
    parser.add_argument("--quiet", action="store_true", help="只显示网址和异常")
    return parser.parse_args(arguments)


def serve(arguments: list[str]) -> int:
    """Prepare, start, watch and stop everything."""
    chosen = options(arguments)
    screen = Screen(chosen.quiet)
    interrupt.listen()
    given = environment.given_servers()
    folder = DataFolder(chosen.data)
    folder.open()
    leftovers.end_earlier_run(folder.path)
    check_port(chosen.host, chosen.port)
    began = time.monotonic()
    python = prepared_python("serve-with-given-servers" if given.everything else "serve", screen)
    system_packages.ensure(system_packages.SERVICE, screen)
    supervisor = Supervisor(screen, folder)
    try:
        env = environment.django_environment(folder.path, folder.secret("secret-key"), chosen.host, chosen.port)
        env |= start_servers(python, folder, given, supervisor, screen)
        application = Application(python, env, folder, screen)
        application.prepare(demo=not chosen.no_demo)
        personae = _start_processes(application, supervisor, chosen)
        _welcome(personae, screen, chosen, time.monotonic() - began)
        supervisor.watch()
    except Stopped:
        pass
    finally:
        screen.note("\n正在停止 …")
        supervisor.stop()
    screen.note("已停止，数据保存在 " + str(folder.path))
    return 0


def _start_processes(application: Application, supervisor: Supervisor, chosen: argparse.Namespace) -> str:
    """Start worker, scheduler and web; return who can sign in to the demonstration."""
    control = application.folder.sockets(None) / "gunicorn.ctl"
    web = application.web(chosen.host, chosen.port, chosen.workers, control)
    personae: list[str] = []
    supervisor.start_together(
        [application.worker(), application.beat(), web],
        meanwhile=lambda: None if chosen.no_demo else personae.append(application.personae()),
    )
    return "".join(personae)


def _welcome(personae: str, screen: Screen, chosen: argparse.Namespace, seconds: float) -> None:
    host = environment.EVERYWHERE.get(chosen.host, chosen.host)
    screen.note("")
    screen.say(f"系统已启动（{seconds:.1f} 秒）：http://{f'[{host}]' if ':' in host else host}:{chosen.port}/")
    if personae:
        screen.say(personae)
    screen.note("按 Ctrl-C 停止。")


def check_port(host: str, port: int) -> None:
    """Refuse a port that is taken, not ours to take, or an address this machine does not have."""
    if not 0 < port < 65536:
        raise Refusal(f"端口 {port} 无效", "请使用 1 到 65535 之间的端口：bin/serve --port 8000")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except (OSError, UnicodeError) as error:
            raise _port_refusal(host, port, error) from error


def _port_refusal(host: str, port: int, error: Exception) -> Refusal:
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.EADDRINUSE:
        return Refusal(f"端口 {port} 已被占用", f"请换一个端口：bin/serve --port {port + 1}")
    if code == errno.EACCES:
        return Refusal(f"没有权限使用端口 {port}", "1024 以下的端口需要管理员权限，请换一个端口：bin/serve --port 8000")
    return Refusal(f"本机不能监听地址 {host}", "请检查 --host；只在本机使用可不写。")

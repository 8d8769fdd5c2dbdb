"""``bin/serve`` in service: it answers, survives every killed process, and stops in order."""

import os
import signal
import socket
import stat
import time
import urllib.request

import pytest

from .house import NAMES, House, alive, serve_once, until

pytestmark = pytest.mark.house


def test_first_start_serves_and_says_where(house: House) -> None:
    assert f"http://127.0.0.1:{house.port}/" in house.said()
    until(house.serves)


def test_servers_open_no_port_but_the_sites(house: House) -> None:
    inodes = {link for pid in house.everyone() for link in _sockets(pid)}
    listening = {local for local, inode in _listeners() if inode in inodes}
    assert listening == {house.port}


def test_secrets_are_readable_by_the_owner_alone(house: House) -> None:
    for path in (house.data / "secrets").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((house.data / "secrets").stat().st_mode) == 0o700


def test_application_role_owns_nothing(house: House) -> None:
    roles = house.sql("select rolname, rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname ~ '^congress'")
    assert sorted(roles) == [("congress_app", False, False, False), ("congress_owner", False, False, False)]
    assert house.sql("select count(*) from pg_class where relowner = 'congress_app'::regrole") == [(0,)]
    assert house.sql("select has_schema_privilege('congress_app', 'public', 'create')") == [(False,)]


def test_second_start_says_already_running(house: House) -> None:
    assert house.program
    answer = serve_once(house.data, "--port", "1")
    assert answer.returncode == 1
    assert f"已在运行（pid {house.program.pid}）" in answer.stderr


@pytest.mark.parametrize("name", NAMES)
def test_killed_process_comes_back_and_rows_are_there(house: House, name: str) -> None:
    house.sql("create table if not exists launcher_probe (name text)")
    house.sql(f"insert into launcher_probe values ('{name}')")
    before = house.main_processes()
    os.kill(before[name], signal.SIGKILL)
    until(lambda: house.main_processes().get(name, before[name]) != before[name] and house.serves())
    until(lambda: set(house.main_processes()) == set(NAMES))
    assert "意外退出" in house.said()
    assert house.sql(f"select count(*) from launcher_probe where name = '{name}'") == [(1,)]


def test_idle_browser_connections_do_not_block_the_site(house: House) -> None:
    idle = [socket.create_connection(("127.0.0.1", house.port)) for _ in range(6)]
    began = time.monotonic()
    until(house.serves)
    assert time.monotonic() - began < 5
    for connection in idle:
        connection.close()


def test_killed_supervisor_leaves_no_orphan_and_starts_again(house: House) -> None:
    house.sql("create table if not exists launcher_probe (name text)")
    house.sql("insert into launcher_probe values ('supervisor')")
    everyone = house.everyone()
    assert house.program
    house.program.kill()
    house.program.wait()
    until(lambda: not any(alive(pid) for pid in everyone), 30)
    house.start()
    until(house.serves)
    assert house.sql("select count(*) from launcher_probe where name = 'supervisor'") == [(1,)]


def test_everything_killed_at_once_leaves_no_orphan_and_starts_again(house: House) -> None:
    house.sql("create table if not exists launcher_probe (name text)")
    house.sql("insert into launcher_probe values ('all')")
    assert house.program
    everyone = house.everyone()
    for pid in [house.program.pid, *house.main_processes().values()]:
        os.kill(pid, signal.SIGKILL)
    house.program.wait()
    house.start()
    until(house.serves)
    assert not any(alive(pid) for pid in everyone)
    assert house.sql("select count(*) from launcher_probe where name = 'all'") == [(1,)]


def test_terminated_stops_in_reverse_order(house: House) -> None:
    everyone = house.everyone()
    assert house.stop() == 0
    assert not any(alive(pid) for pid in everyone)
    ending = house.said().partition("正在停止")[2]
    order = [ending.index(word) for word in ("网站", "定时任务", "后台任务", "Valkey", "PostgreSQL")]
    assert order == sorted(order)
    with pytest.raises(OSError):
        urllib.request.urlopen(f"http://127.0.0.1:{house.port}/", timeout=2)


def _sockets(pid: int) -> set[str]:
    try:
        links = [os.readlink(f"/proc/{pid}/fd/{number}") for number in os.listdir(f"/proc/{pid}/fd")]
    except OSError:
        return set()
    return {link[8:-1] for link in links if link.startswith("socket:[")}


def _listeners() -> list[tuple[int, str]]:
    """Return port and inode of every listening TCP socket of the machine."""
    rows = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if os.path.exists(table):
            with open(table) as file:
                rows += [line.split() for line in file.readlines()[1:]]
    return [(int(row[1].rpartition(":")[2], 16), row[9]) for row in rows if row[3] == "0A"]

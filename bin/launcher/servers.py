"""The embedded servers one command needs: found, prepared, started, addressed."""

from pathlib import Path

from . import account, binaries, environment, leftovers
from .environment import Given
from .folders import DataFolder
from .postgres import Postgres
from .screen import Screen
from .supervisor import Supervisor
from .valkey import valkey_service, valkey_url


def start_servers(
    python: Path, folder: DataFolder, given: Given, supervisor: Supervisor, screen: Screen, *, throw_away: bool = False
) -> dict[str, str]:
    """Start the servers nobody gave us; return the addresses for the Django processes."""
    leftovers.end_earlier_run(folder.path)
    if given.everything:
        return {}
    owner = None if given.database else account.database_account(folder.part("postgres"))
    sockets = folder.sockets(owner)
    found = binaries.locate(python)
    env = environment.server_environment(folder.path)
    addresses: dict[str, str] = {}
    if not given.database:
        server = Postgres(
            binaries=binaries.reachable(found, owner),
            folder=folder.database(owner),
            sockets=sockets / "postgres",
            log=folder.log / "postgres.log",
            account=owner,
            passwords=_passwords(folder),
            throw_away=throw_away,
        )
        _start_postgres(server, supervisor, screen, env)
        addresses |= {"DATABASE_URL": server.url("app"), "DATABASE_OWNER_URL": server.url("owner")}
    if not given.broker:
        supervisor.start(valkey_service(found.valkey, folder.part("valkey"), sockets, folder.log / "valkey.log", env))
        addresses["REDIS_URL"] = valkey_url(sockets)
    return addresses


def _passwords(folder: DataFolder) -> dict[str, str]:
    """Passwords are made with the database; a database without its password file cannot be entered."""
    fresh = not (folder.part("postgres") / "PG_VERSION").exists()
    return {role: folder.secret(f"database-{role}", make=fresh or role != "top") for role in ("top", "owner", "app")}


def _start_postgres(server: Postgres, supervisor: Supervisor, screen: Screen, env: dict[str, str]) -> None:
    server.check_version()
    if not (server.folder / "PG_VERSION").exists():
        with screen.step("建立数据库"):
            server.create(screen)
    supervisor.start(server.service(env))
    server.make_roles(screen)

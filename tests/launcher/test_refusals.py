"""What ``bin/serve`` says when it cannot start: in Chinese, with an exit code, without a traceback."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from .house import ROOT, free_port, serve_environment, serve_once

pytestmark = pytest.mark.house

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to mount")
as_user = pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")


def refused(answer: "subprocess.CompletedProcess[str]", *words: str) -> None:
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "Traceback" not in answer.stdout + answer.stderr
    for word in ("错误：", "处理：", *words):
        assert word in answer.stderr


def test_taken_port_is_refused_before_anything_starts(place: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused(serve_once(place / "data", "--port", str(port)), f"端口 {port} 已被占用")
    assert not (place / "data" / "postgres").exists()


def test_impossible_port_and_foreign_address_are_refused(place: Path) -> None:
    refused(serve_once(place / "data", "--port", "70000"), "端口 70000 无效")
    refused(serve_once(place / "data", "--host", "203.0.113.9"), "本机不能监听地址 203.0.113.9")


def test_data_folder_that_is_a_file_is_refused(place: Path) -> None:
    (place / "file").write_text("")
    refused(serve_once(place / "file"), "同名文件已存在")
    refused(serve_once(place / "file" / "data"), "不是目录")


@as_user
def test_unwritable_data_folder_is_refused(place: Path) -> None:
    (place / "data").mkdir(mode=0o500)
    refused(serve_once(place / "data"), "没有权限")


@as_root
@pytest.mark.parametrize(("options", "word"), [("ro", "只读"), ("size=1m", "空间不足"), ("size=4k", "磁盘")])
def test_read_only_and_full_disks_are_refused(place: Path, options: str, word: str) -> None:
    (place / "data").mkdir()
    command = f"mount -t tmpfs -o {options} none '{place}/data' && exec '{ROOT}/bin/serve' --data '{place}/data'"
    if not shutil.which("unshare") or subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode:
        pytest.skip("no private mounts here")
    answer = subprocess.run(
        ["unshare", "-m", "sh", "-c", f"{command} --port {free_port()}"],
        env=serve_environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    refused(answer, word)


def test_database_of_another_version_is_refused_and_left_alone(place: Path) -> None:
    database = place / "data" / "postgres"
    database.mkdir(parents=True)
    (database / "PG_VERSION").write_text("14\n")
    (place / "data" / "secrets").mkdir()
    (place / "data" / "secrets" / "database-top").write_text("kept")
    refused(serve_once(place / "data", "--port", str(free_port())), "PostgreSQL 14", "pg_dump")
    assert [path.name for path in database.iterdir()] == ["PG_VERSION"]


@pytest.mark.parametrize(
    ("given", "missing"), [("DATABASE_URL", "DATABASE_OWNER_URL"), ("DATABASE_OWNER_URL", "DATABASE_URL")]
)
def test_half_a_database_is_refused_by_name(place: Path, given: str, missing: str) -> None:
    refused(serve_once(place / "data", **{given: "postgresql://x@localhost/x"}), f"缺少 {missing}")
    assert not (place / "data").exists()


def test_help_is_in_chinese() -> None:
    answer = subprocess.run([str(ROOT / "bin" / "serve"), "--help"], capture_output=True, text=True, check=True)
    assert "数据目录" in answer.stdout


def test_unknown_option_is_refused(place: Path) -> None:
    answer = serve_once(place / "data", "--colour")
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr

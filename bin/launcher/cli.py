"""Chooses the command and turns every failure into words and an exit code."""

import sys
import tempfile
import traceback

from .checks import run_tests
from .refusal import Refusal, Stopped, from_os_error
from .serve import serve

_COMMANDS = {"serve": serve, "test": run_tests}


def main(arguments: list[str]) -> int:
    """Run a command; never show a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        return _COMMANDS[arguments[0]](arguments[1:])
    except Stopped:
        return 130
    except Refusal as error:
        return _explain(error)
    except OSError as error:
        return _explain(from_os_error(error))
    except Exception:
        return _explain(_unexpected())


def _explain(error: Refusal) -> int:
    print(f"\n错误：{error.what}", file=sys.stderr)
    if error.todo:
        print(f"处理：{error.todo}", file=sys.stderr)
    return 1


def _unexpected() -> Refusal:
    with tempfile.NamedTemporaryFile("w", prefix="congress-", suffix=".log", delete=False) as file:
        traceback.print_exc(file=file)
    return Refusal("启动程序内部错误", f"详情已写入 {file.name}，请发给维护人员。")

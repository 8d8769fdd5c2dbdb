# Sets $python to an interpreter of 3.11 or newer, or says what to install. Sourced by serve and test.
for python in "${CONGRESS_PYTHON:-}" python3 python3.13 python3.12 python3.11; do
  [ -n "$python" ] && command -v "$python" >/dev/null 2>&1 || continue
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return 0
done
echo "需要 Python 3.11 或更高版本，本机没有找到。" >&2
echo "请先安装，例如 Debian 12 / Ubuntu 24.04：apt-get install python3 python3-venv" >&2
exit 1

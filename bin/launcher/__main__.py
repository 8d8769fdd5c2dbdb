"""Entry point: ``python bin/launcher serve|test …``."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from launcher.cli import main  # noqa: E402  (the path above must come first)

sys.exit(main(sys.argv[1:]))

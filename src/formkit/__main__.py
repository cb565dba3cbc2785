"""``python -m formkit`` is the command ``formkit``."""

from __future__ import annotations

import sys

from formkit.cli import main

if __name__ == "__main__":
    sys.exit(main())

"""Work for processes of a pool, some of which takes its process with it."""

from __future__ import annotations

import os
import time

KILLERS = {3, 7}
WRONG = 5


def nothing(*_: object) -> None:
    """Prepare nothing."""


def double(number: int) -> int:
    """Return twice a number; some numbers kill the process."""
    if number in KILLERS:
        os._exit(9)
    time.sleep(0.01)
    return number * 2


def refuse(number: int) -> int:
    """Return a number; one of them is wrong."""
    if number == WRONG:
        raise LookupError(number)
    return number

"""``kill -9`` at any moment: the next run gives the same register, and nothing half written lies about."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from collected import collect, command, environment, sheets_of
from inboxmaking import make_inbox

MOMENTS = 50 if os.environ.get("CI") == "true" else 8
PACKAGES = 10


def kill_after(inbox: Path, register: Path, seconds: float) -> bool:
    """Collect, and kill the command with everything it started; return whether it was still at work."""
    running = subprocess.Popen(
        command("collect", inbox, "-o", register, "-j", "2"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGKILL)
        running.wait()
        return True
    return False


@pytest.mark.slow
def test_after_kill_9_at_any_moment_a_rerun_gives_the_same_register(tmp_path: Path) -> None:
    inbox = make_inbox(tmp_path / "收件", PACKAGES, seed=4, broken=1).folder
    begun = time.monotonic()
    (tmp_path / "whole").mkdir()
    collect(inbox, tmp_path / "whole" / "register.xlsx")
    takes = time.monotonic() - begun
    wanted = sheets_of(tmp_path / "whole" / "register.xlsx").values()
    assert len(wanted["收件登记"]) == PACKAGES
    rng, killed = random.Random(9), 0
    for moment in range(MOMENTS):
        folder = tmp_path / f"moment{moment}"
        folder.mkdir()
        register = folder / "register.xlsx"
        killed += kill_after(inbox, register, rng.uniform(0.2, takes))
        if register.exists():  # whole, whenever it was that the process was killed
            assert sheets_of(register).values() == wanted
        done = collect(inbox, register)
        assert done.returncode == 5, done.stderr
        assert sheets_of(register).values() == wanted, moment
        assert sorted(path.name for path in folder.iterdir()) == ["register.ledger", "register.xlsx"]
    assert killed > MOMENTS // 2

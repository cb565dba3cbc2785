"""The same work on a cluster: a real scheduler of Dask and two workers, each a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from collected import collect, environment, sheets_of
from formkit import cli
from inboxmaking import make_inbox

PATIENCE = 120.0


@contextmanager
def started(*arguments: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of Dask until the test is over."""
    with (folder / f"{arguments[0]}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{arguments[0]}", *arguments[1:]],
            stdout=log,
            stderr=log,
            cwd=folder,
            env={**environment(), "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "0"},
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """Return the address of a scheduler with two workers."""
    pytest.importorskip("distributed", reason="formkit[cluster] is not installed")
    folder = tmp_path / "dask"
    folder.mkdir()
    file = folder / "scheduler.json"
    with ExitStack() as running:
        place = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        running.enter_context(started("dask_scheduler", *place, folder=folder))
        deadline = time.monotonic() + PATIENCE
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        address = str(json.loads(file.read_text(encoding="utf-8"))["address"])
        for name in ("one", "two"):
            worker = ("--name", name, "--nworkers", "1", "--nthreads", "1", "--no-dashboard")
            running.enter_context(started("dask_worker", address, *worker, folder=folder))
        wait_for_workers(address)
        yield address


def wait_for_workers(address: str) -> None:
    from distributed import Client

    with Client(address, timeout=PATIENCE) as client:
        client.wait_for_workers(2, timeout=PATIENCE)


@pytest.mark.slow
def test_a_cluster_gives_the_register_that_this_machine_gives(tmp_path: Path, scheduler: str) -> None:
    inbox = make_inbox(tmp_path / "收件", 24, seed=6, broken=5).folder
    ours, theirs = tmp_path / "ours.xlsx", tmp_path / "theirs.xlsx"
    assert collect(inbox, ours).returncode == 5
    done = collect(inbox, theirs, "--cluster", scheduler)
    assert done.returncode == 5, done.stderr
    assert sheets_of(theirs).values() == sheets_of(ours).values()


def test_an_address_at_which_nobody_answers_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="formkit[cluster] is not installed")

    def refuse(*_: object, **__: object) -> object:
        raise OSError("Timed out trying to connect")

    monkeypatch.setattr(distributed, "Client", refuse)
    (tmp_path / "inbox").mkdir()
    line = [
        "collect",
        str(tmp_path / "inbox"),
        "-o",
        str(tmp_path / "r.xlsx"),
        "--cluster",
        "tcp://nowhere:1",
    ]
    assert cli.main(line) == 2
    assert "连不上集群" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["inbox"]

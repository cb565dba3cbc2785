"""The benchmarks' table: who is measured by whom, and who is not there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
SIDE = """
import sys
from measuring import be_side
be_side({"slow": lambda: 0.4, "fast": lambda: 0.1})
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are measured with wait4")


def test_each_side_is_measured_by_the_first_and_a_peer_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    monkeypatch.setenv("PYTHONPATH", str(BENCHMARKS))
    import measuring

    script = tmp_path / "sides.py"
    script.write_text(SIDE, encoding="utf-8")
    sides = [
        measuring.Side("them", str(script), ("slow",)),
        measuring.Side("nobody", str(script), ("slow",), module="no_such_module"),
        measuring.Side("us", str(script), ("fast",)),
    ]
    rows = measuring.compare(measuring.Comparison("work", sides), turns=1)
    assert [row[:3] for row in rows] == [
        ("them", "400", "1.00"),
        ("nobody", measuring.NOT_INSTALLED, ""),
        ("us", "100", "4.00"),
    ]
    assert all(float(row[3]) > 1 for row in rows if row[3])


def test_nothing_is_measured_by_a_peer_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    monkeypatch.setenv("PYTHONPATH", str(BENCHMARKS))
    import measuring

    script = tmp_path / "sides.py"
    script.write_text(SIDE, encoding="utf-8")
    sides = [
        measuring.Side("nobody", str(script), ("slow",), module="no_such_module"),
        measuring.Side("us", str(script), ("fast",)),
    ]
    rows = measuring.compare(measuring.Comparison("work", sides), turns=1)
    assert [row[2] for row in rows] == ["", ""]

"""Every hostile file of ours through the workers: read, or refused by code; the next file is always read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.hostilemaking import HOSTILE

import formkit
from formkit.errors import REFUSALS
from formkit.isolation import extract_all

LIMITS = formkit.ReadLimits(step_seconds=3)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[formkit.Case]]:
    """Return what became of each hostile file; all are read as one batch, a good file between each."""
    folder = tmp_path_factory.mktemp("hostile")
    names = {}
    for name, (make, _) in HOSTILE.items():
        path = folder / f"{name}.bin"
        path.write_bytes(make())
        names[str(path)] = name
    found: dict[str, list[formkit.Case]] = {name: [] for name in HOSTILE}
    start = time.monotonic()
    for case in extract_all(None, names, workers=2, limits=LIMITS):
        source = next(path for path in names if case.source == path or case.source.startswith(f"{path}/"))
        found[names[source]].append(case)
    assert time.monotonic() - start < 25 * len(HOSTILE)
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_by_code(
    name: str, outcomes: dict[str, list[formkit.Case]]
) -> None:
    cases = outcomes[name]
    assert cases, "nothing is lost in silence"
    for case in cases:
        codes = {finding.code for finding in case.findings}
        assert codes, "an empty success"
        assert "internal" not in codes
        assert "root:" not in repr(case), "bytes of this machine came out"
    expected = HOSTILE[name][1]
    refused = {finding.code for case in cases for finding in case.findings if finding.code in REFUSALS}
    assert (refused or {"read"}) & expected, (refused, expected)


def test_a_good_file_after_them_is_read(tmp_path: Path) -> None:
    call = formkit.load("tangcheng-2025")
    good = tmp_path / "good.docx"
    formkit.fill(call, "report", {"unit": {"name": "样本公司"}}, good)
    bad = []
    for name in sorted(HOSTILE)[::7]:
        bad.append(tmp_path / f"{name}.bin")
        bad[-1].write_bytes(HOSTILE[name][0]())
    *_, case = extract_all(call, [*bad, good], workers=1, limits=LIMITS)
    assert case.record.value("unit.name") == "样本公司"

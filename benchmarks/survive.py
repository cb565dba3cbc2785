"""Run every file of a folder through ``extract`` and say what became of each.

    python benchmarks/survive.py DIR [--expected FILE] [--accept] [-v]

Each file is read as a clerk's would be, in a worker process under the ordinary limits. The table counts
what was read (with an answer, or named as no form), refused by code, timed out and crashed. ``--expected``
names a JSON file that keeps the outcome of each file by its SHA-256: whatever differs is printed, better
or worse, and the exit code is 1; ``--accept`` writes it anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from pathlib import Path

import formkit
from formkit.errors import REFUSALS
from formkit.printing import table

EXPECTED = Path(__file__).with_name("survive.json")


def outcome_of(case: formkit.Case) -> str:
    """Return ``read``, ``unrecognised`` (read, and no form of ours), or the code of the refusal."""
    codes = [finding.code for finding in case.findings]
    refusal = next((code for code in codes if code in REFUSALS), None)
    if refusal is not None and not case.record.form:
        return refusal
    named = next(
        (code for code in ("scan", "unreadable-text", "empty-document", "page-count") if code in codes), ""
    )
    return f"named: {named}" if named else ("read" if case.record.form else "unrecognised")


def outcomes(paths: list[Path]) -> dict[Path, list[str]]:
    """Return for each path the outcomes: one for a file, several for a package."""
    found: dict[Path, list[str]] = {path: [] for path in paths}
    for case in formkit.extract_all(None, paths):
        path = next(path for path in (Path(case.source), *Path(case.source).parents) if path in found)
        found[path].append(outcome_of(case))
    return found


def main() -> int:
    """Print the table; return 1 where something crashed, or differs from what is expected."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--expected", type=Path, default=EXPECTED)
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("-v", action="store_true", dest="verbose")
    options = parser.parse_args()
    paths = sorted(path for path in options.folder.rglob("*") if path.is_file() and path.suffix != ".tsv")
    start = time.perf_counter()
    found = outcomes(paths)
    seconds = time.perf_counter() - start
    if options.verbose:
        for path, items in found.items():
            print(f"{path.name}\t{'、'.join(sorted(set(items))) or 'nothing'}")
    endings = sorted({path.suffix for path in paths})
    kinds = Counter(
        (path.suffix, item) for path, items in found.items() for item in set(items) or {"nothing"}
    )
    rows = [("", *endings)]
    rows += [
        (name, *(str(kinds[ending, name] or "") for ending in endings))
        for name in sorted({key[1] for key in kinds})
    ]
    print(table(rows))
    print(f"{len(paths)} files in {seconds:.0f} s")
    now = {hashlib.sha256(path.read_bytes()).hexdigest(): sorted(set(items)) for path, items in found.items()}
    return _compared(now, options.expected, accept=options.accept)


def _compared(now: dict[str, list[str]], expected: Path, *, accept: bool) -> int:
    """Say what differs from what is expected, in either direction."""
    before = json.loads(expected.read_text(encoding="utf-8")) if expected.is_file() else {}
    changed = {key: value for key, value in now.items() if key in before and before[key] != value}
    for key, value in changed.items():
        print(f"{key[:16]}: {before[key]} -> {value}")
    print(f"{len(changed)} differ from what is expected, {len(now.keys() - before.keys())} are new")
    if accept:
        expected.write_text(json.dumps({**before, **now}, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    bad = any(item in {"internal", "nothing"} for value in now.values() for item in value)
    return 1 if bad or (changed and not accept) else 0


if __name__ == "__main__":
    sys.exit(main())

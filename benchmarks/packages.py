"""How well the files of a submission are sorted: made-up packages with the truth of every file.

    python benchmarks/packages.py [PACKAGES] [SEED] [--show] [--keep=FOLDER]

Needs LibreOffice; ``--keep`` names a folder for what it made, so that the next run is quicker. Printed
are: files given a wrong slot though the program was sure (0.8 or more), right ones among those whose name or
text tells anything, files 待确认, and files of which nothing was said.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from packagemaking import Package, make, zipped

import formkit
from formkit.packages import read_submission
from formkit.printing import table
from formkit.programs import libreoffice
from formkit.sorting.deciding import SURE
from formkit.submission import Submission

HERE = Path(__file__).resolve().parent


def converter(folder: Path) -> Callable[[bytes, str], bytes]:
    """Return what turns a DOCX into another format; what was converted before is taken from the folder."""

    def convert(data: bytes, to: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as package:  # its times are those of the writing
            content = repr(sorted((item.filename, item.CRC) for item in package.infolist()))
        made = folder / f"{hashlib.sha256(content.encode()).hexdigest()[:24]}.{to}"
        if not made.exists():
            source = made.with_suffix(".docx")
            source.write_bytes(data)
            result = libreoffice.convert([source], folder, to)[source]
            if not isinstance(result, Path):
                raise SystemExit(result.message)
            result.replace(made)
        return made.read_bytes()

    return convert


def judge(package: Package, seen: Submission, counts: Counter[str], wrong: list[str]) -> None:
    """Count what became of each file of a package."""
    found = {item.name: item for item in seen.materials}
    said = "\n".join(finding.message for finding in seen.findings)
    for name in package.files:
        truth = package.truth.get(name)
        item = found.get(name)
        counts["files"] += 1
        if item is None:
            counts["named"] += name in said
            counts["ignored"] += name not in said
            continue
        if truth is None:
            continue
        slot = item.slot or ""
        right = slot in truth.slots
        counts["judged"] += 1
        counts["unknown"] += not slot
        counts["sure"] += item.confidence >= SURE
        counts["sure wrong"] += item.confidence >= SURE and not right
        counts["assigned wrong"] += bool(slot) and not right
        counts["mute"] += not truth.tells
        counts["mute assigned"] += not truth.tells and bool(slot)
        counts["mute wrong"] += not truth.tells and bool(slot) and not right
        if truth.tells:
            counts["telling"] += 1
            counts["telling right"] += right
            counts["telling unknown"] += not slot
        if (truth.tells or slot) and not right:
            wrong.append(
                f"{name}: {slot or '待确认'} {item.confidence:.2f}, is {'/'.join(truth.slots)}: {item.reason}"
            )


def main() -> None:
    """Make the packages, read them, and print what became of their files."""
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    total, seed = [*numbers, *(20, 1)[len(numbers) :]]
    programme = formkit.load("tangcheng-2025")
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    spent = longest = 0.0
    with tempfile.TemporaryDirectory() as place:
        kept = [argument.partition("=")[2] for argument in sys.argv if argument.startswith("--keep=")]
        converted = Path(*kept or (place, "converted"))
        converted.mkdir(exist_ok=True)
        for number in range(total):
            package = make(seed * 1000 + number, converter(converted))
            path = Path(place, f"{number}.zip")
            path.write_bytes(zipped(package))
            began = time.perf_counter()
            seen = read_submission(programme, path)
            took = time.perf_counter() - began
            spent, longest = spent + took, max(longest, took)
            judge(package, seen, counts, wrong)
    rows = [("of", "files", "share"), ("all files", str(counts["files"]), "")]
    for label, key, whole in (
        ("silently ignored", "ignored", "files"),
        ("sure (0.8 or more)", "sure", "judged"),
        ("sure and wrong", "sure wrong", "judged"),
        ("assigned and wrong", "assigned wrong", "judged"),
        ("待确认", "unknown", "judged"),
        ("name or text tells: right", "telling right", "telling"),
        ("name or text tells: 待确认", "telling unknown", "telling"),
        ("nothing tells: assigned all the same", "mute assigned", "mute"),
        ("nothing tells: assigned wrong", "mute wrong", "mute"),
    ):
        rows.append((label, f"{counts[key]} / {counts[whole]}", f"{counts[key] / max(1, counts[whole]):.1%}"))
    print(table(rows))
    print(f"{spent / total:.1f} s a package, the longest {longest:.1f} s")
    if "--show" in sys.argv:
        print(*wrong, sep="\n")


if __name__ == "__main__":
    main()

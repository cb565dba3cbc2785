"""Documents per second of ``fill`` against docxtpl, on the real form, in one run.

    python benchmarks/fill.py [DOCUMENTS]

Both sides get the same data with the photo already fitted. CPU time of this process is what counts;
docxtpl is measured twice: loaded for each document, and reused as far as it lets one.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
from pathlib import Path

import formkit
from formkit.documents import _with_pictures
from formkit.named import names_of
from formkit.printing import table
from formkit.readers.data import read_data

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "tangcheng-2025" / "enterprise.yaml"
NAME = "application"


def prepared() -> tuple[formkit.Programme, dict]:
    """Return the programme and the sample's data, its photo fitted."""
    call = formkit.load("tangcheng-2025")
    form = call.forms[NAME]
    data = read_data(SAMPLE, form).records[0]
    return call, _with_pictures(form, data, SAMPLE.parent, [])


def ours(count: int) -> float:
    """Return the CPU seconds of a document filled by formkit."""
    call, data = prepared()
    formkit.fill_document(call, NAME, data)
    start = time.process_time()
    for _ in range(count):
        formkit.fill_document(call, NAME, data)
    return (time.process_time() - start) / count


def theirs(count: int, *, reuse: bool) -> float:
    """Return the CPU seconds of a document filled by docxtpl."""
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage, Listing

    call, data = prepared()
    form = call.forms[NAME]
    record = formkit.fill_document(call, NAME, data).record
    path = form.template
    photo = next(
        (found.value for found in record.answers.values() if isinstance(found.value, formkit.Picture)), None
    )

    def show(_: formkit.Field, value: object) -> object:
        if isinstance(value, formkit.Picture):
            return None
        return Listing(str(value)) if "\n" in str(value) else str(value)

    template = DocxTemplate(path)
    spent = 0.0
    for _ in range(count):
        start = time.process_time()
        if not reuse:
            template = DocxTemplate(path)
        names = names_of(form, record, show).as_dict()
        if photo is not None:
            leader = dict(names["leader"].as_dict())
            leader["photo"] = InlineImage(template, io.BytesIO(photo.data), width=Mm(35))
            names["leader"] = leader
        template.render(names, autoescape=True)
        template.save(io.BytesIO())
        spent += time.process_time() - start
    return spent / count


def measured(what: str, count: int) -> tuple[float, float]:
    """Return CPU milliseconds and peak megabytes of one side, in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--side", what, str(count)], capture_output=True, text=True, check=True
    )
    seconds, peak = map(float, done.stdout.split())
    return seconds * 1000, peak


def main() -> None:
    """Print the table."""
    if "--side" in sys.argv:
        what, count = sys.argv[2], int(sys.argv[3])
        sides = {
            "formkit": ours,
            "docxtpl": lambda n: theirs(n, reuse=False),
            "docxtpl reused": lambda n: theirs(n, reuse=True),
        }
        seconds = sides[what](count)
        print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    rows = [("", "CPU ms per document", "documents per second", "times docxtpl", "peak MB")]
    base = measured("docxtpl", max(count // 20, 5))
    for what, result in (
        ("docxtpl", base),
        ("docxtpl reused", measured("docxtpl reused", max(count // 20, 5))),
        ("formkit", measured("formkit", count)),
    ):
        rows.append(
            (
                what,
                f"{result[0]:.2f}",
                f"{1000 / result[0]:.0f}",
                f"{base[0] / result[0]:.1f}",
                f"{result[1]:.0f}",
            )
        )
    print(table(rows))


if __name__ == "__main__":
    main()

"""Law 1 at scale: generated records of the real form go out to DOCX and come back; none may differ.

    python benchmarks/roundtrip.py [RECORDS]

One record in ten holds a character that no XML file can; exactly those must be refused.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.records import NASTY, record  # noqa: E402

import formkit  # noqa: E402
from formkit.filling import FORBIDDEN  # noqa: E402

BAD = "\x00\x01\x08\x0b\x1f\ufffe\uffff\ud800"


def main() -> int:
    """Run; 0 when nothing differs."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    call = formkit.load("tangcheng-2025")
    form = call.forms["application"]
    rng = random.Random(1)
    equal = refused = differ = wrongly = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.docx"
        for number in range(count):
            texts = [*rng.choices(NASTY, k=8), strange(rng)]
            if number % 10 == 0:
                texts[rng.randrange(len(texts))] += rng.choice(BAD) + "尾"
            data = record(form, rng, texts)
            holds_bad = FORBIDDEN.search(flat(data)) is not None
            try:
                filled = formkit.fill_document(call, "application", data)
            except formkit.DataError:
                refused += 1
                wrongly += not holds_bad
                continue
            wrongly += holds_bad
            path.write_bytes(filled.data)
            case = formkit.extract(call, path)
            odd = [
                key
                for key in {**filled.record.answers, **case.record.answers}
                if filled.record.value(key) != case.record.value(key)
            ]
            equal += not odd
            if odd:
                differ += 1
                for key in odd[:3]:
                    print(
                        "DIFFERS",
                        number,
                        key,
                        repr(filled.record.value(key))[:300],
                        repr(case.record.value(key))[:300],
                    )
    print(
        f"{count} records: {equal} equal, {refused} refused by name, {differ} differ, "
        f"{wrongly} refused or let through wrongly"
    )
    return 1 if differ or wrongly else 0


def strange(rng: random.Random) -> str:
    """Return eight characters from anywhere in the first planes of Unicode."""
    pick = rng.choice
    return "".join(chr(pick((rng.randint(32, 0xD7FF), rng.randint(0x10000, 0x2FFFF)))) for _ in range(8))


def flat(value: object) -> str:
    """Return all texts of nested data as one."""
    if isinstance(value, dict):
        return "".join(map(flat, value.values()))
    return "".join(map(flat, value)) if isinstance(value, list | tuple) else str(value)


if __name__ == "__main__":
    sys.exit(main())

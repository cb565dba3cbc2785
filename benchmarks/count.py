"""Texts counted per second, beside office-wordcount and a plain regular expression, in one run.

    python benchmarks/count.py [ROUNDS]

office-wordcount is measured where it is installed; it is no dependency of formkit. LibreOffice's count is
worked out, not asked of it.
"""

from __future__ import annotations

import importlib
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import formkit
from formkit.chinese.overlap import shared_passages
from formkit.chinese.writercount import count_libreoffice
from formkit.printing import table
from formkit.readers.data import read_data

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "tangcheng-2025" / "enterprise.yaml"
NAIVE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]|[^\s\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]+")
PROFILES = 300


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Return the CPU seconds of one round, the best of five runs."""
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        for _ in range(rounds):
            work()
        best = min(best, (time.process_time() - start) / rounds)
    return best


def sample() -> str:
    """Return the text of the sample's profile."""
    form = formkit.load("tangcheng-2025").forms["profile"]
    return str(read_data(SAMPLE, form).records[0]["profile"]["body"])


def main(rounds: int) -> None:
    """Measure, and print a line for each."""
    text = sample()
    ways: dict[str, Callable[[], object]] = {
        "formkit.count": lambda: formkit.count(text),
        "formkit, as LibreOffice counts": lambda: count_libreoffice(text),
        "one regular expression, 字 only": lambda: len(NAIVE.findall(text)),
    }
    try:
        peer = importlib.import_module("word_count")
    except ImportError:
        print("office-wordcount is not installed and is left out")
    else:
        ways["office-wordcount"] = lambda: peer.calculate_word_statistics(text)
        print(f"字: {formkit.count(text).words}, by office-wordcount {peer.count_words(text)}")
    rows = [("way", "ms for the profile")]
    rows += [(name, f"{1000 * seconds(work, rounds):.3f}") for name, work in ways.items()]
    print(table(rows))
    # Each text shifts the alphabet: they are as long as profiles and share nothing.
    texts = {str(number): "".join(chr(ord(char) + number) for char in text) for number in range(PROFILES)}
    start = time.process_time()
    found = len(shared_passages(texts))
    print(f"passages shared by {PROFILES} texts: {found} pairs in {time.process_time() - start:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

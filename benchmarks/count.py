"""字数 of a text, beside office-wordcount and a plain regular expression, in one run.

    python benchmarks/count.py [ROUNDS]

LibreOffice's count is worked out, not asked of it. The regular expression tells 字 from words and knows
nothing of what Word does with marks, spaces and symbols.
"""

from __future__ import annotations

import importlib
import re
import sys
import time
from pathlib import Path

from measuring import Comparison, Side, be_side, is_installed, seconds_each, show

import formkit
from formkit.chinese.overlap import shared_passages
from formkit.chinese.writercount import count_libreoffice
from formkit.readers.data import read_data

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "tangcheng-2025" / "enterprise.yaml"
NAIVE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]|[^\s\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]+")
ROUNDS = 200
PROFILES = 300
PEER = "word_count"


def sample() -> str:
    """Return the text of the sample's profile."""
    form = formkit.load("tangcheng-2025").forms["profile"]
    return str(read_data(SAMPLE, form).records[0]["profile"]["body"])


def peer(rounds: str) -> float:
    """Return the CPU seconds of office-wordcount."""
    text, module = sample(), importlib.import_module(PEER)
    return seconds_each(lambda: module.calculate_word_statistics(text), int(rounds))


def ours(rounds: str) -> float:
    """Return the CPU seconds of formkit."""
    text = sample()
    return seconds_each(lambda: formkit.count(text), int(rounds))


def as_libreoffice(rounds: str) -> float:
    """Return the CPU seconds of formkit counting as LibreOffice does."""
    text = sample()
    return seconds_each(lambda: count_libreoffice(text), int(rounds))


def plain(rounds: str) -> float:
    """Return the CPU seconds of one regular expression."""
    text = sample()
    return seconds_each(lambda: len(NAIVE.findall(text)), int(rounds))


SIDES = {"peer": peer, "formkit": ours, "libreoffice": as_libreoffice, "plain": plain}


def comparison(rounds: int = ROUNDS) -> Comparison:
    """Return the sides that count."""
    often = str(rounds)
    return Comparison(
        f"count 字 (a text of {formkit.count(sample()).words})",
        (
            Side("office-wordcount", __file__, ("peer", often), module=PEER),
            Side("formkit count", __file__, ("formkit", often)),
            Side("formkit, as LibreOffice counts", __file__, ("libreoffice", often)),
            Side("one regular expression", __file__, ("plain", often)),
        ),
    )


def main(rounds: int) -> None:
    """Print the table, what both counts come to, and how long shared passages take to find."""
    show(comparison(rounds))
    text = sample()
    if is_installed(PEER):
        theirs = importlib.import_module(PEER).count_words(text)
        print(f"字: {formkit.count(text).words}, by office-wordcount {theirs}")
    # Each text shifts the alphabet: they are as long as profiles and share nothing.
    texts = {str(number): "".join(chr(ord(char) + number) for char in text) for number in range(PROFILES)}
    start = time.process_time()
    found = len(shared_passages(texts))
    print(f"passages shared by {PROFILES} texts: {found} pairs in {time.process_time() - start:.2f} s")


if __name__ == "__main__" and not be_side(SIDES):
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)

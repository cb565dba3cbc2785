"""What a Chinese text is about: its most telling words. jieba is loaded when it is first asked."""

from __future__ import annotations

import importlib
import logging
import warnings
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Tagger(Protocol):
    def __call__(self, sentence: str, topK: int) -> Iterable[str]: ...  # noqa: N803 -- the name is jieba's


@cache
def _tagger() -> _Tagger:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba leaves its dictionaries open
        jieba = importlib.import_module("jieba")
        jieba.setLogLevel(logging.WARNING)
        jieba.initialize()
        return cast("_Tagger", importlib.import_module("jieba.analyse").extract_tags)


def keywords(text: str, most: int = 10) -> tuple[str, ...]:
    """Return at most ``most`` words by falling weight (TF-IDF over jieba's dictionary).

    The first call takes about a second, in which jieba loads its dictionary.

    >>> keywords("陶艺，陶艺，荣昌陶器的烧制技艺", 1)
    ('陶艺',)
    >>> keywords("")
    ()
    """
    return tuple(_tagger()(text, topK=most)) if most > 0 and text.strip() else ()

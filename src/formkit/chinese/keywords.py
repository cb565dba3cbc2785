"""What a Chinese text is about: its words and the most telling of them. jieba is loaded when first asked."""

from __future__ import annotations

import importlib
import logging
import warnings
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Tagger(Protocol):
    def __call__(self, sentence: str, topK: int) -> Iterable[str]: ...  # noqa: N803 -- the name is jieba's


class _Cutter(Protocol):
    def __call__(self, sentence: str) -> Iterable[str]: ...


class Words(NamedTuple):
    """The words (词) of a text: how many, how many different ones, the most frequent of two 字 or more."""

    total: int
    distinct: int
    frequent: tuple[tuple[str, int], ...]


@cache
def _loaded() -> tuple[_Tagger, _Cutter]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba leaves its dictionaries open
        jieba = importlib.import_module("jieba")
        jieba.setLogLevel(logging.WARNING)
        jieba.initialize()
        tagger = cast("_Tagger", importlib.import_module("jieba.analyse").extract_tags)
        return tagger, cast("_Cutter", jieba.cut)


def keywords(text: str, most: int = 10) -> tuple[str, ...]:
    """Return at most ``most`` words by falling weight (TF-IDF over jieba's dictionary).

    The first call takes about a second, in which jieba loads its dictionary.

    >>> keywords("陶艺，陶艺，荣昌陶器的烧制技艺", 1)
    ('陶艺',)
    >>> keywords("")
    ()
    """
    return tuple(_loaded()[0](text, topK=most)) if most > 0 and text.strip() else ()


def cut(text: str) -> tuple[str, ...]:
    """Return a text cut into words and marks; together they are the text.

    >>> cut("申报评选工作的通知")
    ('申报', '评选', '工作', '的', '通知')
    """
    return tuple(_loaded()[1](text))


def words_of(text: str, most: int = 10) -> Words:
    """Return how many words (词, not 字) a text has as jieba cuts it, and the ``most`` frequent.

    Marks are no words. Among equally frequent words the one that comes first in the text leads.

    >>> words_of("陶艺，陶艺，荣昌陶器", 1)
    Words(total=4, distinct=3, frequent=(('陶艺', 2),))
    """
    if not text.strip():
        return Words(0, 0, ())
    found = Counter(word for word in _loaded()[1](text) if any(map(str.isalnum, word)))
    frequent = [(word, number) for word, number in found.most_common() if len(word) > 1]
    return Words(found.total(), len(found), tuple(frequent[:most]))

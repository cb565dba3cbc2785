"""What a field of a PDF says: its name, kind and value, gathered along the way up to the form's root.

A field is described by a chain of dictionaries: what the page shows first, then its parents. What a
dictionary does not say holds from the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

from formkit.readers.objecttree import DEEPEST, dictionary, entry, identity, items, resolved, text_of

PUSH_BUTTON = 1 << 16
KINDS = {"/Tx": "text", "/Btn": "tick", "/Ch": "choice", "/Sig": "signature"}
OFF = frozenset({"", "Off"})
TICKED, EMPTY = "☑", "☐"

_TAG = re.compile(r"<[^<>]{0,1000}>")
_PARAGRAPH = re.compile(r"</p\s*>|<br\s*/?>", re.IGNORECASE)


class Node(NamedTuple):
    """One dictionary on the way from a field to the root; ``key`` tells it from others."""

    key: object
    content: dict[str, Any]


Chain = tuple[Node, ...]


def chain_of(raw: object) -> Chain:
    """Return a field and its parents, at most fifty, none of them twice."""
    chain: list[Node] = []
    seen: set[object] = set()
    while len(chain) < DEEPEST:
        content = resolved(raw)
        if not isinstance(content, dict) or identity(raw) in seen:
            break
        seen.add(identity(raw))
        chain.append(Node(identity(raw), content))
        raw = dict.get(content, "/Parent")
    return tuple(chain)


def leaves(fields: list[Any], most: int) -> Iterator[Chain]:
    """Yield the fields at the ends of a form's tree; what a page shows of a field is no field of its own."""
    waiting: list[tuple[object, Chain]] = [(field, ()) for field in reversed(fields)]
    seen: set[object] = set()
    while waiting and len(seen) < most:
        raw, above = waiting.pop()
        content = resolved(raw)
        if not isinstance(content, dict) or identity(raw) in seen or len(above) >= DEEPEST:
            continue
        seen.add(identity(raw))
        chain = (Node(identity(raw), content), *above)
        kids = [kid for kid in items(content, "/Kids") if entry(resolved(kid), "/T") is not None]
        waiting += [(kid, chain) for kid in reversed(kids)]
        if not kids:
            yield chain


def inherited(chain: Chain, key: str) -> Any:  # noqa: ANN401 (an object of a PDF has any type)
    """Return what the nearest dictionary of a chain holds under a key."""
    return next((found for node in chain if (found := entry(node.content, key)) is not None), None)


def name_of(chain: Chain) -> str:
    """Return the full name of a field: the names on the way from the root, joined by points."""
    parts = (text_of(entry(node.content, "/T")) for node in reversed(chain))
    return ".".join(part for part in parts if part)


def kind_of(chain: Chain) -> str:
    """Return "text", "tick", "choice" or "signature"; "" for a button and for what is no field."""
    declared = str(inherited(chain, "/FT"))
    flags = inherited(chain, "/Ff")
    if declared == "/Btn" and isinstance(flags, int) and flags & PUSH_BUTTON:
        return ""
    if declared in KINDS:
        return KINDS[declared]
    return "text" if text_of(inherited(chain, "/V")) else ""


def value_of(chain: Chain) -> str:
    """Return what is filled in, as a person sees it."""
    kind, value = kind_of(chain), inherited(chain, "/V")
    if kind == "tick":
        return TICKED if _is_ticked(chain, value) else EMPTY
    if kind == "choice":
        return "、".join(_choices(chain, value))
    if kind == "signature":
        return text_of(entry(value, "/Name"))
    if isinstance(value, list):
        return "、".join(map(text_of, items({"": value}, "")))
    return text_of(value) or _plain(text_of(inherited(chain, "/RV")))


def is_doubtful(chain: Chain) -> bool:
    """Whether a tick box looks otherwise than the value of its field says."""
    shown, value = text_of(entry(chain[0].content, "/AS")), text_of(inherited(chain, "/V"))
    states = _states(chain[0])
    if not shown or not value or not states:
        return False
    return (shown not in OFF) != (value in states)


def _is_ticked(chain: Chain, value: object) -> bool:
    """Say what is shown; where the file does not say which state that is, the value does."""
    shown = entry(chain[0].content, "/AS")
    if shown is not None:
        return text_of(shown) not in OFF
    said, states = text_of(value), _states(chain[0])
    return said in states if states else said not in OFF


def _states(node: Node) -> set[str]:
    """Return the names of the states in which a box is ticked."""
    drawn = dictionary(dictionary(node.content, "/AP"), "/N")
    if hasattr(drawn, "get_data"):
        return set()
    return {key[1:] for key in dict.keys(drawn)} - OFF


def _choices(chain: Chain, value: object) -> Iterator[str]:
    """Yield the chosen texts as they are shown: a choice may be stored under another name."""
    shown: dict[str, str] = {}
    for option in items({"": inherited(chain, "/Opt")}, ""):
        pair = resolved(option)
        if isinstance(pair, list) and len(pair) > 1:
            first, second = list(list.__iter__(pair))[:2]
            shown.setdefault(text_of(first), text_of(second))
    for item in items({"": value}, ""):
        text = text_of(item)
        if text:
            yield shown.get(text, text)


def _plain(markup: str) -> str:
    """Return the text of a rich value, which is a fragment of HTML."""
    return unescape(_TAG.sub("", _PARAGRAPH.sub("\n", markup))).strip()

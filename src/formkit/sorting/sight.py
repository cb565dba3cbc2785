"""What sorting knows of a file, and what it makes of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Outline(NamedTuple):
    """How a picture or the first page of a scan looks, from afar.

    ``width`` and ``height`` are pixels or points as displayed. The others are shares, 0 to 1: ``paper`` of
    bright grey places, ``colours`` how many different colours there are, ``plain`` of the upper edge and the
    upper sides that has one colour, as behind a person's head.
    """

    width: float
    height: float
    paper: float
    colours: float
    plain: float


@dataclass(frozen=True, slots=True)
class Sight:
    """One file: its name within the submission, parted by ``/``, and what was seen of it.

    ``digest`` tells equal files. ``form`` is the form that it was recognised as, ``share`` how much of the
    form's printed text it has (0 to 1), ``printed`` how many characters that are. ``outline`` is that of
    a picture or scan; ``readable`` says that its text could be read.
    """

    name: str
    digest: str = ""
    text: str = ""
    form: str = ""
    share: float = 0.0
    printed: int = 0
    outline: Outline | None = None
    readable: bool = False


class Clue(NamedTuple):
    """Something that tells where a file belongs: the slots, how strongly (0 to 1), and in Chinese why."""

    slots: frozenset[str]
    weight: float
    reason: str


class Verdict(NamedTuple):
    """The slot of a file (None: 待确认), how sure that is (0 to 1), why, and what speaks against it.

    ``rival`` is the slot that the next best clue points at, "" where there is none worth naming.
    """

    slot: str | None
    confidence: float
    reason: str
    rival: str = ""

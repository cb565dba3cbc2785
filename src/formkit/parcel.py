"""A package of the inbox, before it is known to which submission it belongs."""

from __future__ import annotations

from typing import NamedTuple


class Sender(NamedTuple):
    """Whose an outcome is, as its forms say, folded; ``is_whole`` where it has the main form filled.

    ``slots`` are those of the checklist that it has files for, ``refusal`` the code of why nothing could be
    read, "" where something could.
    """

    code: str = ""
    unit: str = ""
    leader: str = ""
    studio: str = ""
    is_whole: bool = False
    slots: tuple[str, ...] = ()
    refusal: str = ""


class Parcel(NamedTuple):
    """A package of the inbox as it is known: name, content, outcome, first run, time; and whose it is.

    ``digest`` is that of its content, ``outcome`` the key of what came of it; ``run`` the collection that saw
    it first, ``modified`` when it was written (seconds since 1970), as its file says. ``number`` is that of
    the submission it was put to so far, 0 for none.
    """

    name: str
    digest: str
    outcome: str
    run: int
    modified: float
    is_present: bool
    number: int
    use: str
    said: str
    sender: Sender

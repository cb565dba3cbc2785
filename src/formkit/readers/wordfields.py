"""Fields of a paragraph: MERGEFIELD, DATE, and the form fields of older Word."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from formkit.readers.wordnames import FIELD_DATA, VALUE, W
from formkit.readers.wordstyles import is_on

KIND = W + "fldCharType"


class Fields:
    """The fields that are open; what they show replaces what stands in their instruction."""

    def __init__(self) -> None:
        """Begin with none open."""
        self._open: list[tuple[int, str | None, bool]] = []

    def __bool__(self) -> bool:
        """Whether any is open."""
        return bool(self._open)

    def meet(
        self, character: etree._Element, out: list[str], said: Callable[[str, etree._Element], str]
    ) -> None:
        """Begin a field, go on to its result, or end it; ``out`` is the text so far.

        ``said`` gets what a field shows by its state, and where it begins.
        """
        kind = character.get(KIND)
        if kind == "begin":
            shown = _shown(character)
            self._open.append((len(out), None if shown is None else said(shown, character), False))
        elif self._open and kind in {"separate", "end"}:
            start, shown, has_result = self._open.pop()
            if shown is not None or not has_result:
                # Up to here it was an instruction, or a result that the field's own state settles.
                del out[start:]
            if kind == "separate":
                self._open.append((start, shown, True))
            elif shown is not None:
                out.append(shown)

    def close(self, out: list[str]) -> None:
        """End the paragraph: a field that goes on is no reason to leave out text."""
        for start, shown, _ in reversed(self._open):
            if shown is not None:
                out.insert(start, shown)
        self._open.clear()


def _shown(character: etree._Element) -> str | None:
    """Return what a box or a list shows by its state; None for a field that shows its result."""
    data = character.find(FIELD_DATA)
    if data is None:
        return None
    box, choices = data.find(W + "checkBox"), data.find(W + "ddList")
    if box is not None:
        state = box.find(W + "checked")
        return "☑" if is_on(box.find(W + "default") if state is None else state) else "☐"
    return None if choices is None else _chosen(choices)


def _chosen(choices: etree._Element) -> str:
    entries = [entry.get(VALUE, "") for entry in choices.iterchildren(W + "listEntry")]
    chosen = choices.find(W + "result")
    if chosen is None:
        chosen = choices.find(W + "default")
    try:
        number = 0 if chosen is None else int(chosen.get(VALUE, "0"))
    except ValueError:
        number = 0
    return entries[number] if 0 <= number < len(entries) else ""

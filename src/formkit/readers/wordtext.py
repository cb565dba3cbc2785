"""The text of a paragraph of WordprocessingML as a person sees it.

Runs may be split anywhere. Tracked changes count as accepted, hidden text is left out, the four
encodings of a tick box (``w14:checkbox``, a Wingdings symbol, a legacy ``FORMCHECKBOX`` and the
plain character) all come out as ☐/☑ or as the character that stands there. Of a field, its result
is shown and never its instruction.
"""

from __future__ import annotations

from lxml import etree

from formkit.readers.wordbounds import Bounds
from formkit.readers.wordcontrols import Controls
from formkit.readers.worddrawing import chosen_of, holds_drawing
from formkit.readers.wordfields import Fields
from formkit.readers.wordnames import (
    ALTERNATE,
    COMMENT_REFERENCE,
    CONTROL,
    CONTROL_CONTENT,
    DELETED,
    DRAWING,
    FIELD_CHARACTER,
    INSERTED,
    MATH,
    NOTE_REFERENCES,
    OBJECT,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PARAGRAPH_STYLE,
    PICT,
    PROPERTIES,
    RUBY,
    RUN,
    RUN_PROPERTIES,
    RUN_STYLE,
    SUBDOCUMENT,
    SYMBOL,
    TEXT,
    VALUE,
    VANISH,
    W,
)
from formkit.readers.wordremarks import EMBEDDED, HIDDEN, TRACKED, Remarks
from formkit.readers.wordstyles import HidingStyles, is_on
from formkit.readers.wordsymbols import math_text, symbol_text

DRAWN = frozenset((DRAWING, PICT, OBJECT))
FIXED = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-"}


class Story:
    """Reads paragraphs; what it meets on the way goes to ``drawn``, ``notes`` and the remarks."""

    def __init__(
        self, remarks: Remarks, bounds: Bounds, controls: Controls, styles: HidingStyles | None = None
    ) -> None:
        """Begin to read; ``styles`` are those that hide text."""
        self.remarks, self.controls = remarks, controls
        #: Drawings met: pictures and text boxes are found in them.
        self.drawn: list[etree._Element] = []
        #: Footnotes, endnotes and comments that are referred to.
        self.notes = self.comments = 0
        #: Paragraphs of which the text is settled: prompts of empty controls, tick boxes.
        self.settled: dict[etree._Element, str] = {}
        self._bounds = bounds
        self._styles = styles
        self._hides = False
        self._fields = Fields()

    def text(self, paragraph: etree._Element) -> str:
        """Return the visible text of one ``w:p``."""
        if self.settled and paragraph in self.settled:
            return self.settled[paragraph]
        if self._styles is None:
            plain = plain_text(paragraph)
            if plain is not None:
                return plain
        out = self.pieces(paragraph)
        return out[0] if len(out) == 1 else "".join(out)

    def pieces(self, paragraph: etree._Element) -> list[str]:
        """Return the visible text of one ``w:p`` in the pieces that it is stored in."""
        self._hides = self._hidden_by_style(paragraph)
        out: list[str] = []
        self._inline(paragraph, out, 0)
        if self._fields:
            self._fields.close(out)
        return out

    def said(self, text: str, node: etree._Element) -> str:  # noqa: ARG002 (for who wants to know)
        """Return the text of a node; who must find the node again keeps it here."""
        return text

    def _inline(self, parent: etree._Element, out: list[str], depth: int) -> None:
        self._bounds.depth(depth)
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child, out, depth)
            elif tag in PROPERTIES:
                continue
            elif tag == CONTROL:
                self._control(child, out, depth)
            elif tag in DELETED:
                self.remarks.meet(TRACKED)
            elif tag == ALTERNATE:
                self._alternate(child, out, depth, is_run=False)
            else:
                self._around(child, out, depth)

    def _around(self, child: etree._Element, out: list[str], depth: int) -> None:
        """Read what stands around runs: insertions, links, fields and other wrappers, formulas."""
        tag = child.tag
        if tag in MATH:
            out.append(self.said(math_text(child), child))
        elif tag == SUBDOCUMENT:
            self.remarks.meet_kind(EMBEDDED, "子文档")
        elif len(child):
            if tag in INSERTED:
                self.remarks.meet(TRACKED)
            self._inline(child, out, depth + 1)

    def _run(self, run: etree._Element, out: list[str], depth: int) -> None:
        hidden = self._hides
        for piece in run:
            tag = piece.tag
            if tag == TEXT:
                text = "".join(map(str, piece.itertext())) if len(piece) else piece.text
                if hidden:
                    self._hide(text)
                elif text:
                    out.append(self.said(text, piece))
            elif tag == RUN_PROPERTIES:
                hidden = self._hidden_by_run(piece)
            elif tag == FIELD_CHARACTER:
                self._fields.meet(piece, out, self.said)
            elif hidden:
                self._hide("".join(node.text or "" for node in piece.iter(TEXT)))
            else:
                self._piece(piece, out, depth)

    def _piece(self, piece: etree._Element, out: list[str], depth: int) -> None:
        tag = piece.tag
        if tag in FIXED:
            out.append(self.said(FIXED[tag], piece))
        elif tag in DRAWN:
            self.drawn.append(piece)
        elif tag == SYMBOL:
            out.append(self.said(symbol_text(piece), piece))
        elif tag == RUBY:
            for base in piece.iterchildren(W + "rubyBase"):
                self._inline(base, out, depth + 1)
        elif tag == ALTERNATE:
            self._alternate(piece, out, depth, is_run=True)
        elif tag in NOTE_REFERENCES:
            self.notes += 1
        elif tag == COMMENT_REFERENCE:
            self.comments += 1

    def _alternate(self, alternate: etree._Element, out: list[str], depth: int, *, is_run: bool) -> None:
        """Take one of several ways to say the same: a drawing, or text within or around runs."""
        self._bounds.depth(depth)
        chosen = chosen_of(alternate)
        if holds_drawing(chosen):
            self.drawn.append(alternate)
        elif is_run:
            self._run(chosen, out, depth + 1)
        else:
            self._inline(chosen, out, depth + 1)

    def _hidden_by_style(self, paragraph: etree._Element) -> bool:
        styles = self._styles
        if styles is None:
            return False
        style = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{PARAGRAPH_STYLE}")
        return styles.default if style is None else style.get(VALUE) in styles.paragraph

    def _hidden_by_run(self, properties: etree._Element) -> bool:
        """Whether a run is hidden: by itself, or by one of two styles (two of them undo each other)."""
        switch = properties.find(VANISH)
        if switch is not None:
            return is_on(switch)
        if self._styles is None:
            return False
        style = properties.find(RUN_STYLE)
        return self._hides != (style is not None and style.get(VALUE) in self._styles.character)

    def _hide(self, text: str | None) -> None:
        count = len("".join((text or "").split()))
        if count:
            self.remarks.meet(HIDDEN, text or "", count)

    def _control(self, control: etree._Element, out: list[str], depth: int) -> None:
        content = control.find(CONTROL_CONTENT)
        settled = self.controls.settled_text(control)
        if settled is not None:
            out.append(self.said(settled, control))
        elif content is not None:
            self._inline(content, out, depth + 1)


def plain_text(paragraph: etree._Element) -> str | None:
    """Return the text of a paragraph of at most one run of visible text; None for all others.

    Most paragraphs of a form are such, and this costs a third of the whole way.
    """
    size = len(paragraph)
    if size == 0:
        return "" if paragraph.tag == PARAGRAPH else None
    run = paragraph[-1]
    if size > 2 or (size == 2 and paragraph[0].tag != PARAGRAPH_PROPERTIES):  # noqa: PLR2004 (properties, run)
        return None
    if run.tag != RUN:
        return "" if run.tag == PARAGRAPH_PROPERTIES else None
    pieces = len(run)
    text = run[-1] if pieces else None
    if text is None or text.tag != TEXT or len(text) or pieces > 2:  # noqa: PLR2004 (properties, text)
        return None
    if pieces == 2 and (run[0].tag != RUN_PROPERTIES or run[0].find(VANISH) is not None):  # noqa: PLR2004
        return None
    return text.text or ""

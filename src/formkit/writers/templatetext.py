"""One text of a document edited where its characters are stored, so that all else stays as it is."""

from __future__ import annotations

import re

from lxml import etree

from formkit.readers.wordnames import (
    BOX_CONTENT,
    CELL,
    CONTROL,
    CONTROL_CONTENT,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    TABLE,
    TEXT,
    W,
)
from formkit.readers.wordtext import Story
from formkit.readers.wordtrace import Piece, TracedText
from formkit.writers.templatefields import field_of
from formkit.writers.templateruns import (
    accept_changes,
    as_text,
    free,
    look_of,
    mark_of,
    new_run,
    parent_of,
    properties_for_answer,
    put_text,
    remove,
    settle_ways,
    shows_signs,
    split_after,
    take_size,
    text_node,
    top_of,
    underlined,
    unwrap_control,
)

#: A line drawn with characters: what is written over it stands on a line as well.
LINE = re.compile("[ \u3000]*_{2,}[ \u3000_]*")
CONTAINERS = (CELL, BOX_CONTENT, W + "body")


class TextEditor:
    """The characters of one cell or line; they are replaced from the end to the beginning."""

    def __init__(self, text: TracedText, story: Story) -> None:
        """Begin with the text as it was read; ``story`` knows what controls settle."""
        self._pieces = text.pieces
        self._story = story
        self._starts: list[int] = []
        at = 0
        for piece in self._pieces:
            self._starts.append(at)
            at += len(piece.text)
        self.paragraphs = [
            piece.paragraph for piece in self._pieces if piece.node is None and piece.paragraph is not None
        ]
        for paragraph in self.paragraphs:
            accept_changes(paragraph)

    def replace(self, start: int, stop: int, text: str) -> None:
        """Put a text in the place of characters; none may have been replaced at or before ``stop``."""
        touched = [
            number
            for number, begin in enumerate(self._starts)
            if begin < stop and begin + len(self._pieces[number].text) > start and self._pieces[number].text
        ]
        prompts = self._prompts(start, stop)
        if start == stop and prompts:
            self._place(prompts[0], 0, 0, text)
            return
        if start == stop or self._pieces[touched[0]].node is None:
            self._insert(start, text)
        else:
            first = touched.pop(0)
            self._place(first, start - self._starts[first], stop - self._starts[first], text)
        for number in touched:
            self._cut(number, max(0, start - self._starts[number]), stop - self._starts[number])
        for number in prompts:
            remove(self._node(number))
        self._join(start, touched)

    def _prompts(self, start: int, stop: int) -> list[int]:
        """Return the empty controls that show a prompt at these characters."""
        return [
            number
            for number, (begin, piece) in enumerate(zip(self._starts, self._pieces, strict=True))
            if start <= begin <= stop
            and not piece.text
            and piece.node is not None
            and piece.node.tag in (CONTROL, PARAGRAPH)
        ]

    def _node(self, number: int) -> etree._Element:
        """Return the ``w:t`` that holds a piece; what shows it otherwise gives way."""
        piece = self._pieces[number]
        node, paragraph = piece.node, piece.paragraph
        if node is None or paragraph is None:
            raise ValueError("a text that no node of the document holds")
        settle_ways(node, paragraph)
        if node is paragraph:
            node = self._settled(paragraph, piece.text)
        elif node.tag != TEXT or len(node):
            node = as_text(node, piece.text, paragraph)
        self._pieces[number] = Piece(piece.text, node, paragraph)
        return node

    def _settled(self, paragraph: etree._Element, text: str) -> etree._Element:
        """Empty the control around a paragraph, take it away, and let the paragraph hold the text."""
        look = look_of(paragraph)
        own = mark_of(paragraph)
        settled = self._story.controls.settled_text
        control = next((node for node in paragraph.iterancestors(CONTROL) if settled(node) is not None), None)
        shown = [paragraph] if control is None else list(control.iter(PARAGRAPH))
        for each in shown:
            for child in list(each):
                if child.tag != PARAGRAPH_PROPERTIES:
                    each.remove(child)
        if control is not None:
            unwrap_control(control)
        is_prompt = not text
        run = new_run(
            text, properties_for_answer(own if is_prompt and own is not None else look, is_prompt=is_prompt)
        )
        paragraph.append(run)
        return run[-1]

    def _place(self, number: int, begin: int, end: int, text: str) -> None:
        """Replace characters of one piece."""
        node = self._node(number)
        paragraph = self._pieces[number].paragraph
        assert paragraph is not None  # noqa: S101 (a piece with a node has one)
        run = free(node, paragraph)
        shown = node.text or ""
        is_line = LINE.fullmatch(shown[begin:end]) is not None
        if not is_line and not shows_signs(run):
            put_text(node, shown[:begin] + text + shown[end:])
            before = self._printed_before(number)
            if not shown.strip() and before is not None:
                take_size(run, before)
            return
        left, right = shown[:begin], shown[end:]
        look = properties_for_answer(look_of(run))
        own = new_run(text, underlined(look) if is_line else look)
        put_text(node, left)
        split_after(node).addnext(own)
        if right:
            rest = new_run(right, None)
            properties = run.find(RUN_PROPERTIES)
            if properties is not None:
                rest.insert(0, etree.fromstring(etree.tostring(properties)))
            own.addnext(rest)
        if not left:
            remove(node)
            self._pieces[number] = self._pieces[number]._replace(node=own[-1])

    def _printed_before(self, number: int) -> etree._Element | None:
        """Return what shows the printed text before a piece, in its paragraph."""
        paragraph = self._pieces[number].paragraph
        for piece in self._pieces[number - 1 :: -1] if number else ():
            if piece.paragraph is not paragraph:
                return None
            if piece.node is not None and piece.text.strip():
                return piece.node
        return None

    def _cut(self, number: int, begin: int, end: int) -> None:
        """Take characters of one piece out; those that join paragraphs are seen to later."""
        if self._pieces[number].node is None:
            return
        node = self._node(number)
        shown = node.text or ""
        left = shown[:begin] + shown[end:]
        if left:
            put_text(node, left)
        else:
            remove(node)

    def _insert(self, at: int, text: str) -> None:
        """Put a text between characters: it looks like what stands before it, in its own paragraph."""
        for number, begin in enumerate(self._starts):
            piece = self._pieces[number]
            if begin < at <= begin + len(piece.text) and piece.node is not None:
                self._insert_in(number, at - begin, text)
                return
        for number, begin in enumerate(self._starts):
            if begin == at and _begins_paragraph(self._pieces[number]):
                self._begin(number, text)
                return
        raise ValueError("a text that no paragraph of the document holds")

    def _insert_in(self, number: int, at: int, text: str) -> None:
        piece = self._pieces[number]
        node, paragraph = piece.node, piece.paragraph
        assert node is not None  # noqa: S101 (its caller looked)
        assert paragraph is not None  # noqa: S101 (a piece with a node has one)
        top = top_of(node, paragraph)
        is_free = top.tag == RUN and top is node.getparent()
        if at < len(piece.text) or (node.tag == TEXT and is_free) or self._goes_on(number, top):
            self._place(number, at, at, text)
            return
        look = properties_for_answer(look_of(node))
        if is_free:
            last = field_of(node, paragraph).marks[-1] if node.tag == W + "fldChar" else node
            if node.tag in (W + "sym", W + "fldChar"):
                split_after(last).addnext(new_run(text, look))
            else:
                last.addnext(text_node(text))
            return
        top.addnext(new_run(text, look))

    def _goes_on(self, number: int, top: etree._Element) -> bool:
        """Whether what stands around a piece holds more text behind it."""
        piece = next((piece for piece in self._pieces[number + 1 :] if piece.text), None)
        return (
            piece is not None
            and piece.node is not None
            and top.tag != RUN
            and any(above is top for above in piece.node.iterancestors())
        )

    def _begin(self, number: int, text: str) -> None:
        """Put a text at the beginning of a paragraph."""
        paragraph = self._pieces[number].paragraph
        assert paragraph is not None  # noqa: S101 (it begins one)
        for piece in self._pieces[number + 1 :]:
            if _begins_paragraph(piece) or piece.node is None:
                break
            if piece.text and piece.node is not paragraph and piece.paragraph is paragraph:
                look = properties_for_answer(look_of(piece.node))
                top_of(piece.node, paragraph).addprevious(new_run(text, look))
                return
        paragraph.append(new_run(text, properties_for_answer(mark_of(paragraph))))

    def _join(self, start: int, touched: list[int]) -> None:
        """Let the paragraphs of which the break was replaced go on in the one where the text stands."""
        ends = [number for number in touched if self._pieces[number].node is None]
        if not ends:
            return
        home = self._home(start)
        for end in ends:
            for piece in self._pieces[end + 1 :]:
                if piece.paragraph is None:
                    break
                if piece.node is None:
                    _move(piece.paragraph, home)

    def _home(self, at: int) -> etree._Element:
        """Return the paragraph in which a character stands."""
        home = self.paragraphs[0]
        for begin, piece in zip(self._starts, self._pieces, strict=True):
            if begin > at:
                break
            home = home if piece.paragraph is None else piece.paragraph
        return home


def _begins_paragraph(piece: Piece) -> bool:
    return piece.node is None and piece.paragraph is not None


def _move(paragraph: etree._Element, home: etree._Element) -> None:
    """Let a paragraph go on in another; it goes unless its cell would end without one."""
    home.extend([child for child in paragraph if child.tag != PARAGRAPH_PROPERTIES])
    container = next(paragraph.iterancestors(*CONTAINERS), None)
    if container is None or paragraph.find(f"{PARAGRAPH_PROPERTIES}/{W}sectPr") is not None:
        return
    outer = paragraph
    while (parent := parent_of(outer)) is not container and len(parent) == 1:
        outer = parent_of(parent) if parent.tag == CONTROL_CONTENT else parent
    rest = [child for child in container if child is not outer and not child.tag.endswith("Pr")]
    if rest and rest[-1].tag != TABLE:
        parent_of(outer).remove(outer)

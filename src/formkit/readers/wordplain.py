"""The short way through a Word document that is plain: its tables and lines cut straight out of its bytes.

Most forms hold nothing but tables of text, and building a tree of all their properties is most of the
work of reading them. Here only cells and paragraphs that hold more than text become elements, one by
one. What must be true of the bytes for this to be exact is asked first; for any doubt there is the
long way, and both give the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from lxml import etree

from formkit.limits import MEBIBYTE
from formkit.readers.package import PARSER
from formkit.readers.wordnames import W
from formkit.readers.wordstyles import HidingStyles
from formkit.readers.wordwalk import Walk

#: Bytes; the few documents that are larger go the long way, where memory is watched.
LARGEST = 8 * MEBIBYTE
NAMESPACE = W[1:-1].encode()
HEAD = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?(?:<\?xml\ version=["']1\.0["'](?:\ encoding=["'](?i:utf-8)["'])?
    (?:\ standalone=["']\w+["'])?\s*\?>)?\s*<w:document(?:\ [^<>]*)?>\s*
    (?:<w:background(?:\ [^<>]*)?/>)?<w:body>""",
    re.VERBOSE,
)
#: Structures that the short way does not know.
STRUCTURES = (
    *(b"sdt", b"ins", b"del", b"moveFrom", b"moveTo", b"smartTag", b"customXml", b"altChunk", b"subDoc"),
    *(b"gridBefore", b"hMerge", b"cellIns", b"cellDel", b"cellMerge", b"body", b"document"),
)
#: What a cell or paragraph may hold that is not the text of its runs.
CONTENTS = (
    *(b"br", b"cr", b"tab", b"ptab", b"noBreakHyphen", b"sym", b"fldChar", b"vanish", b"ruby"),
    *(b"drawing", b"pict", b"object", b"footnoteReference", b"endnoteReference", b"commentReference"),
)
#: Bytes that a plain document does not hold after its head.
UNPLAIN = (NAMESPACE, b"AlternateContent", b"txbxContent")
#: The same, each behind a shorter text that is looked for first: the last two are no characters of XML.
UNPLAIN_IN = (
    (b"xmlns", (b"xmlns:w=",)),
    (b"\xef\xbf", (b"\xef\xbf\xbe", b"\xef\xbf\xbf")),
)
#: All bytes but those of control characters, and of the signs around tags.
OTHERS = bytes(set(range(32, 256)) - set(b"<>"))

#: Special content that does not begin with a tag of Word's; most documents hold none of it.
RARE = (b"&", b":oMath", b"PrChange")


def _beginning(names: tuple[bytes, ...]) -> bytes:
    """Return a pattern for tags of these names; sorted by first letter, it fails quickly for all others."""
    letters: dict[bytes, list[bytes]] = {}
    for name in names:
        letters.setdefault(name[:1], []).append(name[1:])
    return b"|".join(first + b"(?:" + b"|".join(rest) + rb")(?=[ />])" for first, rest in letters.items())


UNKNOWN = frozenset(STRUCTURES)
STRUCTURE = re.compile(b"<w:(?:" + _beginning(STRUCTURES) + b")")
SPECIAL = re.compile(b"<w:(?:" + _beginning(CONTENTS) + b")")
CELLS, PARAGRAPHS = (re.compile(rb"<w:%s(?=[ />])" % name) for name in (b"tc", b"p"))
#: In a table: the name of what begins, or the text of a run, or the name of what is special. A cell is
#: special also where its merging is not written as everybody writes it.
TOKENS = re.compile(
    rb"<w:(?:(p|t[cr]|gridSpan w:val=\"\d{1,3}\"|vMerge(?: w:val=\"(?:restart|continue)\")?)[ />]"
    rb"|t(?: [^<>]*)?(?<!/)>([^<]*)</w:t>"
    rb"|(" + _beginning((*STRUCTURES, *CONTENTS, b"gridSpan", b"vMerge")) + b"))"
)
TEXTS = re.compile(rb"<w:t(?: [^<>]*)?(?<!/)>([^<]*)</w:t>")
TEXT_END = b"</w:t>"
END = (b"tc", b"", b"")
STYLE = re.compile(rb'<w:pStyle w:val="([^"&]*)"')


def read_plain(data: bytes, walk: Walk, styles: HidingStyles | None) -> bool:
    """Read a plain document into a walk; False where it is not plain, and the walk is of no use then."""
    head = HEAD.match(data)
    if head is None or len(data) > LARGEST:
        return False
    body = data[head.end() :]
    if not _is_exact(head.group(), body) or (styles is not None and _hides(body, styles)):
        return False
    before, *pieces = body[: body.rfind(b"</w:body>")].split(b"<w:tbl>")
    reader = _Plain(walk, head.group(), tuple(_rare(body)))
    if b"</w:tbl>" in before:
        return False
    try:
        reader.lines(before)
        for piece in pieces:
            table, end, after = piece.partition(b"</w:tbl>")
            if not end or b"</w:tbl>" in after:
                return False  # one table stands in another
            reader.table(table)
            reader.lines(after)
    except (_NotPlainError, etree.XMLSyntaxError, UnicodeDecodeError):
        return False
    return True


def _is_exact(head: bytes, body: bytes) -> bool:
    """Whether each tag ends at the next ``>``, and ``w:`` means Word's names throughout."""
    if (
        b' xmlns:w="' + NAMESPACE + b'"' not in head
        or head.count(NAMESPACE) != 1
        or any(unplain in body for unplain in UNPLAIN)
        or any(short in body and any(text in body for text in texts) for short, texts in UNPLAIN_IN)
        or any(sign in body and b"<" + sign in body for sign in (b"!", b"?"))
    ):
        return False
    signs = body.translate(None, OTHERS)  # one pass to have little to look at
    if signs.translate(None, b"<>"):
        return False
    # Each tag opens, closes or does both, and the head has opened two.
    closing, empty = body.count(b"</"), body.count(b"/>")
    opened = signs.count(b"<")
    return len(signs) == 2 * opened and opened == 2 * closing - 2 + empty


def _rare(body: bytes) -> Iterator[bytes]:
    """Yield what rare content there is; a text with a colon before it is found slowly."""
    for rare in RARE:
        if rare.lstrip(b":") in body and rare in body:
            yield rare


def _hides(body: bytes, styles: HidingStyles) -> bool:
    """Whether a style that hides text is used; most files only carry such styles along."""
    names = styles.paragraph | styles.character
    return styles.default or any("&" in name or f'Style w:val="{name}"'.encode() in body for name in names)


def _is_known(special: bytes) -> bool:
    """Return True for what a cell may hold; a structure is for the long way."""
    if special in UNKNOWN:
        raise _NotPlainError
    return True


def _agree(found: int, piece: bytes) -> None:
    """Refuse a piece in which some texts hold more than characters."""
    if found != piece.count(TEXT_END):
        raise _NotPlainError


class _NotPlainError(Exception):
    """A run holds something else than characters."""


class _Plain:
    """Cuts segments of a body into cells and lines."""

    def __init__(self, walk: Walk, head: bytes, rare: tuple[bytes, ...]) -> None:
        self._walk, self._head = walk, head
        self._rare = re.compile(b"|".join(rare)) if rare else None

    def _is_special(self, piece: bytes) -> bool:
        return SPECIAL.search(piece) is not None or (
            self._rare is not None and self._rare.search(piece) is not None
        )

    def lines(self, segment: bytes) -> None:
        """Read what stands outside tables."""
        if STRUCTURE.search(segment):
            raise _NotPlainError
        for piece in PARAGRAPHS.split(segment)[1:]:
            if self._is_special(piece):
                self._walk.paragraph(self._element(b"<w:p" + piece, b"</w:p>"))
            else:
                style, texts = STYLE.search(piece), TEXTS.findall(piece)
                _agree(len(texts), piece)
                self._walk.line(b"".join(texts).decode(), "" if style is None else style.group(1).decode())

    def table(self, segment: bytes) -> None:
        """Read one table in one pass over what begins its rows, cells and paragraphs, and its texts."""
        grid = self._walk.begin_table()
        starts: list[int] = []
        rare = self._rare_cells(segment)
        number, is_open, is_special = 0, False, False
        span, merge, found = 1, b"", 0
        texts: list[bytes] = []
        for key, text, special in (*TOKENS.findall(segment), END):
            if key == b"p":
                texts.append(b"\n")
            elif special:
                is_special = _is_known(special)
            elif not key:
                texts.append(text)
                found += 1
            elif key == b"tc" or key == b"tr":  # noqa: PLR1714 (the inner loop)
                if is_open and not is_special:
                    grid.put(b"".join(texts).decode().removeprefix("\n"), span, merge)
                elif is_open:
                    self._walk.cell(self._cell(segment, number, starts), grid)
                is_open = key == b"tc"
                if is_open:
                    number, texts, span, merge = number + 1, [], 1, b""
                    is_special = number in rare
                else:
                    grid.begin_row(None)
            elif key[:1] == b"g":
                span = max(int(key[16:-1]), 1)
            else:
                merge = key
        _agree(found, segment)
        self._walk.end_table(grid)

    def _rare_cells(self, segment: bytes) -> set[int]:
        """Return which cells (from 1) hold what is rare."""
        if self._rare is None:
            return set()
        starts = [cell.start() for cell in CELLS.finditer(segment)]
        return {bisect_right(starts, mark.start()) for mark in self._rare.finditer(segment)}

    def _cell(self, segment: bytes, number: int, starts: list[int]) -> etree._Element:
        """Return the cell of a number, from 1; ``starts`` keeps where all begin, once one was asked for."""
        if not starts:
            starts += [*(cell.start() for cell in CELLS.finditer(segment)), len(segment)]
        return self._element(segment[starts[number - 1] : starts[number]], b"</w:tc>")

    def _element(self, piece: bytes, end: bytes) -> etree._Element:
        """Return the element that a piece begins with; its names are those of the document's head."""
        whole = piece[: piece.rindex(end)] + end if end in piece else piece
        # The body is the last child of the document; a background may stand before it.
        return etree.fromstring(self._head + whole + b"</w:body></w:document>", PARSER)[-1][0]

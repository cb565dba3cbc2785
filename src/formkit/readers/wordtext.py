"""The text of a paragraph of WordprocessingML as a person sees it.

Runs may be split anywhere. Tracked changes count as accepted, hidden text is left out, the four
encodings of a tick box (``w14:checkbox``, a Wingdings symbol, a legacy ``FORMCHECKBOX`` and the
plain character) all come out as ☐/☑ or as the character that stands there.
"""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
IMAGEDATA = "{urn:schemas-microsoft-com:vml}imagedata"

RUN, TEXT, RUN_PROPERTIES, PARAGRAPH_PROPERTIES = W + "r", W + "t", W + "rPr", W + "pPr"
PARAGRAPH, TABLE, BOX_CONTENT = W + "p", W + "tbl", W + "txbxContent"
VANISH = W + "vanish"
CONTROL, CONTROL_CONTENT = W + "sdt", W + "sdtContent"
DRAWN = frozenset((W + "drawing", W + "pict", W + "object", MC + "AlternateContent"))
WRAPPERS = frozenset(
    W + name
    for name in (
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
        "sdtContent",
    )
)
FIXED = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-"}
OFF = frozenset(("0", "false", "off", "none"))

#: What a cell may hold besides plain text in runs.
SPECIAL = (
    *(W + name for name in ("br", "cr", "tab", "ptab", "noBreakHyphen", "sym", "fldChar", "vanish")),
    *(W + name for name in ("drawing", "pict", "object", "moveFrom", "del", "ruby", "txbxContent")),
    MC + "AlternateContent",
)

#: Private-use characters of Wingdings and Wingdings 2 that offices use as boxes.
SYMBOLS = {
    "Wingdings": {0x6F: "□", 0xA8: "□", 0xFE: "☑", 0xFD: "☒", 0xFC: "√", 0xFB: "×", 0x6E: "■", 0xA3: "□"},
    "Wingdings 2": {
        0xA3: "□",
        0x52: "☑",
        0x54: "☒",
        0x50: "√",
        0x4F: "×",
        0x53: "☒",
        0x51: "☑",
        0x2A: "□",
        0xA2: "■",
    },
}


class Drawn(list["etree._Element"]):  # noqa: SLF001 (lxml names the type of its elements so)
    """Drawings met on the way through a paragraph: pictures and text boxes are found in them."""


def paragraph_text(paragraph: etree._Element, drawn: Drawn) -> str:
    """Return the visible text of one ``w:p``; drawings in it are added to ``drawn``."""
    plain = plain_text(paragraph)
    if plain is not None:
        return plain
    out: list[str] = []
    _inline(paragraph, out, drawn)
    return out[0] if len(out) == 1 else "".join(out)


def plain_text(paragraph: etree._Element) -> str | None:
    """Return the text of a paragraph of at most one run of visible text; None for all others.

    Most paragraphs of a form are such, and this costs a third of the whole way.
    """
    size = len(paragraph)
    if size == 0:
        return "" if paragraph.tag == PARAGRAPH else None
    run = paragraph[-1]
    if size > 2 or paragraph.tag != PARAGRAPH or (size == 2 and paragraph[0].tag != PARAGRAPH_PROPERTIES):  # noqa: PLR2004
        return None
    if run.tag != RUN:
        return "" if run.tag == PARAGRAPH_PROPERTIES else None
    pieces = len(run)
    text = run[-1] if pieces else None
    if text is None or text.tag != TEXT or pieces > 2:  # noqa: PLR2004 (properties, text)
        return None
    if pieces == 2 and (run[0].tag != RUN_PROPERTIES or run[0].find(VANISH) is not None):  # noqa: PLR2004
        return None
    return text.text or ""


def _inline(parent: etree._Element, out: list[str], drawn: Drawn) -> None:
    for child in parent:
        tag = child.tag
        if tag == RUN:
            _run(child, out, drawn)
        elif tag in WRAPPERS:
            _inline(child, out, drawn)
        elif tag == CONTROL:
            _control(child, out, drawn)
        elif tag == MC + "AlternateContent":
            drawn.append(child)


def _run(run: etree._Element, out: list[str], drawn: Drawn) -> None:
    for piece in run:
        tag = piece.tag
        if tag == TEXT:
            if piece.text:
                out.append(piece.text)
        elif tag == RUN_PROPERTIES:
            if is_on(piece.find(W + "vanish")):
                return
        elif tag in FIXED:
            out.append(FIXED[tag])
        elif tag in DRAWN:
            drawn.append(piece)
        elif tag in SIGNS:
            out.append(SIGNS[tag](piece))


def is_on(switch: etree._Element | None) -> bool:
    """Whether a property such as ``w:vanish`` is there and not turned off."""
    return switch is not None and switch.get(W + "val", "1") not in OFF


def _is_checked(box: etree._Element) -> bool:
    state = box.find(W + "checked")
    return is_on(box.find(W + "default") if state is None else state)


def _field_box(character: etree._Element) -> str:
    """Return the box of a legacy form field, "" for any other field."""
    box = character.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    return "☑" if _is_checked(box) else "☐"


def _symbol(symbol: etree._Element) -> str:
    try:
        code = int(symbol.get(W + "char", ""), 16)
    except ValueError:
        return ""
    known = SYMBOLS.get(symbol.get(W + "font", ""), {})
    if code & 0xFF in known and (0xF000 <= code <= 0xF0FF or code <= 0xFF):  # noqa: PLR2004 (symbol fonts' private area)
        return known[code & 0xFF]
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0xFFFE else ""  # noqa: PLR2004 (surrogates)


SIGNS = {W + "sym": _symbol, W + "fldChar": _field_box}


def _control(control: etree._Element, out: list[str], drawn: Drawn) -> None:
    """Read a content control: its placeholder is no answer, its tick box is shown by its state."""
    properties, content = control.find(W + "sdtPr"), control.find(CONTROL_CONTENT)
    if content is None:
        return
    if properties is not None:
        if is_on(properties.find(W + "showingPlcHdr")):
            return
        box = properties.find(W14 + "checkbox")
        if box is not None:
            state = box.find(W14 + "checked")
            ticked = state is not None and state.get(W14 + "val", "1") not in OFF
            out.append("☑" if ticked else "☐")
            return
    _inline(content, out, drawn)


def tag_of(control: etree._Element) -> str | None:
    """Return the tag of a content control: the file's own name for the place."""
    tag = control.find(f"{W}sdtPr/{W}tag")
    return None if tag is None else tag.get(W + "val") or None


def drawn_parts(drawing: etree._Element) -> tuple[list[str], list[etree._Element]]:
    """Return the relationship ids of the pictures in a drawing, and its text boxes, each once."""
    chosen = drawing
    if drawing.tag == MC + "AlternateContent":
        choice = drawing.find(MC + "Choice")
        chosen = choice if choice is not None else drawing
    ids = [node.get(R_EMBED, "") for node in chosen.iter(BLIP)]
    ids += [node.get(R_ID, "") for node in chosen.iter(IMAGEDATA)]
    boxes = [
        box
        for box in chosen.iter(BOX_CONTENT)
        if not any(
            outer.tag in (BOX_CONTENT, MC + "Fallback")
            for outer in box.iterancestors()
            if outer is not chosen
        )
    ]
    return [item for item in ids if item], boxes

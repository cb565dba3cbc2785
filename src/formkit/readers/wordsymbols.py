"""Characters that Word stores otherwise than as text: symbols of special fonts, and formulas."""

from __future__ import annotations

from lxml import etree

from formkit.readers.wordnames import M, W

#: Characters of Wingdings and Wingdings 2 that offices use as boxes.
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
#: What stands between the first two parts of a formula's element, as it is written on one line.
BETWEEN = {M + "f": "/", M + "sSup": "^"}
PARTS = frozenset(M + name for name in ("num", "den", "e", "sup"))


def symbol_text(symbol: etree._Element) -> str:
    """Return the character that a ``w:sym`` shows."""
    try:
        code = int(symbol.get(W + "char", ""), 16)
    except ValueError:
        return ""
    known = SYMBOLS.get(symbol.get(W + "font", ""), {})
    if code & 0xFF in known and (0xF000 <= code <= 0xF0FF or code <= 0xFF):  # noqa: PLR2004 (symbol fonts' private area)
        return known[code & 0xFF]
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0xFFFE else ""  # noqa: PLR2004 (surrogates)


def math_text(formula: etree._Element) -> str:
    """Return a formula as it is written on one line: a fraction is no number without its stroke."""
    out: list[str] = []
    for node in formula.iter(M + "t", *PARTS):
        if node.tag == M + "t":
            out.append(node.text or "")
            continue
        parent, before = node.getparent(), node.getprevious()
        if parent is not None and before is not None and before.tag in PARTS:
            out.append(BETWEEN.get(parent.tag, ""))
    return "".join(out)

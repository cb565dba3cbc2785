"""Characters of a PDF that are not what their code says: boxes of symbol fonts, codes without a meaning."""

from __future__ import annotations

from ctypes import c_int, create_string_buffer
from typing import Any

from formkit.readers.pdfium import pdfium

#: What the codes of symbol fonts look like, by the font; offices use them as boxes.
WINGDINGS = {
    0x6F: "□",
    0xA8: "□",
    0xFE: "☑",
    0xFD: "☒",
    0xFC: "√",
    0xFB: "×",
    0x6E: "■",
    0x71: "□",
    0xA3: "□",
    0x72: "□",
}
WINGDINGS_2 = {
    0xA3: "□",
    0x52: "☑",
    0x54: "☒",
    0x50: "√",
    0x4F: "×",
    0x53: "☒",
    0x51: "☑",
    0x2A: "□",
    0xA2: "■",
}
SYMBOL = {0xB7: "·", 0xD6: "√", 0xB4: "×", 0xB0: "°"}
FONTS = {
    "wingdings2": WINGDINGS_2,
    "wingdings": WINGDINGS,
    "webdings": {0x63: "□", 0x61: "√", 0x67: "■"},
    "symbol": SYMBOL,
}

#: Codes that symbol fonts also give without a private code; whether they do, their font says.
SUSPECT = frozenset(map(chr, {code for table in FONTS.values() for code in table}))

LONGEST_NAME = 128


def is_unreadable(char: str) -> bool:
    """Whether a code says nothing: half of one, private, a control, a replacement, no character at all."""
    return (
        "\ud800" <= char <= "\uf8ff"
        or char == "\ufffd"
        or char >= "\U000f0000"
        or (char < " " and char not in "\t\r\n")
        or "\x7f" <= char < "\xa0"
        or char in "\ufffe\uffff"
    )


def symbol(text: Any, index: int, char: str) -> str:  # noqa: ANN401 (pdfium's handles are untyped)
    """Return what a doubtful character looks like, "" where that cannot be known."""
    code = ord(char)
    bare = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code  # noqa: PLR2004 (the private area of symbol fonts)
    font = _font_of(text, index)
    table = next((known for name, known in FONTS.items() if name in font), None)
    if table is not None:
        if bare in table:
            return table[bare]
    elif code != bare:
        return WINGDINGS.get(bare, "") or ({0x52: "☑"}.get(bare, ""))
    return "" if is_unreadable(char) or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 else char


def _font_of(text: Any, index: int) -> str:  # noqa: ANN401
    """Return the name of a character's font, without spaces and in lower case."""
    name, flags = create_string_buffer(LONGEST_NAME), c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, LONGEST_NAME, flags)
    return name.value.decode("utf-8", "ignore").replace(" ", "").replace("-", "").lower()

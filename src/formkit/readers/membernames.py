"""The names of files within a package: what they say, and what they may be called on any disk."""

from __future__ import annotations

import unicodedata
import zipfile
import zlib
from collections.abc import Iterable

from formkit.readers.zipmembers import UTF_8, raw_name

LONGEST = 200  # bytes of UTF-8 in one component
LONGEST_ENDING = 20
MOST_FOLDERS = 15
NAMELESS = "未命名"
ILLEGAL = dict.fromkeys(map(ord, '<>:"|?*'), "_")
RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"]
    + [f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"]
)
LITTER_FOLDERS = frozenset({"__macosx", ".git", "$recycle.bin"})
LITTER_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
LITTER_BEGINNINGS = ("~$", ".~", "._")
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Kinds of characters that no name needs: control characters, those that turn the writing round ..."""

UNICODE_PATH = 0x7075
TWO_BYTES = 0x800  # characters below take one or two bytes in UTF-8


def decoded_name(entry: zipfile.ZipInfo) -> str:
    """Return the name of a member, each by its own signs: programs disagree even within one file."""
    raw = raw_name(entry)
    if raw.isascii():
        return raw.decode()
    if entry.flag_bits & UTF_8:
        return raw.decode("utf-8", "replace")
    return _unicode_path(entry.extra, raw) or _guessed(raw)


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """Return the name in UTF-8 that may stand beside the raw one; "" where it belongs to another name."""
    while len(extra) > 4:  # noqa: PLR2004 (two numbers of two bytes)
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_PATH and field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return field[5:].decode("utf-8", "replace")
    return ""


def _guessed(raw: bytes) -> str:
    """Return a name of unknown encoding.

    Chinese in UTF-8 takes three bytes a character, and hardly any Chinese in GB 18030 looks like that;
    what only has characters of two bytes in UTF-8 is the more likely in GB 18030.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if any(ord(character) >= TWO_BYTES for character in text):
        return text
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return text or raw.decode("cp437")


def is_litter(name: str) -> bool:
    r"""Whether a file is what systems and programs leave behind, and nobody's work.

    >>> is_litter("__MACOSX/._表.docx"), is_litter(r"材料\~$表.docx"), is_litter("表.docx")
    (True, True, False)
    """
    parts = name.replace("\\", "/").casefold().split("/")
    return (
        parts[-1] in LITTER_NAMES
        or parts[-1].startswith(LITTER_BEGINNINGS)
        or not LITTER_FOLDERS.isdisjoint(parts)
    )


def is_unsafe(name: str) -> bool:
    """Whether a name leads out of the folder, or hides something from the person who reads it."""
    path = name.replace("\\", "/")
    return (
        path.startswith("/")
        or path[1:2] == ":"
        or ".." in path.split("/")
        or any(unicodedata.category(character) in UNSEEN for character in name)
    )


def safe_names(names: Iterable[str]) -> tuple[str, ...]:
    r"""Return for each name one that any system can write below a folder, none of them like another.

    >>> safe_names(["a/b.docx", "A/B.docx", "../../c.pdf", "C:\\con.txt"])
    ('a/b.docx', 'A/B (2).docx', 'c.pdf', '_con.txt')
    """
    paths = [_safe_path(name) for name in names]
    folders = {_key("/".join(path[:end])) for path in paths for end in range(1, len(path))}
    taken: set[str] = set()
    last: dict[str, int] = {}
    out: list[str] = []
    for path in paths:
        wish = "/".join(path)
        name, number = wish, last.get(_key(wish), 1)
        while (key := _key(name)) in taken or key in folders:
            number += 1
            name = "/".join((*path[:-1], numbered(path[-1], number)))
        last[_key(wish)] = number
        taken.add(key)
        out.append(name)
    return tuple(out)


def numbered(name: str, number: int) -> str:
    """Return a file's name with a number before its ending: ``表.docx`` becomes ``表 (2).docx``."""
    stem, ending = _split(name)
    mark = f" ({number})"
    return _cut(stem, LONGEST - len((mark + ending).encode())) + mark + ending


def _key(name: str) -> str:
    """Return what two names share that some system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).upper().casefold())


def _safe_path(name: str) -> tuple[str, ...]:
    path = name.replace("\\", "/")
    if path[1:2] == ":":
        path = path[2:]
    parts = [part for part in path.split("/") if part.strip() not in {"", ".", ".."}] or [NAMELESS]
    folders = parts[:-1] if len(parts) <= MOST_FOLDERS else parts[: MOST_FOLDERS - 1]
    return tuple(_safe_part(part) for part in (*folders, parts[-1]))


def _safe_part(part: str) -> str:
    part = "".join(character for character in part if unicodedata.category(character) not in UNSEEN)
    part = unicodedata.normalize("NFC", part.translate(ILLEGAL)).strip(" ").rstrip(". ") or NAMELESS
    if part.split(".", 1)[0].rstrip(" ").upper() in RESERVED:
        part = "_" + part
    if len(part.encode()) <= LONGEST:
        return part
    stem, ending = _split(part)
    return (_cut(stem, LONGEST - len(ending.encode())) + ending).rstrip(". ") or NAMELESS


def _split(name: str) -> tuple[str, str]:
    """Return a name's stem and its ending with the point; what is too long is no ending."""
    stem, point, ending = name.rpartition(".")
    if not stem or not point or len(ending.encode()) >= LONGEST_ENDING:
        return name, ""
    return stem, point + ending


def _cut(text: str, most: int) -> str:
    """Return as much of the beginning of a text as takes at most so many bytes."""
    return text.encode()[:most].decode("utf-8", "ignore")

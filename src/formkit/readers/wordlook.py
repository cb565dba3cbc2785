"""What styles and defaults make of a paragraph and of a run in a Word document."""

from __future__ import annotations

import contextlib
from typing import Final

from lxml import etree

from formkit.readers.wordnames import (
    OFF,
    PARAGRAPH_PROPERTIES,
    PARAGRAPH_STYLE,
    RUN_PROPERTIES,
    RUN_STYLE,
    VALUE,
    A,
    W,
)

#: Properties of a run and of a paragraph that are looked at; each attribute is inherited by itself.
_RUN: Final = ("rFonts", "sz", "spacing", "color", "b")
_PARAGRAPH: Final = ("spacing", "ind", "jc", "pageBreakBefore", "framePr")
_LONGEST_CHAIN: Final = 50
_TWIPS: Final = 20.0

Look = dict[str, str]


class Looks:
    """The styles of one document."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None) -> None:
        """Keep the styles by id, the defaults and the faces of the theme."""
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        self._chains: dict[tuple[str, str], Look] = {}
        self._run: Look = {}
        self._paragraph: Look = {}
        self._faces = {} if theme is None else _theme_faces(theme)
        if styles is None:
            return
        for style in styles.iterchildren(W + "style"):
            name = style.get(W + "styleId", "")
            self._styles[name] = style
            if style.get(W + "default", "0") not in OFF and style.get(W + "type", "paragraph") == "paragraph":
                self._default = name
        defaults = styles.find(W + "docDefaults")
        if defaults is not None:
            _take(self._run, defaults.find(f"{W}rPrDefault/{RUN_PROPERTIES}"), _RUN)
            _take(self._paragraph, defaults.find(f"{W}pPrDefault/{PARAGRAPH_PROPERTIES}"), _PARAGRAPH)

    def paragraph(self, paragraph: etree._Element) -> Look:
        """Return the properties of a paragraph as ``spacing.line``, ``ind.left``, ``jc.val``."""
        own = paragraph.find(PARAGRAPH_PROPERTIES)
        look = self._paragraph | self._of_style(self._style_of(own), PARAGRAPH_PROPERTIES)
        _take(look, own, _PARAGRAPH)
        return look

    def run(self, run: etree._Element, paragraph: etree._Element) -> Look:
        """Return the properties of a run as ``sz.val``, ``rFonts.eastAsia``."""
        look = self._run | self._of_style(
            self._style_of(paragraph.find(PARAGRAPH_PROPERTIES)), RUN_PROPERTIES
        )
        own = run.find(RUN_PROPERTIES)
        if own is not None:
            style = own.find(RUN_STYLE)
            if style is not None:
                look = look | self._of_style(style.get(VALUE, ""), RUN_PROPERTIES)
            _take(look, own, _RUN)
        return look

    def face(self, look: Look, side: str) -> str:
        """Return the face of one side (``eastAsia``, ``ascii``), that of the theme where it is asked for."""
        theme = look.get(f"rFonts.{side}Theme", "")
        return self._faces.get(theme, "") or look.get(f"rFonts.{side}", "")

    def _style_of(self, properties: etree._Element | None) -> str:
        style = None if properties is None else properties.find(PARAGRAPH_STYLE)
        return self._default if style is None else style.get(VALUE, "")

    def _of_style(self, name: str, kind: str) -> Look:
        known = self._chains.get((name, kind))
        if known is not None:
            return known
        chain: list[etree._Element] = []
        at = name
        while at in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[at])
            based = self._styles[at].find(W + "basedOn")
            at = "" if based is None else based.get(VALUE, "")
        look: Look = {}
        for style in reversed(chain):
            _take(look, style.find(kind), _RUN if kind == RUN_PROPERTIES else _PARAGRAPH)
        self._chains[name, kind] = look
        return look


def _take(look: Look, properties: etree._Element | None, names: tuple[str, ...]) -> None:
    """Let properties win over what is inherited, attribute by attribute."""
    if properties is None:
        return
    for name in names:
        element = properties.find(W + name)
        if element is None:
            continue
        here = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
        if name == "rFonts":
            for side in ("eastAsia", "ascii"):
                if side in here and f"{side}Theme" not in here:
                    look.pop(f"rFonts.{side}Theme", None)
        if name == "ind":
            _settle_indent(look, here)
        if not here:
            here = {"val": "1"}
        look.update({f"{name}.{key}": value for key, value in here.items()})


def _settle_indent(look: Look, here: dict[str, str]) -> None:
    """Let an indent in twips win over one in characters that is inherited, and hanging over first line."""
    for twips, others in {
        "firstLine": ("hanging", "hangingChars", "firstLineChars"),
        "hanging": ("firstLine", "firstLineChars", "hangingChars"),
        "firstLineChars": ("hanging", "hangingChars"),
        "hangingChars": ("firstLine", "firstLineChars"),
        "left": ("leftChars", "start", "startChars"),
        "right": ("rightChars", "end", "endChars"),
    }.items():
        if twips in here:
            for other in others:
                if other not in here:
                    look.pop(f"ind.{other}", None)


def _theme_faces(theme: etree._Element) -> dict[str, str]:
    faces: dict[str, str] = {}
    for kind in ("major", "minor"):
        fonts = next(theme.iter(f"{A}{kind}Font"), None)
        if fonts is None:
            continue
        scripts = {font.get("script"): font.get("typeface", "") for font in fonts.iterchildren(A + "font")}
        east, latin = fonts.find(A + "ea"), fonts.find(A + "latin")
        name = "" if east is None else east.get("typeface", "")
        faces[f"{kind}EastAsia"] = name or scripts.get("Hans", "")
        for side in ("HAnsi", "Ascii"):
            faces[f"{kind}{side}"] = "" if latin is None else latin.get("typeface", "")
    return faces


def number(look: Look, key: str, unit: float = _TWIPS) -> float | None:
    """Return a measure, as twips in points unless another unit is given; None where there is none."""
    with contextlib.suppress(KeyError, ValueError, OverflowError):
        value = float(look[key].removesuffix("pt")) * (_TWIPS if look[key].endswith("pt") else 1)
        if abs(value) < 1e7:  # noqa: PLR2004 (nan and infinity are none)
            return value / unit
    return None

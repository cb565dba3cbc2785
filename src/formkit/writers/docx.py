"""Fill a Word template: docxtpl's language, compiled once, sandboxed, escaped, strict.

docxtpl turns Word's XML into a Jinja template (split runs joined, ``{%tr %}`` rows opened) and
spends most of its time doing that anew for each document. Here it is asked once for each template;
after that a document costs one rendering and the deflating of the parts that changed.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from formkit.errors import ProgrammeError
from formkit.filling import Names, Ticks
from formkit.grid import Picture
from formkit.prints import is_printed
from formkit.programme import Field
from formkit.rulewording import FORMATS, Parameter
from formkit.rulewording import shown as in_words
from formkit.writers.pictures import pixels
from formkit.writers.zipping import Member, assemble, deflate, store, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Environment
    from jinja2 import Template as JinjaTemplate

PART = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
TOKEN = re.compile(
    r"<w:pPr>.*?</w:pPr>|<w:pPr/>|<w:rPr>.*?</w:rPr>|<w:p[ >]|<w:r[ >]|\{\{(?P<expression>.*?)\}\}", re.DOTALL
)
SECTION = re.compile(r"<w:sectPr\b.*?</w:sectPr>|<w:sectPr\b[^>]*/>", re.DOTALL)
NUMBERING = re.compile(r"<w:numPr>.*?</w:numPr>", re.DOTALL)
NO_NUMBER = '<w:numPr><w:numId w:val="0"/></w:numPr>'
LINE = re.compile("_{2,}")
SPECIAL = re.compile(r"[&<>\"'\n\r\t]")
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
TEXT = '<w:t xml:space="preserve">'
UNDEFINED = re.compile(r"^'([^']+)' is undefined|has no (?:attribute|element) '?([^']+)'?$")
EMU_PER_MILLIMETRE = 36_000
ENDINGS = {"image/jpeg": "jpeg", "image/png": "png"}
RELATIONSHIPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "</Relationships>"
)
IMAGE = (
    '<Relationship Id="{id}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="{target}"/>'
)
DRAWING = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="照片 {number}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="{number}" name="{target}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
)


class Shown(NamedTuple):
    """A text as it is to be printed; ``is_long`` makes each of its lines a paragraph.

    ``without`` is a property of its run that it does not take over: an answer in the place of a hint is not
    grey (``color``), a printed ``____`` has no line under it as an answer has (``u``).
    """

    text: str
    is_long: bool
    without: str = ""


class ShownPicture(NamedTuple):
    """A picture, and the millimetres that it may take up, wide and high."""

    picture: Picture
    size: tuple[float, float]
    pixels: tuple[int, int]


class _Place(NamedTuple):
    """Where a placeholder stands: the properties of its paragraph and of its run, as XML."""

    paragraph: str
    run: str
    expression: str

    @property
    def new_paragraph(self) -> str:
        return f"</w:t></w:r></w:p><w:p>{NUMBERING.sub(NO_NUMBER, self.paragraph)}<w:r>{self.run}{TEXT}"


class Template:
    """A Word template, compiled; :meth:`write` may be called any number of times."""

    def __init__(self, data: bytes, name: str) -> None:
        """Compile the parts of a template that hold placeholders.

        :raises ProgrammeError: when the template's own text is no valid template.
        """
        self._name = name
        self._places: list[_Place] = []
        self._pictures: list[tuple[str, Picture]] = []
        members = unpack(data)
        from markupsafe import Markup

        self._markup = Markup
        self._environment = _environment(self._print)
        self._parts: dict[str, JinjaTemplate] = {
            part: self._compile(xml.decode())
            for part, xml in members.items()
            if PART.fullmatch(part) and b"{" in xml
        }
        self._types = _with_pictures(members.pop("[Content_Types].xml").decode())
        self._relationships = members.pop("word/_rels/document.xml.rels", RELATIONSHIPS.encode()).decode()
        self._fixed: list[Member] = [
            deflate(part, content, 9) for part, content in members.items() if part not in self._parts
        ]
        self._fixed.insert(0, deflate("[Content_Types].xml", self._types.encode(), 9))

    def _compile(self, xml: str) -> JinjaTemplate:
        from docxtpl import DocxTemplate
        from jinja2 import TemplateSyntaxError

        patched = DocxTemplate.patch_xml(None, xml)
        try:
            return self._environment.from_string(self._placed(patched))
        except TemplateSyntaxError as problem:
            message = f"模板“{self._name}”中的占位符写错了：{problem.message}"
            raise ProgrammeError(message) from None

    def _placed(self, xml: str) -> str:
        """Give each placeholder the number of its place, so that line breaks keep the look."""
        paragraph = run = ""

        def put(match: re.Match[str]) -> str:
            nonlocal paragraph, run
            token = match[0]
            expression = match["expression"]
            if expression is not None:
                self._places.append(_Place(SECTION.sub("", paragraph), run, expression.strip()))
                return f"{{{{ ({expression})|place({len(self._places) - 1}) }}}}"
            if token.startswith("<w:pPr"):
                paragraph = token
            elif token.startswith("<w:rPr"):
                run = token
            elif token.startswith("<w:p"):
                paragraph = run = ""
            else:
                run = ""
            return token

        return TOKEN.sub(put, xml)

    def _print(self, value: Any, number: int) -> Any:  # noqa: ANN401 (whatever a template names)
        """Return what stands for a value in the XML at a place (the filter ``place``)."""
        markup = self._markup
        if isinstance(value, Shown):
            return markup(_shown(value, self._places[number]))
        if isinstance(value, ShownPicture):
            return markup(self._drawing(value, self._places[number]))
        if isinstance(value, Ticks):
            return markup(_escaped(value.text.text, self._places[number], is_long=False))
        return markup(_escaped(str(value), self._places[number], is_long=False))

    def _drawing(self, shown: ShownPicture, place: _Place) -> str:
        number = len(self._pictures) + 1
        target = f"media/formkit{number}.{ENDINGS[shown.picture.media_type]}"
        self._pictures.append((target, shown.picture))
        width, height = _fitted(shown.pixels, shown.size)
        drawing = DRAWING.format(
            width=width, height=height, number=9000 + number, target=target, id=f"rIdFormkit{number}"
        )
        return f"</w:t></w:r><w:r>{place.run}{drawing}</w:r><w:r>{place.run}{TEXT}"

    def _undefined(self, problem: str) -> str:
        """Return a sentence that names what a template asks for and nobody defined."""
        found = UNDEFINED.search(problem)
        name = (found[1] or found[2]) if found else problem
        asking = [place.expression for place in self._places if name in re.findall(r"\w+", place.expression)]
        shown = "、".join(f"{{{{ {expression} }}}}" for expression in dict.fromkeys(asking)) or f"“{name}”"
        return f"模板“{self._name}”中的占位符 {shown} 没有对应的栏目（“{name}”没有定义），请检查拼写。"

    def write(self, names: Mapping[str, Any]) -> bytes:
        """Return the bytes of a DOCX in which each placeholder gives way to what its name stands for.

        :raises ProgrammeError: naming a placeholder that stands for nothing, and the template.
        """
        from jinja2 import UndefinedError

        self._pictures.clear()
        try:
            rendered = [
                deflate(part, template.render(names).encode()) for part, template in self._parts.items()
            ]
        except UndefinedError as problem:
            raise ProgrammeError(self._undefined(str(problem))) from None
        except Exception as problem:
            message = f"模板“{self._name}”中有不能使用的写法：{problem}"
            raise ProgrammeError(message) from problem
        rels = self._relationships
        if self._pictures:
            images = "".join(
                IMAGE.format(id=f"rIdFormkit{number}", target=target)
                for number, (target, _) in enumerate(self._pictures, 1)
            )
            rels = rels.replace("</Relationships>", f"{images}</Relationships>")
        media = [store(f"word/{target}", picture.data) for target, picture in self._pictures]
        return assemble(
            [*self._fixed, deflate("word/_rels/document.xml.rels", rels.encode()), *rendered, *media]
        )


def show(item: Field, value: str | Picture) -> Shown | ShownPicture:
    """Return an answer ready for a template: what the engine's filter knows how to print."""
    if isinstance(value, Picture):
        return ShownPicture(value, item.size, pixels(value.data))
    return Shown(value, item.kind == "long_text", _not_taken(item.blank or "", value))


def _not_taken(blank: str, value: str) -> str:
    if value == blank:
        return "u" if LINE.fullmatch(blank) else ""
    return "color" if is_printed(blank) else ""


def _environment(place: Callable[[Any, int], Any]) -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class NamesFirst(ImmutableSandboxedEnvironment):
        """The sandbox, with a short way to our own names: they hold nothing but answers."""

        def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 (as in Jinja)
            if type(obj) is Names and attribute in obj.as_dict():
                return obj.as_dict()[attribute]
            return super().getattr(obj, attribute)

    environment = NamesFirst(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters["place"] = place
    for form in FORMATS[1:]:
        environment.filters[form] = partial(_in_format, form)
    return environment


def _in_format(form: str, parameter: Parameter) -> str:
    """Return a parameter of the programme in one of the formats of rules: ``{{ rules.R43.years|中文 }}``."""
    return in_words(parameter.value, form)


def _shown(shown: Shown, place: _Place) -> str:
    plain = re.sub(rf"<w:{shown.without}\b[^>]*/>", "", place.run) if shown.without else place.run
    if plain == place.run:
        return _escaped(shown.text, place, is_long=shown.is_long)
    text = _escaped(shown.text, place._replace(run=plain), is_long=shown.is_long)
    return f"</w:t></w:r><w:r>{plain}{TEXT}{text}</w:t></w:r><w:r>{place.run}{TEXT}"


def _escaped(text: str, place: _Place, *, is_long: bool) -> str:
    if not SPECIAL.search(text):
        return text
    line_break = place.new_paragraph if is_long else f"</w:t><w:br/>{TEXT}"

    def escape(match: re.Match[str]) -> str:
        character = match[0]
        if character in ESCAPES:
            return ESCAPES[character]
        return f"</w:t><w:tab/>{TEXT}" if character == "\t" else line_break

    return SPECIAL.sub(escape, text.replace("\r\n", "\n"))


def _fitted(pixels: tuple[int, int], size: tuple[float, float]) -> tuple[int, int]:
    """Return the width and height in EMU of a picture that keeps its proportions within a slot."""
    width, height = size if all(size) else (pixels[0] / 11.811, pixels[1] / 11.811)
    scale = min(width / pixels[0], height / pixels[1])
    return round(pixels[0] * scale * EMU_PER_MILLIMETRE), round(pixels[1] * scale * EMU_PER_MILLIMETRE)


def _with_pictures(types: str) -> str:
    """Return [Content_Types].xml with the types of the pictures we may add."""
    missing = [
        f'<Default Extension="{ending}" ContentType="{media}"/>'
        for media, ending in ENDINGS.items()
        if f'Extension="{ending}"' not in types
    ]
    head, opening, tail = types.partition("<Types")
    opening_end = tail.index(">") + 1
    return head + opening + tail[:opening_end] + "".join(missing) + tail[opening_end:]

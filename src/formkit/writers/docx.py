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
from formkit.grid import Picture
from formkit.named import Answers, Names, Ticks
from formkit.prints import is_printed
from formkit.programme import Field
from formkit.rulewording import FORMATS, Parameter
from formkit.rulewording import shown as in_words
from formkit.writers.docxpictures import RELATIONSHIPS, ShownPicture, draw, parts_of, with_pictures
from formkit.writers.pictures import pixels
from formkit.writers.zipping import Member, assemble, deflate, unpack

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
#: What templates find names in.
OURS = frozenset((Answers, Names))
#: Named tuples are made for each answer: this is three times as fast as calling them.
_new = tuple.__new__


class Shown(NamedTuple):
    """A text as it is to be printed; ``is_long`` makes each of its lines a paragraph.

    ``without`` is a property of its run that it does not take over: an answer in the place of a hint is not
    grey (``color``), a printed ``____`` has no line under it as an answer has (``u``).
    """

    text: str
    is_long: bool
    without: str = ""


class _Place(NamedTuple):
    """Where a placeholder stands: the properties of its paragraph and of its run, as XML."""

    paragraph: str
    run: str
    expression: str

    @property
    def new_paragraph(self) -> str:
        return f"</w:t></w:r></w:p><w:p>{NUMBERING.sub(NO_NUMBER, self.paragraph)}<w:r>{self.run}{TEXT}"


class _Part(NamedTuple):
    """A part that holds placeholders, and the bytes of each piece of it that never changes."""

    template: JinjaTemplate
    printed: Mapping[str, bytes]

    def render(self, names: Mapping[str, Any]) -> bytes:
        """Return the bytes of the part; most of them are not encoded anew."""
        known = self.printed.get
        return b"".join([known(piece) or piece.encode() for piece in self.template.generate(names)])


class Template:
    """A Word template, compiled; :meth:`write` may be called any number of times."""

    def __init__(self, data: bytes, name: str) -> None:
        """Compile the parts of a template that hold placeholders.

        :raises ProgrammeError: when the template's own text is no valid template.
        """
        self._name = name
        self._places: list[_Place] = []
        self._pictures: list[Picture] = []
        members = unpack(data)
        self._environment = _environment(self._print)
        self._parts: dict[str, _Part] = {
            part: self._compile(xml.decode())
            for part, xml in members.items()
            if PART.fullmatch(part) and b"{" in xml
        }
        self._types = with_pictures(members.pop("[Content_Types].xml").decode())
        self._relationships = members.pop("word/_rels/document.xml.rels", RELATIONSHIPS.encode()).decode()
        self._fixed: list[Member] = [
            deflate(part, content, 9) for part, content in members.items() if part not in self._parts
        ]
        self._fixed.insert(0, deflate("[Content_Types].xml", self._types.encode(), 9))

    def _compile(self, xml: str) -> _Part:
        from docxtpl import DocxTemplate
        from jinja2 import TemplateSyntaxError
        from jinja2.nodes import TemplateData

        placed = self._placed(DocxTemplate.patch_xml(None, xml))
        try:
            printed = (node.data for node in self._environment.parse(placed).find_all(TemplateData))
            return _Part(self._environment.from_string(placed), {text: text.encode() for text in printed})
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

    def _print(self, value: Any, number: int) -> str:  # noqa: ANN401 (whatever a template names)
        """Return the XML that stands for a value at a place (the filter ``place``)."""
        place = self._places[number]
        if type(value) is Shown:
            text, is_long, without = value
            if without:
                return _in_a_run_of_its_own(value, place)
            return _escaped(text, place, is_long=is_long) if SPECIAL.search(text) else text
        if isinstance(value, ShownPicture):
            self._pictures.append(value.picture)
            drawing = draw(value, len(self._pictures))
            return f"</w:t></w:r><w:r>{place.run}{drawing}</w:r><w:r>{place.run}{TEXT}"
        return _escaped(value.text.text if isinstance(value, Ticks) else str(value), place, is_long=False)

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
            rendered = [deflate(name, part.render(names)) for name, part in self._parts.items()]
        except UndefinedError as problem:
            raise ProgrammeError(self._undefined(str(problem))) from None
        except Exception as problem:
            message = f"模板“{self._name}”中有不能使用的写法：{problem}"
            raise ProgrammeError(message) from problem
        links, *media = parts_of(self._relationships, self._pictures)
        return assemble([*self._fixed, links, *rendered, *media])


def show(item: Field, value: str | Picture) -> Shown | ShownPicture:
    """Return an answer ready for a template: what the engine's filter knows how to print."""
    if type(value) is str:
        without = _not_taken(item.blank, value) if item.blank else ""
        return _new(Shown, (value, item.kind == "long_text", without))
    if isinstance(value, Picture):
        return ShownPicture(value, item.size, pixels(value.data))
    return show(item, str(value))


def _not_taken(blank: str, value: str) -> str:
    if value == blank:
        return "u" if LINE.fullmatch(blank) else ""
    return "color" if is_printed(blank) else ""


def _environment(place: Callable[[Any, int], Any]) -> Environment:
    from jinja2 import StrictUndefined, nodes
    from jinja2.compiler import CodeGenerator, Frame
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class PlacesAsTheyAre(CodeGenerator):
        """Escapes whatever a template prints, save what the filter ``place`` gives: that is XML already.

        To mark it as such (``Markup``) is what Jinja offers; for each place that costs as much again as
        printing it.
        """

        def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401
            if isinstance(node, nodes.Filter) and node.name == "place" and not frame.eval_ctx.volatile:
                self.write("(")
            else:
                super()._output_child_pre(node, frame, finalize)

    class NamesFirst(ImmutableSandboxedEnvironment):
        """The sandbox, with a short way to our own names: they hold nothing but answers."""

        code_generator_class = PlacesAsTheyAre

        def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 (as in Jinja)
            if type(obj) in OURS:
                found = obj.get(attribute)
                if found is not None:
                    return found
            return super().getattr(obj, attribute)

    environment = NamesFirst(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters["place"] = place
    for form in FORMATS[1:]:
        environment.filters[form] = partial(_in_format, form)
    return environment


def _in_format(form: str, parameter: Parameter) -> str:
    """Return a parameter of the programme in one of the formats of rules: ``{{ rules.R43.years|中文 }}``."""
    return in_words(parameter.value, form)


def _in_a_run_of_its_own(shown: Shown, place: _Place) -> str:
    """Return a text in a run that lacks a property of the one around it."""
    plain = re.sub(rf"<w:{shown.without}\b[^>]*/>", "", place.run)
    if plain == place.run:
        return _escaped(shown.text, place, is_long=shown.is_long)
    text = _escaped(shown.text, place._replace(run=plain), is_long=shown.is_long)
    return f"</w:t></w:r><w:r>{plain}{TEXT}{text}</w:t></w:r><w:r>{place.run}{TEXT}"


def _escaped(text: str, place: _Place, *, is_long: bool) -> str:
    if not SPECIAL.search(text):
        return text
    line_break = place.new_paragraph if is_long else f"</w:t><w:br/>{TEXT}"
    signs = {**ESCAPES, "\t": f"</w:t><w:tab/>{TEXT}", "\n": line_break, "\r": line_break}
    return SPECIAL.sub(lambda match: signs[match[0]], text.replace("\r\n", "\n"))

"""Read a Word document into a grid: ``.docx`` and its kin, as packages or as one XML file."""

from __future__ import annotations

from lxml import etree

from formkit.errors import UnreadableFileError
from formkit.grid import Document
from formkit.limits import DEFAULT_LIMITS, ReadLimits
from formkit.readers.flatopc import as_package, is_flat_opc
from formkit.readers.package import Package
from formkit.readers.wordbounds import Bounds
from formkit.readers.wordcontrols import Controls
from formkit.readers.wordframes import framed_lines
from formkit.readers.wordlines import lines_shown
from formkit.readers.wordlinks import Link, links_of, part_of_kind
from formkit.readers.wordnames import BODY, TEXT, W
from formkit.readers.wordnumbering import NumberedStory, Numbering
from formkit.readers.wordpictures import Pictures
from formkit.readers.wordplain import read_plain
from formkit.readers.wordremarks import COMMENTS, EXTERNAL, FOOTNOTES, MACROS, Remarks
from formkit.readers.wordscope import BoxesAside, read_beside
from formkit.readers.wordstyles import HidingStyles, hiding_styles
from formkit.readers.wordtext import Story
from formkit.readers.wordtrace import TracedDocument, TracedStory, TracedWalk
from formkit.readers.wordwalk import Walk
from formkit.scope import Scope

#: Where the document stands in nearly every package.
USUAL = "word/document.xml"


def read(data: bytes, source: str, limits: ReadLimits = DEFAULT_LIMITS) -> Document:
    """Return the tables and lines of a Word document given as bytes; ``source`` is its name for messages.

    :raises UnreadableFileError: when it is damaged, encrypted, too large, or no Word document.
    """
    if is_flat_opc(data):
        data = as_package(data, source, limits)
    package = Package(data, source, limits)
    part = _main_part(package)
    links = links_of(package, part)
    styles = _styles(package, links)
    walk = _walk(package, links, styles)
    if not read_plain(package.read(part), walk, styles):
        walk = _walk(package, links, styles)
        walk.run(_body(package, part))
    _look_beside(package, links, walk.story)
    return Document(source, tuple(walk.out), walk.story.remarks.findings())


def read_scope(data: bytes, source: str, scope: Scope, limits: ReadLimits = DEFAULT_LIMITS) -> Document:
    """Return the text of a Word document that is counted: its body with tables, and what ``scope`` asks for.

    :raises UnreadableFileError: as :func:`read` does.
    """
    if is_flat_opc(data):
        data = as_package(data, source, limits)
    package = Package(data, source, limits)
    part = _main_part(package)
    links = links_of(package, part)
    styles = _styles(package, links)
    walk, aside = _scoped_walk(package, links, styles, scope)
    if scope.numbering or not read_plain(package.read(part), walk, styles):
        walk, aside = _scoped_walk(package, links, styles, scope)
        walk.run(_body(package, part))
    read_beside(package, links, walk, aside, scope)
    return Document(source, tuple(walk.out), walk.story.remarks.findings())


def _scoped_walk(
    package: Package, links: dict[str, Link], styles: HidingStyles | None, scope: Scope
) -> tuple[Walk, BoxesAside]:
    remarks, bounds = Remarks(), Bounds(package.source)
    controls = Controls(package, links)
    if scope.numbering:
        story: Story = NumberedStory(remarks, bounds, controls, styles, Numbering(package, links))
    else:
        story = Story(remarks, bounds, controls, styles)
    aside = BoxesAside(package, links, remarks)
    return Walk(story, aside, bounds), aside


def trace(package: Package) -> TracedDocument:
    """Return a Word document with the nodes that its texts come from, for who is to write into it.

    :raises UnreadableFileError: as :func:`read` does.
    """
    part = _main_part(package)
    links = links_of(package, part)
    remarks, bounds = Remarks(), Bounds(package.source)
    story = TracedStory(remarks, bounds, Controls(package, links), _styles(package, links))
    walk = TracedWalk(story, Pictures(package, links, remarks), bounds)
    body = _body(package, part)
    walk.run(body)
    document = Document(package.source, tuple(walk.out), remarks.findings())
    return TracedDocument(document, body.getroottree().getroot(), part, walk.rows, story)


def read_lined(
    data: bytes, source: str, limits: ReadLimits = DEFAULT_LIMITS
) -> tuple[Document, frozenset[int]]:
    """Return a blank form as :func:`read` does, with underlined white space as ``_``: lines to write on.

    Each text is as long as that of :func:`read`, so that places found in one are places in the other. The
    numbers are those of the blocks that stand in a text box.
    """
    if is_flat_opc(data):
        data = as_package(data, source, limits)
    traced = trace(Package(data, source, limits))
    return lines_shown(traced), framed_lines(traced)


def _walk(package: Package, links: dict[str, Link], styles: HidingStyles | None) -> Walk:
    remarks, bounds = Remarks(), Bounds(package.source)
    story = Story(remarks, bounds, Controls(package, links), styles)
    return Walk(story, Pictures(package, links, remarks), bounds)


def _body(package: Package, part: str) -> etree._Element:
    root = package.xml(part)
    body = root.find(BODY)
    if body is not None:
        return body
    if part != USUAL and root.tag != W + "document":
        raise UnreadableFileError(_not_word(package.source), "unsupported")
    message = f"“{package.source}”中没有正文，不是完整的 Word 文件；请让对方重新发送。"
    raise UnreadableFileError(message, "damaged")


def _not_word(source: str) -> str:
    return f"“{source}”是压缩包，但不是 Word 文件（.docx）；请让对方提供填写好的 Word 文件。"


def _main_part(package: Package) -> str:
    """Return the part that Word would open: the package says which."""
    main = part_of_kind(links_of(package, ""), "officeDocument")
    if main is not None and main.endswith(".xml") and main in package:
        return main
    if USUAL in package:
        return USUAL
    raise UnreadableFileError(_not_word(package.source), "unsupported")


def _styles(package: Package, links: dict[str, Link]) -> HidingStyles | None:
    """Return the styles that hide text; the part is parsed only if it names such a thing."""
    part = part_of_kind(links, "styles")
    if part is None or part not in package or b"vanish" not in package.read(part):
        return None
    return hiding_styles(package.xml(part))


def _look_beside(package: Package, links: dict[str, Link], story: Story) -> None:
    """Remark on what belongs to the document and stands beside its text."""
    remarks = story.remarks
    remarks.spot = None
    if any(link.kind == "vbaProject" for link in links.values()):
        remarks.meet(MACROS)
    settings = part_of_kind(links, "settings")
    for link in () if settings is None else links_of(package, settings).values():
        if link.is_external and link.kind == "attachedTemplate":
            remarks.meet_kind(EXTERNAL, "模板")
    if story.comments:
        texts = _texts(package, links, ("comments",), W + "comment")
        remarks.meet(COMMENTS, " ".join(texts), story.comments)
    if story.notes:
        texts = _texts(package, links, ("footnotes", "endnotes"), W + "footnote", W + "endnote")
        if texts:
            remarks.meet(FOOTNOTES, " ".join(texts), story.notes)


def _texts(package: Package, links: dict[str, Link], kinds: tuple[str, ...], *tags: str) -> list[str]:
    """Return the texts of notes or comments that hold any."""
    parts = [part for kind in kinds if (part := part_of_kind(links, kind)) is not None and part in package]
    notes: list[etree._Element] = [note for part in parts for note in package.xml(part).iter(*tags)]
    texts = ["".join(node.text or "" for node in note.iter(TEXT)) for note in notes]
    return [text for text in texts if text.strip()]

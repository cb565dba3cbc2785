"""Runs of a Word document taken apart: what a placeholder needs so that it stands free in its paragraph."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from formkit.readers.wordnames import (
    CHOICE,
    CONTROL,
    CONTROL_CONTENT,
    CONTROL_PROPERTIES,
    DELETED,
    FALLBACK,
    FIELD_CHARACTER,
    INSERTED,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    RUN_STYLE,
    TEXT,
    VANISH,
    M,
    W,
)
from formkit.writers.templatefields import field_of, fields_of

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
FONTS = W + "rFonts"
UNDERLINE = W + "u"
AFTER_UNDERLINE = frozenset(
    W + name
    for name in (
        *("effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
        *("eastAsianLayout", "specVanish", "oMath"),
    )
)
#: Fonts that show a sign for each letter: an answer written in one of them cannot be read.
SIGNS = ("wingdings", "webdings", "symbol", "marlett", "zapfdingbats", "mt extra")
CHANGES = frozenset(W + name for name in ("rPrChange", "pPrChange"))
#: Properties of a run or of a paragraph's mark that an answer must not take over.
NOT_TAKEN = frozenset((VANISH, W + "specVanish", *INSERTED, *DELETED, *CHANGES))
#: What stands around runs and may go when nothing is left in it.
WRAPPERS = frozenset(
    (
        *INSERTED,
        CONTROL,
        CONTROL_CONTENT,
        *(W + name for name in ("smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")),
    )
)


def parent_of(node: etree._Element) -> etree._Element:
    """Return what a node stands in."""
    parent = node.getparent()
    if parent is None:
        raise ValueError(f"{node.tag} stands in nothing")
    return parent


def text_node(text: str) -> etree._Element:
    """Return a ``w:t``."""
    node = etree.Element(TEXT)
    put_text(node, text)
    return node


def put_text(node: etree._Element, text: str) -> None:
    """Let a ``w:t`` hold this text and nothing else."""
    del node[:]
    node.text = text
    node.set(SPACE, "preserve")


def new_run(text: str, properties: etree._Element | None) -> etree._Element:
    """Return a run of text with these properties, which it takes over."""
    run = etree.Element(RUN)
    if properties is not None and len(properties):
        run.append(properties)
    run.append(text_node(text))
    return run


def properties_for_answer(
    properties: etree._Element | None, *, is_prompt: bool = False
) -> etree._Element | None:
    """Return the look of an answer from that of a run or mark: visible, readable, no prompt, no history."""
    if properties is None:
        return None
    look = deepcopy(properties)
    look.tag = RUN_PROPERTIES
    for child in list(look):
        if child.tag in NOT_TAKEN or (is_prompt and child.tag == RUN_STYLE):
            look.remove(child)
        elif child.tag == FONTS:
            for kind, font in child.items():
                if _is_of_signs(str(font)):
                    del child.attrib[kind]
            if not child.attrib:
                look.remove(child)
    return look


def underlined(look: etree._Element | None) -> etree._Element:
    """Return the properties of a run with a line under it; the order is that of the schema (CT_RPr)."""
    properties = etree.Element(RUN_PROPERTIES) if look is None else look
    if properties.find(UNDERLINE) is None:
        line = etree.Element(UNDERLINE)
        line.set(W + "val", "single")
        behind = next((child for child in properties if child.tag in AFTER_UNDERLINE), None)
        if behind is None:
            properties.append(line)
        else:
            behind.addprevious(line)
    return properties


def take_size(run: etree._Element, printed: etree._Element) -> None:
    """Give a run of spaces the size of the text before it: nobody sees the size of spaces, save of a line."""
    properties, look = run.find(RUN_PROPERTIES), look_of(printed)
    if properties is None or properties.find(UNDERLINE) is not None:
        return
    for name in (W + "sz", W + "szCs"):
        own, other = properties.find(name), None if look is None else look.find(name)
        if own is not None and other is not None:
            own.set(W + "val", other.get(W + "val", ""))
        elif own is not None:
            properties.remove(own)


def shows_signs(run: etree._Element) -> bool:
    """Whether a run is set in a font of signs."""
    fonts = run.find(f"{RUN_PROPERTIES}/{FONTS}")
    return fonts is not None and any(_is_of_signs(str(font)) for font in fonts.attrib.values())


def _is_of_signs(font: str) -> bool:
    return font.lower().startswith(SIGNS)


def look_of(node: etree._Element) -> etree._Element | None:
    """Return the properties of the run that a node stands in, or of the first run in it."""
    run = next(node.iterancestors(RUN), None) if node.tag != RUN else node
    if run is None:
        run = next(node.iter(RUN), None)
    return None if run is None else run.find(RUN_PROPERTIES)


def mark_of(paragraph: etree._Element) -> etree._Element | None:
    """Return the properties of a paragraph's mark: what is typed into an empty one looks like it."""
    return paragraph.find(f"{PARAGRAPH_PROPERTIES}/{RUN_PROPERTIES}")


def top_of(node: etree._Element, paragraph: etree._Element) -> etree._Element:
    """Return the child of a paragraph that a node is or stands in."""
    while (parent := node.getparent()) is not None and parent is not paragraph:
        node = parent
    return node


def remove(node: etree._Element) -> None:
    """Take a node out, and what stands around it as far as nothing is left in that."""
    parent = node.getparent()
    if parent is None:
        return
    parent.remove(node)
    if (parent.tag == RUN and all(child.tag == RUN_PROPERTIES for child in parent)) or (
        parent.tag in WRAPPERS and all(child.tag in PROPERTIES for child in parent)
    ):
        remove(parent)


def split_after(node: etree._Element) -> etree._Element:
    """Cut the run of a node behind it; return the run that ends there."""
    run = parent_of(node)
    rest = list(node.itersiblings())
    if rest:
        right = etree.Element(RUN)
        properties = run.find(RUN_PROPERTIES)
        if properties is not None:
            right.append(deepcopy(properties))
        right.extend(rest)
        run.addnext(right)
    return run


def free(node: etree._Element, paragraph: etree._Element) -> etree._Element:
    """Let the run of a ``w:t`` stand in its paragraph directly; return that run.

    An answer of several paragraphs closes run and paragraph, so nothing may stand between them.
    """
    for field in fields_of(paragraph):
        if any(node is piece for piece in field.result):
            for piece in (*field.marks, *field.instruction):
                remove(piece)
    while (parent := parent_of(node)).tag != RUN:
        _unwrap(parent)
    while (above := parent_of(parent)) is not paragraph:
        _unwrap(above)
    return parent


def settle_ways(node: etree._Element, paragraph: etree._Element) -> None:
    """Let nothing but the way that was read stay, where a node stands in one of several to say the same."""
    for branch in list(node.iterancestors(CHOICE, FALLBACK, PARAGRAPH)):
        if branch is paragraph:
            return
        _unwrap(branch)


def _unwrap(wrapper: etree._Element) -> None:
    """Put what a wrapper holds in its place; of alternatives and controls, the whole goes."""
    outer = wrapper
    if wrapper.tag in (CONTROL_CONTENT, CHOICE, FALLBACK):
        outer = parent_of(wrapper)
    elif wrapper.tag == W + "rubyBase":
        ruby = parent_of(wrapper)
        outer = split_after(ruby)
        outer.addnext(new := etree.Element(RUN))
        remove(ruby)
        outer = new
    content = [child for child in wrapper if child.tag not in PROPERTIES and child.tag != W + "fldData"]
    for child in reversed(content):
        outer.addnext(child)
    parent_of(outer).remove(outer)


def unwrap_control(control: etree._Element) -> None:
    """Put the content of a control in its place."""
    content = control.find(CONTROL_CONTENT)
    if control.getparent() is None:  # it went with the paragraph that was all of it
        return
    if content is None:
        remove(control)
    else:
        _unwrap(content)


def accept_changes(paragraph: etree._Element) -> None:
    """Take insertions as accepted and deletions as done; a deleted paragraph mark stays as it is."""
    for node in list(paragraph.iter(*INSERTED, *DELETED, *CHANGES)):
        parent = node.getparent()
        if parent is None:
            continue
        if node.tag in CHANGES or (parent.tag == RUN_PROPERTIES and node.tag in INSERTED):
            parent.remove(node)
        elif parent.tag != RUN_PROPERTIES:
            if node.tag in INSERTED:
                _unwrap(node)
            else:
                remove(node)


def as_text(node: etree._Element, text: str, paragraph: etree._Element) -> etree._Element:
    """Let what shows a text otherwise than as text give way to a ``w:t`` of it, and return that."""
    if node.tag == TEXT:
        if len(node):
            put_text(node, text)
        return node
    if node.tag == CONTROL:
        run = new_run(text, _look_in_control(node, is_prompt=not text))
        node.addprevious(run)
        remove(node)
    elif node.tag == FIELD_CHARACTER:
        run = _field_as_text(node, text, paragraph)
    elif node.tag.startswith(M):
        run = new_run(text, None)
        above = parent_of(node)
        outer = above if above.tag == M + "oMathPara" else node
        outer.addprevious(run)
        remove(outer)
    elif node.tag == W + "sym":
        run = new_run(text, properties_for_answer(look_of(node)))
        split_after(node).addnext(run)
        remove(node)
    else:
        shown = text_node(text)
        node.addprevious(shown)
        parent_of(node).remove(node)
        return shown
    return run[-1]


def _look_in_control(control: etree._Element, *, is_prompt: bool) -> etree._Element | None:
    own = control.find(f"{CONTROL_PROPERTIES}/{RUN_PROPERTIES}") if is_prompt else None
    return properties_for_answer(look_of(control) if own is None else own, is_prompt=is_prompt)


def _field_as_text(begin: etree._Element, text: str, paragraph: etree._Element) -> etree._Element:
    field = field_of(begin, paragraph)
    run = new_run(text, properties_for_answer(look_of(begin)))
    split_after(field.marks[-1]).addnext(run)
    for piece in (*field.marks, *field.instruction, *field.result):
        remove(piece)
    return run

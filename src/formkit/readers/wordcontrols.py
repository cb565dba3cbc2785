"""Content controls: the prompt of an empty one is no answer, and a tick box is its state."""

from __future__ import annotations

import re

from lxml import etree

from formkit.readers.package import Package
from formkit.readers.wordlinks import Link, part_of_kind
from formkit.readers.wordnames import (
    CONTROL,
    CONTROL_CONTENT,
    CONTROL_PROPERTIES,
    OFF,
    PARAGRAPH,
    RUN,
    RUN_PROPERTIES,
    RUN_STYLE,
    TEXT,
    VALUE,
    W14,
    W,
)
from formkit.readers.wordstyles import is_on

#: How prompts begin that Word, WPS and LibreOffice put in themselves.
PROMPT = re.compile(
    r"\s*(?:单击|点击|轻触|点按|请|选择|输入|\[|Click|Choose|Enter|Select|Tap)", re.IGNORECASE
)


class Controls:
    """Tells prompts from answers; the prompts that a file keeps are looked up when first needed."""

    def __init__(self, package: Package, links: dict[str, Link]) -> None:
        """Begin with nothing looked up; ``links`` are those of the main part."""
        self._package, self._links = package, links
        self._prompts: dict[str, str] | None = None

    def settled_text(self, control: etree._Element) -> str | None:
        """Return the text of a control that does not follow from its content, else None.

        A prompt is no answer; a tick box is shown by its state.
        """
        properties = control.find(CONTROL_PROPERTIES)
        if properties is None:
            return None
        box = properties.find(W14 + "checkbox")
        if box is not None:
            state = box.find(W14 + "checked")
            ticked = state is not None and state.get(W14 + "val", "1") not in OFF
            return "☑" if ticked else "☐"
        if is_on(properties.find(W + "showingPlcHdr")) and self._is_prompt(control, properties):
            return ""
        return None

    def settle(self, body: etree._Element, settled: dict[etree._Element, str]) -> None:
        """Note the paragraphs of controls around paragraphs or cells of which the text is settled."""
        for control in body.iter(CONTROL):
            content = control.find(CONTROL_CONTENT)
            if content is None or next(content.iter(PARAGRAPH), None) is None:
                continue
            text = self.settled_text(control)
            if text is not None:
                for paragraph in content.iter(PARAGRAPH):
                    settled[paragraph] = text
                    text = ""

    def _is_prompt(self, control: etree._Element, properties: etree._Element) -> bool:
        """Whether a control that says it shows its prompt does so.

        Programs that fill in forms forget to take the mark away, and the text is an answer then: it
        is no prompt where the file keeps another one, or where it is neither marked nor worded as one.
        """
        content = control.find(CONTROL_CONTENT)
        if content is None or properties.find(W + "picture") is not None:
            return True
        shown = _text(content)
        placeholder = properties.find(f"{W}placeholder/{W}docPart")
        kept = None if placeholder is None else self._kept().get(placeholder.get(VALUE, ""))
        if kept is not None:
            return shown == kept
        return PROMPT.match(shown) is not None or all(
            run.find(f"{RUN_PROPERTIES}/{RUN_STYLE}") is not None for run in content.iter(RUN)
        )

    def _kept(self) -> dict[str, str]:
        """Return the prompts that the file keeps, by name."""
        if self._prompts is None:
            part = part_of_kind(self._links, "glossaryDocument")
            if part is None or part not in self._package:
                self._prompts = {}
            else:
                self._prompts = _prompts(self._package.xml(part))
        return self._prompts


def _prompts(glossary: etree._Element) -> dict[str, str]:
    prompts: dict[str, str] = {}
    for block in glossary.iter(W + "docPart"):
        name, body = block.find(f"{W}docPartPr/{W}name"), block.find(W + "docPartBody")
        if name is not None and body is not None:
            prompts[name.get(VALUE, "")] = _text(body)
    return prompts


def _text(parent: etree._Element) -> str:
    return "".join("".join(node.text or "" for node in parent.iter(TEXT)).split())

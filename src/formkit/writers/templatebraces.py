"""Printed braces kept apart from those of placeholders, for the template language reads all braces.

While a document is edited, the braces of placeholders are two characters that nobody prints. What is a
brace then is printed; where it would begin or end something of the language, the language prints it.
"""

from __future__ import annotations

from lxml import etree

from formkit.readers.wordnames import TEXT
from formkit.writers.templateruns import SPACE

#: Two characters of the last private plane: they stand for braces of placeholders.
OPEN, SHUT = "\U0010fffc", "\U0010fffd"
HIDE = str.maketrans({"{": OPEN, "}": SHUT})
SHOW = str.maketrans({OPEN: "{", SHUT: "}"})
BRACES = frozenset("{}" + OPEN + SHUT)
BEGINS, ENDS = frozenset("{%#" + OPEN), frozenset("}%#" + SHUT)


def hidden(text: str) -> str:
    """Return the text of a placeholder with its braces told apart from printed ones."""
    return text.translate(HIDE)


def settle(root: etree._Element) -> None:
    """Let the language print the braces that it would misread, and give placeholders theirs."""
    nodes = [node for node in root.iter(etree.Element) if node.text]
    shown = "".join(str(node.text) for node in nodes)
    at = 0
    for node in nodes:
        text = str(node.text)
        if not BRACES.isdisjoint(text):
            own = range(at, at + len(text))
            node.text = "".join(_printed(shown, number) for number in own).translate(SHOW)
            if node.tag == TEXT:
                node.set(SPACE, "preserve")
        at += len(text)


def _printed(shown: str, number: int) -> str:
    """Return a character as it is to stand; tags between braces do not part them."""
    character = shown[number]
    if (character == "{" and shown[number + 1 : number + 2] in BEGINS) or (
        character == "}" and number and shown[number - 1] in ENDS
    ):
        return f"{OPEN}{OPEN} '{character}' {SHUT}{SHUT}"
    return character

"""Which styles of a Word document hide their text."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from formkit.readers.wordnames import OFF, RUN_PROPERTIES, VALUE, VANISH, W


class HidingStyles(NamedTuple):
    """The styles that hide text, by id; ``default`` is whether a paragraph without a style is hidden."""

    paragraph: frozenset[str]
    character: frozenset[str]
    default: bool = False


def is_on(switch: etree._Element | None) -> bool:
    """Whether a property such as ``w:vanish`` is there and not turned off."""
    return switch is not None and switch.get(VALUE, "1") not in OFF


def hiding_styles(styles: etree._Element) -> HidingStyles | None:
    """Return the styles that hide text, those based on such styles included; None where there are none."""
    elements = {style.get(W + "styleId", ""): style for style in styles.iterchildren(W + "style")}
    states: dict[str, bool] = {}
    for name in elements:
        _settle(name, elements, states)
    hiding = {name for name, state in states.items() if state}
    everywhere = is_on(styles.find(f"{W}docDefaults/{W}rPrDefault/{RUN_PROPERTIES}/{VANISH}"))
    normal = [
        name
        for name, style in elements.items()
        if style.get(W + "default", "0") not in OFF and style.get(W + "type", "paragraph") == "paragraph"
    ]
    default = everywhere or any(name in hiding for name in normal)
    if not hiding and not default:
        return None
    character = frozenset(name for name in hiding if elements[name].get(W + "type") == "character")
    return HidingStyles(frozenset(hiding) - character, character, default)


def _settle(name: str, elements: dict[str, etree._Element], states: dict[str, bool]) -> None:
    """Find out whether a style hides: it says so itself, or the nearest that it is based on does."""
    chain: list[str] = []
    state = False
    while name in elements:
        if name in states:
            state = states[name]
            break
        states[name] = False  # a circle ends here
        chain.append(name)
        switch = elements[name].find(f"{RUN_PROPERTIES}/{VANISH}")
        if switch is not None:
            state = is_on(switch)
            break
        based = elements[name].find(W + "basedOn")
        name = "" if based is None else based.get(VALUE, "")
    states.update(dict.fromkeys(chain, state))

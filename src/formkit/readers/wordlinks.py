"""Where the relationships of a part lead: to other parts, or out of the file, where nothing is followed."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from formkit.readers.package import RELATIONSHIP, Package


class Link(NamedTuple):
    """One relationship: its kind in one word (``image``, ``comments`` ...), and the part it leads to."""

    kind: str
    target: str
    is_external: bool = False


def links_of(package: Package, part: str) -> dict[str, Link]:
    """Return the relationships of a part by their id; "" is the package itself."""
    folder, name = posixpath.split(part)
    member = posixpath.join(folder, "_rels", name + ".rels")
    if member not in package:
        return {}
    return {
        item.get("Id", ""): Link(
            item.get("Type", "").rpartition("/")[2],
            item.get("Target", "")
            if (is_external := item.get("TargetMode") == "External")
            else posixpath.normpath(posixpath.join(folder, item.get("Target", ""))).lstrip("/"),
            is_external,
        )
        for item in package.xml(member).iter(RELATIONSHIP)
    }


def part_of_kind(links: dict[str, Link], kind: str) -> str | None:
    """Return the part that is related as this kind, the first of them."""
    return next((link.target for link in links.values() if link.kind == kind and not link.is_external), None)

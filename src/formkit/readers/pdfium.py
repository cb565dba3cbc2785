"""The library pdfium, loaded when something of it is first asked for.

It takes longer to load than a DOCX takes to read, and most files are none of its.
"""

from __future__ import annotations

from typing import Any


class _Library:
    """What :mod:`pypdfium2.raw` holds; each name is looked up there once."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (its functions and numbers have no types)
        import pypdfium2.raw  # type: ignore[import-untyped]

        value = getattr(pypdfium2.raw, name)
        setattr(self, name, value)
        return value


pdfium = _Library()

"""formkit fills official Chinese forms from data and reads them back, from one template.

>>> import formkit
>>> call = formkit.load("tangcheng-2025")
>>> call.source
'荣人社发〔2025〕77号'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formkit.api import extract, load, programmes
    from formkit.chinese.counting import Count, count
    from formkit.documents import Filled, blank_document, fill, fill_document
    from formkit.errors import (
        DataError,
        FormkitError,
        KindError,
        MissingProgramError,
        ProgrammeError,
        UnreadableFileError,
        UsageError,
    )
    from formkit.finding import Finding, Severity
    from formkit.grid import Cell, Document, Line, Picture, Table
    from formkit.isolation import extract_all
    from formkit.limits import DEFAULT_LIMITS, ReadLimits
    from formkit.programme import Condition, Field, Form, Group, Limits, Programme
    from formkit.record import Case, Found, Leftover, Record
    from formkit.spot import Spot

__all__ = [
    "DEFAULT_LIMITS",
    "Case",
    "Cell",
    "Condition",
    "Count",
    "DataError",
    "Document",
    "Field",
    "Filled",
    "Finding",
    "Form",
    "FormkitError",
    "Found",
    "Group",
    "KindError",
    "Leftover",
    "Limits",
    "Line",
    "MissingProgramError",
    "Picture",
    "Programme",
    "ProgrammeError",
    "ReadLimits",
    "Record",
    "Severity",
    "Spot",
    "Table",
    "UnreadableFileError",
    "UsageError",
    "blank_document",
    "count",
    "extract",
    "extract_all",
    "fill",
    "fill_document",
    "load",
    "programmes",
]

#: Where each public name is defined. A name is loaded when it is asked for (PEP 562): the command's
#: help does not wait for readers and writers.
_HOMES = {
    "chinese.counting": ("Count", "count"),
    "api": ("extract", "load", "programmes"),
    "documents": ("Filled", "blank_document", "fill", "fill_document"),
    "errors": (
        "DataError",
        "FormkitError",
        "KindError",
        "MissingProgramError",
        "ProgrammeError",
        "UnreadableFileError",
        "UsageError",
    ),
    "finding": ("Finding", "Severity"),
    "isolation": ("extract_all",),
    "limits": ("DEFAULT_LIMITS", "ReadLimits"),
    "grid": ("Cell", "Document", "Line", "Picture", "Table"),
    "programme": ("Condition", "Field", "Form", "Group", "Limits", "Programme"),
    "record": ("Case", "Found", "Leftover", "Record"),
    "spot": ("Spot",),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 (any public name)
    """Load a public name from the module that defines it."""
    for module, names in _HOMES.items():
        if name in names:
            value = getattr(import_module(f"formkit.{module}"), name)
            globals()[name] = value
            return value
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """Name what is public, loaded or not."""
    return [*__all__, *(name for name in globals() if name.startswith("__"))]

"""formkit fills official Chinese forms from data and reads them back, from one template.

>>> import formkit
>>> call = formkit.load("tangcheng-2025")
>>> call.source
'荣人社发〔2025〕77号'
"""

from __future__ import annotations

from formkit.api import (
    Filled,
    blank_document,
    extract,
    fill,
    fill_document,
    load,
    programmes,
)
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
from formkit.grid import Cell, Document, Line, Picture, Spot, Table
from formkit.programme import Condition, Field, Form, Group, Limits, Programme
from formkit.record import Case, Found, Leftover, Record

__all__ = [
    "Case",
    "Cell",
    "Condition",
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
    "Record",
    "Severity",
    "Spot",
    "Table",
    "UnreadableFileError",
    "UsageError",
    "blank_document",
    "extract",
    "fill",
    "fill_document",
    "load",
    "programmes",
]
